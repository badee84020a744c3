import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import { z } from "zod";
import { createByteTable, type ByteTable } from "../bytes/byte-table.ts";
import { createColumn } from "../bytes/column.ts";
import { createNameSets } from "../bytes/name-sets.ts";
import { createTextSlots, type TextSlots } from "../bytes/text-slots.ts";
import { writePieces } from "./index-files.ts";
import type { BadLine, Progress } from "./index-lines.ts";
import { createTokenTotals } from "./token-totals.ts";
import type { TraceColumnName, TraceIndex } from "./trace-index.ts";

const format = "loopwright-trace-index";
const version = 1;

const Whole = z.number().int().min(0);
const LargeTotals = z.array(z.tuple([Whole, z.string()]));
const Header = z.object({
  format: z.literal(format),
  version: z.literal(version),
  /** Byte order of the columns; an index is a cache, so another machine's is simply built anew. */
  little_endian: z.boolean(),
  source: z.object({
    size: Whole,
    mtime_ns: z.string(),
    inode: z.string(),
    /** Checksums of the indexed part's first and last bytes: an append leaves both as they were. */
    head: Whole,
    tail: Whole,
  }),
  progress: z.object({ offset: Whole, lines: Whole, openLine: z.boolean() }),
  bad_lines: z.array(z.object({ line: Whole, offset: Whole, length: Whole, reason: z.string() })),
  name_sets: z.array(z.array(Whole)).min(1),
  large_input: LargeTotals,
  large_output: LargeTotals,
  columns: z.array(z.object({ name: z.string(), bytes: Whole })),
  checksum: Whole,
});

/** Which bytes of which file an index describes. */
export type SourceState = z.infer<typeof Header>["source"];

/** An index with all that is needed to carry on when the file has grown. */
export interface SavedIndex {
  index: TraceIndex;
  source: SourceState;
  progress: Progress;
  badLines: BadLine[];
}

/** Writes the index to one file, atomically. */
export async function writeColumnsFile(path: string, saved: SavedIndex): Promise<void> {
  const columns = [...columnsOf(saved.index)].map(([name, array]) => ({
    name,
    data: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
  }));
  const header: z.infer<typeof Header> = {
    format,
    version,
    little_endian: isLittleEndian(),
    source: saved.source,
    progress: saved.progress,
    bad_lines: saved.badLines,
    name_sets: saved.index.sets.saved(),
    large_input: saved.index.traces.inputTokens.saved().large,
    large_output: saved.index.traces.outputTokens.saved().large,
    columns: columns.map(({ name, data }) => ({ name, bytes: data.length })),
    checksum: columns.reduce((sum, { data }) => crc32(data, sum), 0),
  };
  await writePieces(path, [`${JSON.stringify(header)}\n`, ...columns.map(({ data }) => data)]);
}

/** Reads an index back, or undefined when there is none, or none that can be trusted. */
export async function readColumnsFile(path: string): Promise<SavedIndex | undefined> {
  try {
    const file = await readFile(path);
    const headerEnd = file.indexOf(0x0a);
    const header = Header.parse(JSON.parse(file.toString("utf8", 0, headerEnd)));
    const body = file.subarray(headerEnd + 1);
    const length = header.columns.reduce((sum, { bytes }) => sum + bytes, 0);
    if (header.little_endian !== isLittleEndian() || body.length !== length) return undefined;
    if (crc32(body) !== header.checksum) return undefined;
    return restore(header, splitColumns(header, body));
  } catch {
    return undefined;
  }
}

function splitColumns(header: z.infer<typeof Header>, body: Uint8Array): Map<string, ArrayBuffer> {
  let at = 0;
  return new Map(
    header.columns.map(({ name, bytes }) => {
      // A copy, because typed arrays want their bytes aligned.
      const copy = new ArrayBuffer(bytes);
      new Uint8Array(copy).set(body.subarray(at, at + bytes));
      at += bytes;
      return [name, copy];
    }),
  );
}

function* columnsOf(index: TraceIndex): Generator<[name: string, data: NodeJS.TypedArray]> {
  const { traces, spans, names } = index;
  yield* texts("names", names);
  yield* texts("traces.ids", traces.ids);
  yield* texts("traces.starts", traces.starts);
  yield* texts("traces.ends", traces.ends);
  yield ["traces.inputTokens", traces.inputTokens.saved().small];
  yield ["traces.outputTokens", traces.outputTokens.saved().small];
  for (const [name, column] of Object.entries(traces.columns))
    yield [`traces.${name}`, column.trimmed()];
  for (const [name, column] of Object.entries(spans)) yield [`spans.${name}`, column.trimmed()];
}

function* texts(
  name: string,
  table: ByteTable | TextSlots,
): Generator<[name: string, data: NodeJS.TypedArray]> {
  const { bytes, ends } = table.arrays();
  yield [`${name}.bytes`, bytes];
  yield [`${name}.ends`, ends];
}

function restore(header: z.infer<typeof Header>, columns: Map<string, ArrayBuffer>): SavedIndex {
  const bytesOf = (name: string) => columns.get(name) ?? new ArrayBuffer(0);
  const textsOf = (name: string) => ({
    bytes: new Uint8Array(bytesOf(`${name}.bytes`)),
    ends: new Uint32Array(bytesOf(`${name}.ends`)),
  });
  const int32 = (name: string) =>
    createColumn((length) => new Int32Array(length), new Int32Array(bytesOf(name)));
  const uint32 = (name: string) =>
    createColumn((length) => new Uint32Array(length), new Uint32Array(bytesOf(name)));
  const totals = (name: string, large: [number, string][]) =>
    createTokenTotals({ small: new Float64Array(bytesOf(name)), large });
  const count = (name: TraceColumnName) => int32(`traces.${name}`);
  const names = createByteTable(textsOf("names"));
  const index: TraceIndex = {
    names,
    sets: createNameSets(names, header.name_sets),
    traces: {
      ids: createByteTable(textsOf("traces.ids")),
      starts: createTextSlots(textsOf("traces.starts")),
      ends: createTextSlots(textsOf("traces.ends")),
      inputTokens: totals("traces.inputTokens", header.large_input),
      outputTokens: totals("traces.outputTokens", header.large_output),
      columns: {
        spanCount: count("spanCount"),
        services: count("services"),
        models: count("models"),
        agents: count("agents"),
        agentIds: count("agentIds"),
        project: count("project"),
        projects: count("projects"),
        missingParents: count("missingParents"),
        missingIdentity: count("missingIdentity"),
        errors: count("errors"),
        toolErrors: count("toolErrors"),
      },
    },
    spans: {
      trace: int32("spans.trace"),
      flags: createColumn(
        (length) => new Uint8Array(length),
        new Uint8Array(bytesOf("spans.flags")),
      ),
      offset: createColumn(
        (length) => new Float64Array(length),
        new Float64Array(bytesOf("spans.offset")),
      ),
      length: uint32("spans.length"),
      ids: uint32("spans.ids"),
      parents: uint32("spans.parents"),
    },
  };
  const { source, progress, bad_lines } = header;
  return { index, source, progress, badLines: bad_lines };
}

function isLittleEndian(): boolean {
  return new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
}
