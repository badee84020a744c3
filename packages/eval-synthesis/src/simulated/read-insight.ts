import { withStop } from "../feedback-sentence.ts";
import { keptStatement, namedFile, withoutQuotes } from "./quoted-evidence.ts";

/** What an answer has to do and must not claim, by what a model observed of one. */
export interface Demands {
  required: string[];
  prohibited: string[];
}

/**
 * Turns remarks about an answer into demands on answers. A fault is turned round ("does not name its source"
 * becomes "name its source"), praise is kept ("cites the bridge" becomes "cite the bridge"); a remark that is
 * neither says nothing about other answers and is left out.
 */
export function demandsOf(observations: readonly string[]): Demands {
  const demands: Demands = { required: [], prohibited: [] };
  for (const observation of observations) {
    const { required, prohibited } = readRemark(observation);
    if (required !== undefined) demands.required.push(withStop(upperFirst(required)));
    else if (prohibited !== undefined) demands.prohibited.push(withStop(upperFirst(prohibited)));
  }
  return { required: unique(demands.required), prohibited: unique(demands.prohibited) };
}

function readRemark(observation: string): { required?: string; prohibited?: string } {
  const remark = withoutQuotes(observation);
  const promoted = promotion(remark);
  if (promoted !== undefined) return { prohibited: promoted };
  const missing = omission(remark);
  if (missing !== undefined) return { required: missing };
  const wrong = wrongWay(remark);
  if (wrong !== undefined) return { prohibited: wrong };
  const kept = keptStatement(observation) ?? praise(remark, namedFile(observation));
  return kept === undefined ? {} : { required: kept };
}

/** "States the NRR of 122% as validated" prohibits "the NRR of 122% is validated". */
function promotion(remark: string): string | undefined {
  const found =
    /\b(?:states?|presents?|reports?|treats?|calls?|gives?|describes?)\s+(?<what>.+?)\s+as\s+(?:an?\s+|the\s+|if it were\s+)?(?<status>(?:fully\s+)?(?:official|validated|complete|completed|certified|final|established|confirmed|audited|controlled)\b.*)$/iu.exec(
      remark,
    )?.groups;
  return found && `${found["what"]} is ${found["status"]}`;
}

const answer = String.raw`(?:(?:answer|agent|analyst|memo|response|run|it)\s+(?:[^;]*?\band\s+)?)`;

/** What the answer does not do, as something to do. */
function omission(remark: string): string | undefined {
  const [context = "", ...rest] = remark.split(/;\s*/u);
  const clause = rest.findLast((part) => /\b(?:answer|it)\b/iu.test(part)) ?? context;
  const verb = new RegExp(
    `${answer}(?:does not|doesn't|did not|didn't|do not|never|fails? to|failed to|neglects to|should|needs to|could)\\s+(?<rest>(?!be\\b).+)$`,
    "iu",
  ).exec(clause)?.groups?.["rest"];
  if (verb !== undefined) return resolved(withoutAside(verb), clause === context ? "" : context);
  const thing = new RegExp(
    `${answer}(?:omits?|omitted|leaves out|left out|misses|lacks?|skips?|overlooks?)\\s+(?<rest>.+)$`,
    "iu",
  ).exec(clause)?.groups?.["rest"];
  if (thing !== undefined) return `state ${withoutAside(thing)}`;
  const doing = /\bwithout\s+(?<verb>\p{L}+)ing\s+(?<rest>.+)$/iu.exec(clause)?.groups;
  return doing && `${bareVerb(doing["verb"] ?? "")} ${withoutAside(doing["rest"] ?? "")}`;
}

/** "They" and "it" stand for what the clause before speaks of; a demand that leaves them open is none. */
function resolved(demand: string, context: string): string | undefined {
  const values =
    /\b(?:values?|figures?|numbers?|dates?|statuses|versions?)\s+(?:for|of)\s+(?<what>.+)$/iu.exec(
      context,
    )?.groups?.["what"];
  const thing =
    /\b(?:describes?|shows?|lists?|names?|holds?|records?|notes?|mentions?|gives?)\s+(?<what>.+)$/iu.exec(
      context,
    )?.groups?.["what"];
  const they = values === undefined ? (thing ?? "the sources") : `the values for ${values}`;
  const full = demand
    .replace(/\bthey\b/iu, they)
    .replace(/\b(?:it|them)$/iu, thing ?? values ?? "it");
  return /^\p{L}+ (?:it|them)$/iu.test(full) ? undefined : full;
}

/** "Judges by X; Y is not done": what the answer does is the fault. */
function wrongWay(remark: string): string | undefined {
  const [deed = "", fault = ""] = remark.split(/;\s*/u);
  return /^the answer \p{L}+s\b/iu.test(deed) && /\b(?:is|are|was|were) not\b/iu.test(fault)
    ? deed
    : undefined;
}

function praise(remark: string, file: string | undefined): string | undefined {
  if (/\b(?:none|not|never|neither|drops|but|however|nowhere)\b/iu.test(remark)) return undefined;
  const found =
    /^(?:the|this) (?:final )?(?:answer|agent|run|memo|response)\s+(?:\p{L}+ly\s+)?(?<verb>cites|names|states|notes|gives|flags|separates|distinguishes|acknowledges|explains|says|reports|refuses|declines|lists|identifies|quantifies|qualifies|marks|preserves|rolls|uses|mentions)\s+(?<rest>.+)$/iu.exec(
      remark,
    )?.groups;
  const { verb = "", rest = "" } = found ?? {};
  if (!found) return undefined;
  if (file !== undefined && /^(?:\d+|several|many|its) /u.test(rest)) return `cite ${file}`;
  // "Cites no source" and "without its basis" are faults after all: what is missing is asked for.
  const asked = rest
    .replace(/\s+and nothing\b.*$/iu, "")
    .replace(/^no\s+/iu, /^no\s+[aeiou]/iu.test(rest) ? "an " : "a ")
    .replace(/\bwithout\b/iu, "with");
  return `${singular(verb)} ${withoutAside(asked)}`;
}

function withoutAside(text: string): string {
  return text.replace(/(?:,\s+(?:which|who|and so|so that)\b|;|[.。]\s).*$/su, "").trim();
}

function singular(verb: string): string {
  return verb.toLowerCase().replace(/fies$/u, "fy").replace(/shes$/u, "sh").replace(/s$/u, "");
}

/** "not(ing)" is "note", "say(ing)" is "say". */
function bareVerb(root: string): string {
  const lower = root.toLowerCase();
  const doubled = /([gmnpt])\1$/u.test(lower) ? lower.slice(0, -1) : lower;
  return /(?:not|cit|nam|giv|mak|us|stat|acknowledg|quot|separat|compar|reconcil|disclos)$/u.test(
    doubled,
  )
    ? `${doubled}e`
    : doubled;
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
