import type { GateResult, GateRow } from "@loopwright/core";

/**
 * A gate result as Markdown for a pull request or a build summary: the verdict, a table of rows, then every
 * reason of each row that did not pass.
 *
 * @example await writeText("gate.md", gateReport(result))
 */
export function gateReport(result: GateResult): string {
  const open = result.rows.filter((row) => !row.passed);
  const { advisory = 0 } = result;
  return [
    `## Eval gate: ${result.verdict}`,
    "",
    `${result.passed} of ${result.total} passed, ${result.failed} failed, ${result.errored} errored. ` +
      `Scored by ${inCell(result.engine)}, judged by ${inCell(result.judge.model)}.`,
    ...(advisory > 0
      ? [
          "",
          `${advisory} of ${result.total} rows are advisory: they rest on a judge that has not been shown to agree with people, and have no say in the verdict.`,
        ]
      : []),
    "",
    "| eval | trace | outcome | score |",
    "| --- | --- | --- | --- |",
    ...result.rows.map(tableLine),
    ...open.flatMap(reasons),
    "",
  ].join("\n");
}

function tableLine(row: GateRow): string {
  const score = row.outcome === "errored" ? "" : row.score.toFixed(2);
  return `| ${inCell(row.title)} (${inCell(row.eval_id)}) | ${inCell(row.trace_label)} | ${row.outcome}${row.advisory ? " (advisory)" : ""} | ${score} |`;
}

function reasons(row: GateRow): string[] {
  const lines = row.explanation.split("\n").map((line) => `> ${inText(line)}`);
  return ["", `### ${inCell(row.eval_id)}: ${row.outcome}`, "", ...lines];
}

/** Titles and reasons are written by models: in the report they are text and never markup. */
function inText(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, String.raw`\$&`);
}

function inCell(text: string): string {
  return inText(text.replace(/\s+/g, " "));
}
