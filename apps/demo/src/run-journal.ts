import { existsSync } from "node:fs";
import { AgentRun, readJsonl, SpanRecord, writeJsonl } from "@loopwright/core";
import type { RunPaths } from "./run-folder.ts";

export interface RunJournal {
  runs(): readonly AgentRun[];
  isCompleted(label: string): boolean;
  add(run: AgentRun, spans: readonly SpanRecord[]): Promise<void>;
}

/**
 * Runs and spans on disk, rewritten atomically after each run; a run done again replaces its failed forerunner.
 */
export async function openJournal(paths: RunPaths): Promise<RunJournal> {
  let runs = existsSync(paths.runs) ? await readJsonl(paths.runs, AgentRun) : [];
  let spans = existsSync(paths.spans) ? await readJsonl(paths.spans, SpanRecord) : [];
  let writing = Promise.resolve();
  return {
    runs: () => runs,
    isCompleted: (label) =>
      runs.some((run) => run.trace_label === label && run.status === "completed"),
    add(run, records) {
      runs = [...runs.filter((other) => other.trace_id !== run.trace_id), run].toSorted((a, b) =>
        a.trace_label.localeCompare(b.trace_label),
      );
      // In order of label, not of finishing, so that the same runs give the same file.
      spans = inOrderOf(runs, [
        ...spans.filter((span) => span.trace_id !== run.trace_id),
        ...records,
      ]);
      const snapshot = { runs, spans };
      // One after the other, and spans first: a run that is on record has its trace on record.
      writing = writing.then(async () => {
        await writeJsonl(paths.spans, snapshot.spans);
        await writeJsonl(paths.runs, snapshot.runs);
      });
      return writing;
    },
  };
}

function inOrderOf(runs: readonly AgentRun[], spans: readonly SpanRecord[]): SpanRecord[] {
  return runs.flatMap((run) => spans.filter((span) => span.trace_id === run.trace_id));
}
