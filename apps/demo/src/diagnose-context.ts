import { join } from "node:path";
import { readJsonl, SpanRecord, type Diagnosis, type HarnessConfig } from "@loopwright/core";
import {
  diagnoseWithAgent,
  journalIdentity,
  openContextStore,
  openJournal,
} from "@loopwright/halo/engine";
import { setTraceProcessors } from "@openai/agents";
import type { Models } from "./models.ts";
import type { RunPaths } from "./run-folder.ts";

/**
 * Lets the trace-reading agent diagnose the context of a run. Its finished model calls are kept beside the run,
 * so that a diagnosis that was killed goes on where it was.
 */
export async function diagnoseContext(options: {
  paths: RunPaths;
  models: Models;
  harness: HarnessConfig;
  harnessDir: string;
  note: (text: string) => void;
  signal: AbortSignal;
}): Promise<{ diagnosis: Diagnosis; replayed: number }> {
  const { paths, models, harness, harnessDir, note, signal } = options;
  // The engine's own runs are not traced; this keeps the SDK from sending anything to a hosted service.
  setTraceProcessors([]);
  const context = await readJsonl(paths.context, SpanRecord);
  const store = await openContextStore(context);
  const model = models.names.halo;
  try {
    const { diagnosis, replayed, trouble } = await diagnoseWithAgent({
      modelProvider: models.provider,
      model,
      simulated: models.simulated,
      store,
      context,
      harness,
      harnessDir,
      journal: await openJournal({
        file: join(paths.dir, "diagnosis_journal.jsonl"),
        identity: journalIdentity({ context, harness, model }),
      }),
      prices: models.prices,
      onEvent: ({ type, agentId, detail }) => {
        if (type === "tool_call") note(`${agentId}: ${detail}`);
      },
      signal,
    });
    if (trouble !== undefined)
      note(`the agent handed in nothing (${trouble}); the analysis stands`);
    return { diagnosis, replayed };
  } finally {
    await store.close();
  }
}
