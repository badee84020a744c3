import type { AggregateResult, AggregateRow } from "../answers.ts";
import type { ExactSpan } from "../index/exact-span.ts";
import type { AggregateRequest } from "../trace-store.ts";
import { byCodePoint } from "./by-code-point.ts";
import { fieldNumber, fieldText } from "./field-values.ts";

/** Collects spans into groups. */
export interface SpanAggregation {
  add(span: ExactSpan): void;
  result(): AggregateResult;
}

export function createAggregation({ groupBy, measure, limit }: AggregateRequest): SpanAggregation {
  const groups = new Map<string, AggregateRow & { traces: Set<string> }>();
  return {
    add(span) {
      const group = groupBy.map((field) => fieldText(span, field));
      const key = JSON.stringify(group);
      let row = groups.get(key);
      if (!row) groups.set(key, (row = emptyRow(group)));
      row.span_count++;
      row.traces.add(span.traceId);
      if (span.statusCode === "STATUS_CODE_ERROR") row.error_span_count++;
      const value = measure === undefined ? null : fieldNumber(span, measure);
      if (value !== null) addValue(row, value);
    },
    result: () => ({
      rows: [...groups.values()]
        .sort((a, b) => b.span_count - a.span_count || compareGroups(a.group, b.group))
        .slice(0, limit)
        .map(({ traces, ...row }) => ({ ...row, trace_count: traces.size })),
      total_groups: groups.size,
    }),
  };
}

function emptyRow(group: (string | null)[]): AggregateRow & { traces: Set<string> } {
  return {
    group,
    span_count: 0,
    trace_count: 0,
    error_span_count: 0,
    sum: null,
    min: null,
    max: null,
    measured_count: 0,
    traces: new Set(),
  };
}

function addValue(row: AggregateRow, value: number): void {
  row.sum = (row.sum ?? 0) + value;
  row.min = Math.min(row.min ?? value, value);
  row.max = Math.max(row.max ?? value, value);
  row.measured_count++;
}

/** Missing values first, then by code point. */
function compareGroups(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? null;
    if (left === right) continue;
    if (left === null) return -1;
    if (right === null) return 1;
    return byCodePoint(left, right);
  }
  return 0;
}
