import type { HumanVerdict } from "@loopwright/core";
import { renderArtifacts, renderEval, renderEvidence, renderRun } from "./render-run.ts";
import { noRemarks, type Remarks } from "./record-decision.ts";
import type { ReviewableRun } from "./reviewable-run.ts";
import type { ReviewTerminal } from "./terminal.ts";

/** How the look at a run ended; what was remarked until then is kept in any case. */
export type RunDecision =
  | { kind: "verdict"; verdict: HumanVerdict; remarks: Remarks }
  | { kind: "skip" | "back" | "leave"; verdict?: never; remarks: Remarks };

const verdicts: Record<string, HumanVerdict> = { p: "pass", h: "partial", f: "fail" };

/** A key and what it stands for are not torn apart where a line breaks. */
function keysLine(...keys: string[]): string {
  return keys.map((key) => key.replaceAll(" ", "\u00A0")).join("   ");
}

export const runKeys = [
  keysLine("p pass", "h half right", "f fail", "s skip", "b back", "q quit"),
  keysLine("n note", "o must say", "c must not claim", "t theme"),
  keysLine("r answer", "a artifacts", "e evidence"),
].join("\n");

const evalKeys = keysLine(
  "p yes",
  "f no",
  "s skip",
  "q quit",
  "r answer",
  "a artifacts",
  "e evidence",
);

/** Lets a reviewer look around and remark on a run until a verdict, or another key, ends it. */
export async function askVerdict(
  terminal: ReviewTerminal,
  item: ReviewableRun,
): Promise<RunDecision> {
  const remarks = noRemarks();
  for (;;) {
    const key = await terminal.key("verdict> ", "phfsbqnoctrae");
    if (key === undefined || key === "q") return { kind: "leave", remarks };
    if (key === "s") return { kind: "skip", remarks };
    if (key === "b") return { kind: "back", remarks };
    const verdict = verdicts[key];
    if (verdict) return { kind: "verdict", verdict, remarks };
    const look = lookAt(key, item);
    if (look !== undefined) terminal.show(`${look}\n${runKeys}`);
    else if (!(await takeRemark(terminal, key, remarks))) return { kind: "leave", remarks };
  }
}

/** What a key shows of a run; undefined for a key that shows nothing. */
function lookAt(key: string, item: ReviewableRun): string | undefined {
  if (key === "r") return renderRun(item);
  if (key === "a") return renderArtifacts(item);
  if (key === "e") return renderEvidence(item);
  return undefined;
}

/** False when the reviewer left in the middle of a line. */
async function takeRemark(
  terminal: ReviewTerminal,
  key: string,
  remarks: Remarks,
): Promise<boolean> {
  const text = await terminal.line(remarkPrompts[key] ?? "");
  if (text === undefined) return false;
  if (text === "") return true;
  if (key === "n") remarks.note = remarks.note === "" ? text : `${remarks.note} ${text}`;
  if (key === "t") remarks.theme = text;
  if (key === "o") remarks.required_observations.push(text);
  if (key === "c") remarks.prohibited_claims.push(text);
  return true;
}

const remarkPrompts: Record<string, string> = {
  n: "note: ",
  o: "a right answer says: ",
  c: "a right answer does not claim: ",
  t: "theme (such as financial_risk): ",
};

/**
 * A person's verdict on one eval; `skip` leaves it open. The judge's verdict is not shown, because it would lead; the
 * answer and what lies behind it can be looked at again.
 */
export async function askEval(
  terminal: ReviewTerminal,
  item: ReviewableRun,
  evalCase: ReviewableRun["evals"][number],
): Promise<"pass" | "fail" | "skip" | "leave"> {
  terminal.show(`${renderEval(evalCase)}\n${evalKeys}`);
  for (;;) {
    const key = await terminal.key("meets it> ", "pfsqrae");
    if (key === undefined || key === "q") return "leave";
    if (key === "s") return "skip";
    if (key === "p") return "pass";
    if (key === "f") return "fail";
    terminal.show(`${lookAt(key, item) ?? ""}\n${renderEval(evalCase)}\n${evalKeys}`);
  }
}
