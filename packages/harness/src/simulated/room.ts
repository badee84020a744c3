import { splitSentences } from "@loopwright/simulator/language";
import { parse } from "csv-parse/sync";
import { z } from "zod";

/** One row of an export: cells by column name, all text, as printed. */
export type Row = Readonly<Record<string, string>>;

/** A sentence of a narrative and the file it stands in. */
export interface Passage {
  path: string;
  text: string;
  /** The heading it stands under. */
  heading: string;
}

/** What the analyst has read: tables, narrative sentences, and which files exist. */
export interface Room {
  /** Paths of all files in the listing, read or not. */
  listed: readonly string[];
  /** Paths of the files that were read. */
  read: readonly string[];
  /** Rows of a CSV file; empty when it is missing, unread or not a table. */
  rows(path: string): readonly Row[];
  /** Every table, by path. */
  tables: ReadonlyMap<string, readonly Row[]>;
  /** Sentences of the narratives, in reading order; of one file when a path is given. */
  passages(path?: string): readonly Passage[];
  /** The text of a file as it was printed. */
  text(path: string): string;
  /** The company's name, when some file states it. */
  company: string | undefined;
}

const Rows = z.array(z.record(z.string(), z.string()));
const RoomManifest = z.object({ company_name: z.string() });

/** Sorts printed files into tables and sentences. */
export function readRoom(files: ReadonlyMap<string, string>, listed: readonly string[]): Room {
  const tables = new Map<string, readonly Row[]>();
  const passages: Passage[] = [];
  for (const [path, text] of files) {
    if (/\.[ct]sv$/i.test(path)) tables.set(path, parseTable(text, path));
    if (/\.(?:md|txt)$/i.test(path))
      for (const sentence of sentencesOf(text)) passages.push({ path, ...sentence });
  }
  return {
    listed,
    read: [...files.keys()],
    rows: (path) => tables.get(path) ?? [],
    tables,
    passages: (path) =>
      path === undefined ? passages : passages.filter((passage) => passage.path === path),
    text: (path) => files.get(path) ?? "",
    company: companyName(files),
  };
}

/** A half-printed table still has its whole lines. */
function parseTable(text: string, path: string): readonly Row[] {
  try {
    const parsed = parse(text, {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
      delimiter: path.toLowerCase().endsWith(".tsv") ? "\t" : ",",
    });
    return Rows.safeParse(parsed).data ?? [];
  } catch {
    return [];
  }
}

function sentencesOf(markdown: string): Omit<Passage, "path">[] {
  return splitSentences(markdown)
    .filter(({ kind }) => kind === "prose" || kind === "list_item")
    .map(({ text, parents }) => ({ text: withoutMarks(text), heading: parents[0] ?? "" }))
    .filter(({ text }) => text.length > 0);
}

function withoutMarks(text: string): string {
  return text
    .replace(/^[\s#>*|-]+/, "")
    .replaceAll("**", "")
    .trim();
}

function companyName(files: ReadonlyMap<string, string>): string | undefined {
  for (const [path, text] of files) {
    if (!path.endsWith("manifest.json")) continue;
    try {
      const manifest = RoomManifest.safeParse(JSON.parse(text));
      if (manifest.success) return manifest.data.company_name;
    } catch {
      continue;
    }
  }
  return undefined;
}
