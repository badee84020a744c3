import { existsSync } from "node:fs";
import { HumanFeedback, HumanLabel, readJsonl, writeJsonl } from "@loopwright/core";
import type { z } from "zod";
import { feedbackHash } from "../import/content-hash.ts";
import type { Recorded } from "../import/books.ts";
import { withFileLock } from "./file-lock.ts";

/** Where people's words are kept: `HumanFeedback` and `HumanLabel`, JSONL. */
export interface ReviewFiles {
  feedback: string;
  labels: string;
}

/**
 * What was recorded so far; a file that is not there yet holds nothing.
 *
 * @throws LoopError `bad_input` with `file:line` of a line that is not a whole record
 */
export async function readRecorded(files: ReviewFiles): Promise<Recorded> {
  return {
    feedback: await readIfThere(files.feedback, HumanFeedback),
    labels: await readIfThere(files.labels, HumanLabel),
  };
}

/**
 * Appends what people said. Each file is rewritten atomically under a lock, so that a reader never sees half a
 * line and two reviewers at work lose nothing; what is there already, word for word, is not written again. An id
 * that someone else took in the meantime gets a number.
 *
 * @returns how many records were new
 */
export async function recordReviews(
  files: ReviewFiles,
  { feedback, labels }: Recorded,
): Promise<{ feedback: number; labels: number }> {
  return {
    feedback: await append(files.feedback, HumanFeedback, feedback, {
      identityOf: feedbackHash,
      placeIn: freeIds,
    }),
    labels: await append(files.labels, HumanLabel, labels, {
      identityOf: labelIdentity,
      placeIn: () => (label) => label,
    }),
  };
}

/** A person may decide the same again later, so the time is part of it. */
function labelIdentity({ reviewer, time, trace_id, eval_id, verdict, note }: HumanLabel): string {
  return JSON.stringify([reviewer, time, trace_id, eval_id ?? null, verdict, note]);
}

/** Gives items ids that are free in a file that holds these, and keeps account of those it gave. */
function freeIds(present: readonly HumanFeedback[]): (item: HumanFeedback) => HumanFeedback {
  const taken = new Set(present.map(({ feedback_id }) => feedback_id));
  return (item) => {
    let id = item.feedback_id;
    for (let number = 2; taken.has(id); number++) id = `${item.feedback_id}-${number}`;
    taken.add(id);
    return { ...item, feedback_id: id };
  };
}

interface Appending<Item> {
  identityOf: (record: Item) => string;
  /** For a file that holds these: how a record goes into it. */
  placeIn: (present: readonly Item[]) => (record: Item) => Item;
}

async function append<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  records: readonly z.output<Schema>[],
  { identityOf, placeIn }: Appending<z.output<Schema>>,
): Promise<number> {
  if (records.length === 0) return 0;
  return withFileLock(file, async () => {
    const present = await readIfThere(file, schema);
    const known = new Set(present.map(identityOf));
    const place = placeIn(present);
    const all = [...present];
    for (const record of records.filter((one) => !known.has(identityOf(one))))
      // Parsed, so that every line has its keys in the same order.
      all.push(schema.parse(place(record)));
    if (all.length > present.length) await writeJsonl(file, all);
    return all.length - present.length;
  });
}

async function readIfThere<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  return existsSync(file) ? readJsonl(file, schema) : [];
}
