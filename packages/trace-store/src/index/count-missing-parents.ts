import type { SpansByTrace, TraceIndex } from "./trace-index.ts";

/**
 * Fills `missingParents` of the traces that have spans from row `firstSpan` on: how many distinct parents a trace's
 * spans name that are none of its spans.
 */
export function countMissingParents(
  index: TraceIndex,
  { starts, order }: SpansByTrace,
  firstSpan: number,
): void {
  const { ids, parents } = index.spans;
  const missing = index.traces.columns.missingParents.data;
  let slots = new Float64Array(0);
  let stamps = new Int32Array(0);
  let stamp = 0;

  for (const [trace, isTouched] of tracesFrom(index, firstSpan).entries()) {
    if (isTouched === 0) continue;
    const [from, to] = [starts[trace]!, starts[trace + 1]!];
    prepare(to - from);
    let count = 0;
    for (let i = from; i < to; i++) insert(ids.data, order[i]!);
    for (let i = from; i < to; i++) {
      const span = order[i]!;
      const hasParent = parents.data[span * 2]! !== 0 || parents.data[span * 2 + 1]! !== 0;
      if (hasParent && insert(parents.data, span)) count++;
    }
    missing[trace] = count;
  }

  function prepare(spanCount: number): void {
    stamp++;
    if (slots.length >= spanCount * 8) return;
    const size = 2 ** Math.ceil(Math.log2(spanCount * 8));
    slots = new Float64Array(size);
    stamps = new Int32Array(size);
  }

  /** True when the fingerprint is new to this trace. */
  function insert(words: Uint32Array, span: number): boolean {
    const [high, low] = [words[span * 2]!, words[span * 2 + 1]!];
    // 53 of the 64 bits fit a number; the others choose the slot.
    const key = high * 0x200000 + (low & 0x1fffff);
    const mask = slots.length - 1;
    let slot = ((low >>> 8) ^ high) & mask;
    while (stamps[slot] === stamp) {
      if (slots[slot] === key) return false;
      slot = (slot + 1) & mask;
    }
    stamps[slot] = stamp;
    slots[slot] = key;
    return true;
  }
}

/** 1 for each trace with a span from row `firstSpan` on. */
function tracesFrom({ traces, spans }: TraceIndex, firstSpan: number): Uint8Array {
  const touched = new Uint8Array(traces.ids.size);
  for (let span = firstSpan; span < spans.trace.length; span++)
    touched[spans.trace.data[span]!] = 1;
  return touched;
}
