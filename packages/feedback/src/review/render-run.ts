import type { RankedRun } from "./order-runs.ts";
import { describeRank } from "./order-runs.ts";
import type { ReviewableRun } from "./reviewable-run.ts";

/** What a reviewer sees of a run before deciding. */
export function renderRunPage(ranked: RankedRun, left: number): string {
  const { run, artifacts, evidence, evals } = ranked.item;
  const toCome = left === 1 ? "the last one" : `${left} to go`;
  return [
    rule(`${run.trace_label} (${toCome}; ${describeRank(ranked)})`),
    renderRun(ranked.item),
    "",
    `Artifacts: ${listed(artifacts.map(({ path }) => path))}`,
    `Evidence: ${counted(evidence.length, "step")} of the run`,
    `Evals to decide: ${listed(evals.map(({ eval_id }) => eval_id))}`,
    "",
  ].join("\n");
}

/** Question and answer. */
export function renderRun({ run }: ReviewableRun): string {
  const answer = run.answer === "" ? "(none)" : run.answer;
  return ["Question", indented(run.question), "", "Answer", indented(answer)].join("\n");
}

export function renderArtifacts({ artifacts }: ReviewableRun): string {
  if (artifacts.length === 0) return "The run left no artifacts.";
  return artifacts.map(({ path, content }) => `${rule(path)}\n${indented(content)}`).join("\n");
}

export function renderEvidence({ evidence }: ReviewableRun): string {
  if (evidence.length === 0) return "Nothing is recorded of what the run read.";
  return evidence
    .map(
      ({ title, text }, index) => `${rule(`${index + 1}. ${title}`)}\n${indented(clipped(text))}`,
    )
    .join("\n");
}

export function renderEval({ title, rubric }: { title: string; rubric: string }): string {
  return `\nDoes the answer meet this? ${printable(title)}\n${indented(rubric)}`;
}

const longestEvidence = 40;

function clipped(text: string): string {
  const lines = text.split("\n");
  if (lines.length <= longestEvidence) return text;
  return `${lines.slice(0, longestEvidence).join("\n")}\n… ${lines.length - longestEvidence} more lines`;
}

function rule(title: string): string {
  return `── ${printable(title)} ──`;
}

function indented(text: string): string {
  return printable(text.trimEnd())
    .split("\n")
    .map((line) => `  ${line}`)
    .join("\n");
}

/** A run's text may hold commands to the terminal, or marks that turn text around: they are shown, not obeyed. */
function printable(text: string): string {
  return text.replaceAll("\r\n", "\n").replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (sign) => {
    if (sign === "\n" || sign === "\t") return sign;
    return `<${(sign.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}>`;
  });
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map(printable).join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
