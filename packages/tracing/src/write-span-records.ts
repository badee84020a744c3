import { writeJsonl, type SpanRecord } from "@loopwright/core";
import { plainJson } from "./plain-json.ts";

/**
 * Writes a file of one span a line, atomically. Half surrogate pairs are replaced on the way: one of them
 * would make the Python engine refuse the whole file.
 *
 * @throws LoopError `storage`
 * @example await writeSpanRecords("halo_traces/traces.jsonl", records)
 */
export async function writeSpanRecords(
  file: string,
  records: readonly SpanRecord[],
): Promise<void> {
  await writeJsonl(
    file,
    records.map((record) => plainJson(record)),
  );
}
