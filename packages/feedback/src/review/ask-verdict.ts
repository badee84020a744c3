import type { HumanVerdict } from "@loopwright/core";
import { renderArtifacts, renderEval, renderEvidence } from "./render-run.ts";
import type { ReviewableRun } from "./reviewable-run.ts";
import type { ReviewTerminal } from "./terminal.ts";

/** What a reviewer says about a run besides the verdict. */
export interface Remarks {
  note: string;
  theme: string;
  required_observations: string[];
  prohibited_claims: string[];
}

export type RunDecision =
  | { kind: "verdict"; verdict: HumanVerdict; remarks: Remarks }
  | { kind: "skip" | "back" | "leave" };

const verdicts: Record<string, HumanVerdict> = { p: "pass", h: "partial", f: "fail" };

export const runKeys = [
  "p pass   h half right   f fail   s skip   b back   q quit",
  "n note   o must say   c must not claim   t theme   a artifacts   e evidence",
].join("\n");

/** Lets a reviewer look around and remark on a run until a verdict, or another key, ends it. */
export async function askVerdict(
  terminal: ReviewTerminal,
  item: ReviewableRun,
): Promise<RunDecision> {
  const remarks = noRemarks();
  for (;;) {
    const key = await terminal.key("verdict> ", "phfsbqnoctae");
    if (key === undefined || key === "q") return { kind: "leave" };
    if (key === "s") return { kind: "skip" };
    if (key === "b") return { kind: "back" };
    const verdict = verdicts[key];
    if (verdict) return { kind: "verdict", verdict, remarks };
    if (key === "a") terminal.show(renderArtifacts(item));
    else if (key === "e") terminal.show(renderEvidence(item));
    else if (!(await takeRemark(terminal, key, remarks))) return { kind: "leave" };
  }
}

export function noRemarks(): Remarks {
  return { note: "", theme: "general", required_observations: [], prohibited_claims: [] };
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

/** A person's verdict on one eval; `skip` leaves it open. The judge's verdict is not shown: it would lead. */
export async function askEval(
  terminal: ReviewTerminal,
  evalCase: ReviewableRun["evals"][number],
): Promise<"pass" | "fail" | "skip" | "leave"> {
  terminal.show(renderEval(evalCase));
  const key = await terminal.key("p yes   f no   s skip   q quit > ", "pfsq");
  if (key === undefined || key === "q") return "leave";
  if (key === "s") return "skip";
  return key === "p" ? "pass" : "fail";
}
