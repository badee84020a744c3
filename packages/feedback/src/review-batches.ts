import { renderRun, type Artifact, type ReviewedRun } from "./review-prompt.ts";

/**
 * Packs runs into prompts of at most `limit` characters, in order. A run that is longer than that on its own has
 * its longest texts shortened, with a note where something was left out.
 */
export function packBatches(reviewed: readonly ReviewedRun[], limit: number): ReviewedRun[][] {
  const batches: ReviewedRun[][] = [];
  let room = 0;
  for (const item of reviewed.map((item) => shorten(item, limit))) {
    const size = renderRun(item).length;
    const batch = batches.at(-1);
    if (batch && size <= room) {
      batch.push(item);
      room -= size;
    } else {
      batches.push([item]);
      room = limit - size;
    }
  }
  return batches;
}

function shorten(item: ReviewedRun, limit: number): ReviewedRun {
  if (renderRun(item).length <= limit) return item;
  const texts = [item.run.answer, ...item.artifacts.map(({ content }) => content)];
  // Tags, notes and the question need a little of the room themselves.
  const frame = renderRun({
    run: { ...item.run, answer: "" },
    artifacts: item.artifacts.map(emptied),
  });
  const share = fairShare(
    texts.map(({ length }) => length),
    limit - frame.length - 80 * texts.length,
  );
  return {
    run: { ...item.run, answer: cut(item.run.answer, share) },
    artifacts: item.artifacts.map(({ path, content }) => ({ path, content: cut(content, share) })),
  };
}

function emptied({ path }: Artifact): Artifact {
  return { path, content: "" };
}

/** The length to which the longest texts are cut so that all of them fit into `room`: short ones stay whole. */
function fairShare(lengths: readonly number[], room: number): number {
  let left = Math.max(0, room);
  const ascending = lengths.toSorted((a, b) => a - b);
  for (const [index, length] of ascending.entries()) {
    const share = Math.floor(left / (ascending.length - index));
    if (length > share) return share;
    left -= length;
  }
  return ascending.at(-1) ?? 0;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, length)}\n[${text.length - length} characters left out here]`;
}
