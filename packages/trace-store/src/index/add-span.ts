import { push64 } from "../bytes/fingerprint.ts";
import { textOf } from "../bytes/byte-table.ts";
import { Fact, Kind, type SpanFacts } from "./span-facts.ts";
import type { TokenTotals } from "./token-totals.ts";
import { traceColumnNames, type TraceColumns, type TraceIndex } from "./trace-index.ts";

const errorCode = Buffer.from("STATUS_CODE_ERROR");
const toolKind = Buffer.from("TOOL");

/** Adds one span, which lies at `offset` and is `length` bytes long without its newline, to the index. */
export function addSpan(index: TraceIndex, facts: SpanFacts, offset: number, length: number): void {
  const { traces, spans } = index;
  const { columns } = traces;
  const trace = traces.ids.intern(facts.bytes, facts.from[Fact.traceId]!, facts.to[Fact.traceId]!);
  if (trace === traces.starts.length) addTrace(traces, facts);
  else widenTimes(traces, trace, facts);
  columns.spanCount.data[trace]!++;
  addNames(index, trace, facts);
  addTokens(traces.inputTokens, trace, facts, Fact.inputTokens);
  addTokens(traces.outputTokens, trace, facts, Fact.outputTokens);
  const isError = equals(facts, Fact.statusCode, errorCode);
  if (isError) columns.errors.data[trace]!++;
  if (isError && equals(facts, Fact.spanKind, toolKind)) columns.toolErrors.data[trace]!++;

  spans.trace.push(trace);
  spans.flags.push(isError ? 1 : 0);
  spans.offset.push(offset);
  spans.length.push(length);
  push64(spans.ids, facts.bytes, facts.from[Fact.spanId]!, facts.to[Fact.spanId]!);
  if (facts.kind[Fact.parentSpanId] === Kind.text)
    push64(
      spans.parents,
      facts.bytes,
      facts.from[Fact.parentSpanId]!,
      facts.to[Fact.parentSpanId]!,
    );
  else {
    spans.parents.push(0);
    spans.parents.push(0);
  }
}

function addTrace(traces: TraceColumns, { bytes, from, to }: SpanFacts): void {
  traces.starts.push(bytes, from[Fact.startTime]!, to[Fact.startTime]!);
  traces.ends.push(bytes, from[Fact.endTime]!, to[Fact.endTime]!);
  traces.inputTokens.addRow();
  traces.outputTokens.addRow();
  for (const name of traceColumnNames) traces.columns[name].push(name === "project" ? -1 : 0);
}

/** The reference takes an empty start for none yet, and any later one, however small, for the earliest. */
function widenTimes(traces: TraceColumns, trace: number, { bytes, from, to }: SpanFacts): void {
  const [start, startEnd] = [from[Fact.startTime]!, to[Fact.startTime]!];
  if (traces.starts.isEmpty(trace) || traces.starts.compare(trace, bytes, start, startEnd) > 0)
    traces.starts.replace(trace, bytes, start, startEnd);
  const [end, endEnd] = [from[Fact.endTime]!, to[Fact.endTime]!];
  if (traces.ends.compare(trace, bytes, end, endEnd) < 0)
    traces.ends.replace(trace, bytes, end, endEnd);
}

function addNames(index: TraceIndex, trace: number, facts: SpanFacts): void {
  const { kind } = facts;
  const { columns } = index.traces;
  if (kind[Fact.serviceName] === Kind.text || kind[Fact.serviceName] === Kind.emptyText)
    addName(index, columns.services.data, trace, facts, Fact.serviceName);
  const model = isTrue(kind[Fact.inferenceModel]!) ? Fact.inferenceModel : Fact.model;
  if (kind[model] === Kind.text) addName(index, columns.models.data, trace, facts, model);
  const agentId = isTrue(kind[Fact.inferenceAgentId]!) ? Fact.inferenceAgentId : Fact.agentId;
  const named = kind[Fact.agentName] === Kind.text;
  const identified = kind[agentId] === Kind.text;
  if (named) addName(index, columns.agents.data, trace, facts, Fact.agentName);
  if (identified) addName(index, columns.agentIds.data, trace, facts, agentId);
  if (!named && !identified) columns.missingIdentity.data[trace]!++;
  if (kind[Fact.projectId] === Kind.text) {
    const project = addName(index, columns.projects.data, trace, facts, Fact.projectId);
    if (columns.project.data[trace]! < 0) columns.project.data[trace] = project;
  }
}

function addName(
  { names, sets }: TraceIndex,
  column: Int32Array,
  trace: number,
  { bytes, from, to }: SpanFacts,
  fact: number,
): number {
  const name = names.intern(bytes, from[fact]!, to[fact]!);
  column[trace] = sets.add(column[trace]!, name);
  return name;
}

/** What Python takes for true. */
function isTrue(kind: number): boolean {
  return kind === Kind.text || kind === Kind.integer || kind === Kind.true || kind === Kind.truthy;
}

function addTokens(totals: TokenTotals, trace: number, facts: SpanFacts, fact: number): void {
  // A truth value is an integer to Python.
  if (facts.kind[fact] === Kind.true) totals.addSmall(trace, 1);
  if (facts.kind[fact] !== Kind.integer) return;
  const from = facts.from[fact]!;
  const to = facts.to[fact]!;
  if (to - from > 15) totals.add(trace, textOf(facts.bytes, from, to));
  else totals.addSmall(trace, smallInteger(facts.bytes, from, to));
}

function smallInteger(bytes: Uint8Array, from: number, to: number): number {
  const negative = bytes[from] === 0x2d;
  let value = 0;
  for (let i = negative ? from + 1 : from; i < to; i++) value = value * 10 + bytes[i]! - 0x30;
  return negative ? -value : value;
}

function equals({ bytes, from, to, kind }: SpanFacts, fact: number, expected: Uint8Array): boolean {
  const start = from[fact]!;
  if (kind[fact] !== Kind.text || to[fact]! - start !== expected.length) return false;
  for (let i = 0; i < expected.length; i++) if (bytes[start + i] !== expected[i]) return false;
  return true;
}
