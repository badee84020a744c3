import { open, type FileHandle } from "node:fs/promises";
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
const newline = 0x0a;

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

/** Writes the index to one file, atomically. The columns are gone through twice, so that none is held twice. */
export async function writeColumnsFile(path: string, saved: SavedIndex): Promise<void> {
  const columns: { name: string; bytes: number }[] = [];
  let checksum = 0;
  for (const [name, data] of columnsOf(saved.index)) {
    columns.push({ name, bytes: data.length });
    checksum = crc32(data, checksum);
  }
  const { inputTokens, outputTokens } = saved.index.traces;
  const header: z.infer<typeof Header> = {
    format,
    version,
    little_endian: isLittleEndian(),
    source: saved.source,
    progress: saved.progress,
    bad_lines: saved.badLines,
    name_sets: saved.index.sets.saved(),
    large_input: inputTokens.saved().large,
    large_output: outputTokens.saved().large,
    columns,
    checksum,
  };
  await writePieces(path, pieces());

  function* pieces(): Generator<string | Uint8Array> {
    yield `${JSON.stringify(header)}\n`;
    for (const [, data] of columnsOf(saved.index)) yield data;
  }
}

/** Reads an index back, or undefined when there is none, or none that can be trusted. */
export async function readColumnsFile(path: string): Promise<SavedIndex | undefined> {
  try {
    const file = await open(path, "r");
    try {
      const { header, length } = await readHeader(file);
      return header.little_endian === isLittleEndian()
        ? restore(header, await readColumns(file, header, length))
        : undefined;
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
}

async function readHeader(
  file: FileHandle,
): Promise<{ header: z.infer<typeof Header>; length: number }> {
  let text = Buffer.alloc(0);
  while (!text.includes(newline)) {
    const piece = Buffer.alloc(64 * 1024);
    const { bytesRead } = await file.read(piece, 0, piece.length, text.length);
    if (bytesRead === 0) throw new Error("no header");
    text = Buffer.concat([text, piece.subarray(0, bytesRead)]);
  }
  const end = text.indexOf(newline);
  return { header: Header.parse(JSON.parse(text.toString("utf8", 0, end))), length: end + 1 };
}

/** Each column in memory of its own, because typed arrays want their bytes aligned. */
async function readColumns(
  file: FileHandle,
  header: z.infer<typeof Header>,
  start: number,
): Promise<Map<string, ArrayBuffer>> {
  const { size } = await file.stat();
  const total = header.columns.reduce((sum, { bytes }) => sum + bytes, 0);
  if (size !== start + total) throw new Error("the columns have another length");
  const columns = new Map<string, ArrayBuffer>();
  let at = start;
  let checksum = 0;
  for (const { name, bytes } of header.columns) {
    const column = new Uint8Array(new ArrayBuffer(bytes));
    for (let done = 0; done < bytes;) {
      const { bytesRead } = await file.read(column, done, bytes - done, at + done);
      if (bytesRead === 0) throw new Error("the columns end early");
      done += bytesRead;
    }
    at += bytes;
    checksum = crc32(column, checksum);
    columns.set(name, column.buffer);
  }
  if (checksum !== header.checksum) throw new Error("the columns are damaged");
  return columns;
}

function* columnsOf(index: TraceIndex): Generator<[name: string, data: Uint8Array]> {
  const { traces, spans, names } = index;
  yield* texts("names", names);
  yield* texts("traces.ids", traces.ids);
  yield* texts("traces.starts", traces.starts);
  yield* texts("traces.ends", traces.ends);
  yield ["traces.inputTokens", traces.inputTokens.saved().small];
  yield ["traces.outputTokens", traces.outputTokens.saved().small];
  for (const [name, column] of Object.entries(traces.columns))
    yield [`traces.${name}`, column.bytes()];
  for (const [name, column] of Object.entries(spans)) yield [`spans.${name}`, column.bytes()];
}

function* texts(
  name: string,
  table: ByteTable | TextSlots,
): Generator<[name: string, data: Uint8Array]> {
  const { bytes, ends } = table.arrays();
  yield [`${name}.bytes`, bytes];
  yield [`${name}.ends`, new Uint8Array(ends.buffer, ends.byteOffset, ends.byteLength)];
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
