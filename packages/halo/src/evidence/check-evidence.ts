import { EvidenceRef, redactSecrets, type JsonValue, type SpanRecord } from "@loopwright/core";
import type { Citable, Citables } from "./citables.ts";
import { partOf } from "./tie.ts";
import { holdsWords, wordsOf } from "./words.ts";

/** One reference as a finding gives it. */
export interface CitedEvidence {
  ref: string;
  quote?: string | undefined;
  count?: number | undefined;
  filter?: Record<string, JsonValue> | undefined;
  line?: number | undefined;
}

/**
 * Checks one reference against the raw material: it has to name something, that thing has to concern what the
 * claim is about, the quote has to stand in it word for word, and the count has to come out the same.
 *
 * @returns why it does not hold, in words that help to mend it; undefined when it holds
 */
export function problemWith(options: {
  evidence: CitedEvidence;
  about: string;
  citables: Citables;
}): string | undefined {
  const { evidence, about, citables } = options;
  if (!EvidenceRef.safeParse(evidence.ref).success)
    return `"${shortened(evidence.ref)}": it is no reference of a known kind`;
  const named = citables.get(evidence.ref);
  if (named.length === 0) return `${evidence.ref}: there is no such thing in the evidence`;
  const fitting = named.filter((citable) => citable.about.has(about));
  if (fitting.length === 0)
    return `${evidence.ref}: it exists, but does not concern ${about}, which the claim is about`;
  const line = /^harness:.+:(\d+)$/.exec(evidence.ref)?.[1];
  if (line !== undefined && evidence.line !== undefined && String(evidence.line) !== line)
    return `${evidence.ref}: its line is given as ${evidence.line} beside it`;
  if (line !== undefined && evidence.quote === undefined)
    return `${evidence.ref}: a harness reference needs the words of that line as its quote`;
  const quote = evidence.quote;
  if (quote !== undefined && !fitting.some((citable) => holdsQuote(citable, quote)))
    return `${evidence.ref}: "${shortened(quote)}" ${quoteRule}`;
  return evidence.count === undefined
    ? undefined
    : countProblem(evidence.ref, evidence.count, evidence.filter, fitting);
}

const quoteRule =
  "is not a quote from there (copy at least five words, or a whole line or value, exactly as they stand)";

function holdsQuote(citable: Citable, quote: string): boolean {
  const longEnough = wordsOf(quote).length >= 5;
  return citable
    .texts()
    .some((text) =>
      longEnough
        ? holdsWords(text, quote)
        : linesAndWhole(text).some((part) => part === quote.trim()),
    );
}

function linesAndWhole(text: string): string[] {
  return [text, ...text.split("\n")].map((part) => part.trim()).filter((part) => part !== "");
}

function countProblem(
  ref: string,
  count: number,
  filter: Record<string, JsonValue> | undefined,
  fitting: readonly Citable[],
): string | undefined {
  const runs = fitting.flatMap((citable) => citable.runs ?? []);
  if (runs.length > 0) return runsProblem({ ref, count, filter, runs });
  if (!filter) return `${ref}: a count needs the filter that it was taken with`;
  const written = JSON.stringify(filter);
  if (redactSecrets(written) !== written)
    return `${ref}: its filter holds what looks like a secret`;
  const counts = fitting.flatMap(({ spans }) =>
    spans ? [spans.filter((span) => matches(span, filter)).length] : [],
  );
  if (counts.length === 0) return `${ref}: only the spans of a trace can be counted`;
  return counts.includes(count)
    ? undefined
    : `${ref}: ${count} was claimed, but the filter selects ${counts.join(" or ")} span(s)`;
}

/** What is counted of a pattern is its runs, whichever they are. */
function runsProblem(given: {
  ref: string;
  count: number;
  filter: Record<string, JsonValue> | undefined;
  runs: readonly number[];
}): string | undefined {
  const { ref, count, filter, runs } = given;
  if (filter) return `${ref}: the runs of a pattern are counted without a filter`;
  return runs.includes(count)
    ? undefined
    : `${ref}: ${count} was claimed, but it has ${runs.join(" or ")} run(s)`;
}

/** Every key of the filter has to be equal to its value, or to contain it: `{"name": {"contains": "exec"}}`. */
function matches(span: SpanRecord, filter: Record<string, JsonValue>): boolean {
  return Object.entries(filter).every(([key, wanted]) => {
    const found = plain(fieldOf(span, key));
    const part = partOf(wanted);
    return part === undefined ? found === plain(wanted) : found.includes(part);
  });
}

function plain(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** `name`, `kind`, `status`, or an attribute by its key. */
function fieldOf(span: SpanRecord, key: string): JsonValue | undefined {
  if (key === "name") return span.name;
  if (key === "kind") return span.kind;
  if (key === "status") return span.status.code;
  return span.attributes[key];
}

function shortened(text: string): string {
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
