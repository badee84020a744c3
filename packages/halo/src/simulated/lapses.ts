import type { DraftEvidence } from "../diagnosis/draft.ts";
import { citing, quotable } from "../evidence/quotable.ts";
import type { Problem } from "./problem.ts";
import { textOf, type Entry } from "./read-material.ts";

/** Lapses of order, and failures, that one entry about the spans shows by itself. */
export function lapsesIn(entry: Entry, run: Entry): Problem[] {
  const text = textOf(entry, "text");
  return lapses
    .filter(({ kind, shows }) => entry.kind === kind && shows.test(text))
    .map((found) => ({
      source: found.source ?? "spans",
      wish: found.wish(text),
      rule: found.wish(text),
      failure: "",
      title: found.title(text),
      run: run.about,
      question: textOf(run, "question"),
      weight: found.source === "error" ? 3 : 0.5,
      claims: [{ text: `In this run, ${text}.`, about: run.about, evidence: [proofOf(entry)] }],
      evals: [],
    }));
}

/** That something never happened is shown by counting it. */
function proofOf(entry: Entry): DraftEvidence {
  const [, key, value] = /^(\S+) contains (.+)$/.exec(textOf(entry, "filter")) ?? [];
  if (entry["count"] !== 0 || key === undefined || value === undefined)
    return citing(entry.ref, quotable(textOf(entry, "quote")));
  return { ref: entry.ref, quote: null, count: 0, filter: [{ key, match: "contains", value }] };
}

const toolIn = (text: string) => /^[\w.-]+/.exec(text)?.[0] ?? "the tool";

const lapses: readonly {
  kind: string;
  source?: Problem["source"];
  shows: RegExp;
  wish: (text: string) => string;
  title: (text: string) => string;
}[] = [
  {
    kind: "tool_never_called",
    shows: /./,
    wish: (text) => `Run the tool ${toolIn(text)} before you give the final answer.`,
    title: (text) => `${toolIn(text)} runs before every answer`,
  },
  {
    kind: "tool_use",
    shows: /files were still written after it/,
    wish: (text) => `Run the tool ${toolIn(text)} after the last file is written.`,
    title: (text) => `${toolIn(text)} runs after the last write`,
  },
  {
    kind: "tool_use",
    shows: /passed false/,
    wish: (text) =>
      `Repair what the tool ${toolIn(text)} reports, and run it again until it passes.`,
    title: (text) => `The answer waits until ${toolIn(text)} passes`,
  },
  {
    kind: "run_failed",
    source: "error",
    shows: /./,
    wish: (text) => `The run ends with an answer, and not with an error: ${text}`,
    title: (text) => `Runs end with an answer: ${text}`,
  },
  {
    kind: "artifacts_missing",
    shows: /./,
    wish: () => "Write every required artifact before you give the final answer.",
    title: () => "Every required artifact is written",
  },
];
