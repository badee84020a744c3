import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeJsonl, type SpanRecord } from "@loopwright/core";
import { openTraceStore, type TraceStore } from "@loopwright/trace-store";
import { withoutSecrets } from "../evidence/without-secrets.ts";

/**
 * A store over a copy of the context from which secrets have been taken out: where an answer is cut, or a search
 * shows a few characters, half a key would no longer look like one. Closing it removes the copy.
 *
 * @example const store = await openContextStore(context); // … await store.close()
 */
export async function openContextStore(context: readonly SpanRecord[]): Promise<TraceStore> {
  const dir = await mkdtemp(join(tmpdir(), "halo-store-"));
  const file = join(dir, "context.jsonl");
  try {
    await writeJsonl(
      file,
      context.map((span) => withoutSecrets({ ...span })),
    );
    const store = await openTraceStore({ files: [file], index: "memory" });
    return {
      ...store,
      async close() {
        await store.close();
        await rm(dir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}
