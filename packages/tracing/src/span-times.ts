import type { CapturedSpan } from "./captured-trace.ts";

const utc = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z$/;

/**
 * A time in UTC with nine fractional digits. Readers of HALO lines compare times as text, so all of them
 * need the same form.
 *
 * @example nineDigits("2026-01-31T09:30:00.123Z") // "2026-01-31T09:30:00.123000000Z"
 */
export function nineDigits(time: string): string {
  const [, seconds, fraction = ""] = utc.exec(time) ?? utc.exec(inUtc(time)) ?? [];
  return `${seconds ?? "1970-01-01T00:00:00"}.${fraction.padEnd(9, "0")}Z`;
}

function inUtc(time: string): string {
  const milliseconds = Date.parse(time);
  return new Date(Number.isNaN(milliseconds) ? 0 : milliseconds).toISOString();
}

/** Start and end of a span; one without an end lasts as long as its trace, and time never runs backwards. */
export function timesOf(span: CapturedSpan, traceEnd: string): { start: string; end: string } {
  const start = nineDigits(span.startedAt ?? span.endedAt ?? traceEnd);
  const end = nineDigits(span.endedAt ?? traceEnd);
  return { start, end: end < start ? start : end };
}

/** The latest time that any span names; the epoch when none does. */
export function endOfTrace(spans: readonly CapturedSpan[]): string {
  const times = spans.flatMap((span) => [span.startedAt, span.endedAt]);
  return times.reduce<string>(
    (latest, time) => (time !== null && nineDigits(time) > nineDigits(latest) ? time : latest),
    "1970-01-01T00:00:00Z",
  );
}
