import { withStop } from "../feedback-sentence.ts";

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
    const kept = keptStatement(observation);
    const remark = withoutExamples(observation);
    const promoted = promotion(remark);
    const demand = omission(remark) ?? praise(remark);
    if (kept !== undefined) demands.required.push(kept);
    else if (promoted !== undefined) demands.prohibited.push(promoted);
    else if (demand !== undefined) demands.required.push(withStop(upperFirst(demand)));
  }
  return demands;
}

/** Praise that quotes a whole sentence of the answer: a later answer has to hold it too. */
function keptStatement(observation: string): string | undefined {
  const quoted =
    /^the answer (?:shows|keeps|says|notes|states) [^";]*: "(?<words>[^"]{20,})"\.?$/iu.exec(
      observation,
    )?.groups?.["words"];
  return quoted === undefined || /…|\.\.\./u.test(quoted) ? undefined : withStop(quoted);
}

/** The remark without what it quotes or adds by way of example. */
function withoutExamples(observation: string): string {
  return observation
    .trim()
    .replaceAll(/(?:,? (?:for example|such as))?(?:,? (?:in|of|as|on))?[:\s]*["“][^"”]*["”]/gu, "")
    .replace(/,? (?:although|though|for example|such as)\b.*$/isu, "")
    .replace(/, [^,]* among them\b/iu, "")
    .replaceAll(/\s*\([^)]*\)/gu, "")
    .replace(/[\s.。;,:]+$/u, "");
}

/** "States the NRR of 122% as validated" prohibits "the NRR of 122% is validated". */
function promotion(remark: string): string | undefined {
  const found =
    /\b(?:states?|presents?|reports?|treats?|calls?|gives?|describes?)\s+(?<what>.+?)\s+as\s+(?:an?\s+|the\s+|if it were\s+)?(?<status>(?:fully\s+)?(?:official|validated|complete|completed|certified|final|established|confirmed|audited|controlled)\b.*)$/iu.exec(
      remark,
    )?.groups;
  return found && `${upperFirst(found["what"] ?? "")} is ${found["status"]}.`;
}

function omission(remark: string): string | undefined {
  const verb =
    /\b(?:does not|doesn't|did not|didn't|do not|never|fails? to|failed to|neglects to|should|needs to|could)\s+(?<rest>(?!be\b).+)$/iu.exec(
      remark,
    )?.groups?.["rest"];
  if (verb !== undefined) return verb.replace(/\bthey\b/iu, "the sources").replace(/;.*$/su, "");
  const thing =
    /\b(?:omits?|omitted|leaves out|left out|misses|lacks?|skips?|overlooks?)\s+(?<rest>.+)$/iu.exec(
      remark,
    )?.groups?.["rest"];
  if (thing !== undefined) return `state ${thing}`;
  const doing = /\bwithout\s+(?<verb>\p{L}+)ing\s+(?<rest>.+)$/iu.exec(remark)?.groups;
  return doing && `${bareVerb(doing["verb"] ?? "")} ${doing["rest"]}`;
}

function praise(remark: string): string | undefined {
  if (/\b(?:none|not|never|neither|drops|but|however|nowhere)\b/iu.test(remark)) return undefined;
  const found =
    /^(?:the|this) (?:final )?(?:answer|agent|run|memo|response)\s+(?:\p{L}+ly\s+)?(?<verb>cites|names|states|notes|keeps|gives|flags|separates|distinguishes|acknowledges|explains|says|reports|refuses|declines|shows|lists|identifies|quantifies|qualifies|marks|preserves|rolls|uses|mentions)\s+(?<rest>.+)$/iu.exec(
      remark,
    )?.groups;
  // "Cites no source" and "without its basis" are faults after all: what is missing is asked for.
  return (
    found &&
    `${singular(found["verb"] ?? "")} ${found["rest"]
      ?.replace(/^no\s+/iu, "the ")
      .replace(/^\d+\s+/u, "")
      .replace(/\bwithout\b/iu, "with")
      .replace(/;.*$/su, "")}`
  );
}

function singular(verb: string): string {
  return verb.toLowerCase().replace(/fies$/u, "fy").replace(/shes$/u, "sh").replace(/s$/u, "");
}

/** "not(ing)" is "note", "say(ing)" is "say". */
function bareVerb(root: string): string {
  const lower = root.toLowerCase();
  const doubled = /([gmnpt])\1$/u.exec(lower) ? lower.slice(0, -1) : lower;
  return /(?:not|cit|nam|giv|mak|us|stat|acknowledg|quot|separat|compar|reconcil|disclos)$/u.test(
    doubled,
  )
    ? `${doubled}e`
    : doubled;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
