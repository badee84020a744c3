import {
  contentWords,
  readFigures,
  splitSentences,
  type Figure,
} from "@loopwright/simulator/language";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { ArtifactText, RunText } from "./run-text.ts";

/** One thing that the answer or an artifact says. */
export interface Statement {
  text: string;
  /** Artifact path; empty for the answer. */
  file: string;
  /** Source files named in the same paragraph, list item or record. */
  sources: readonly string[];
  figures: readonly Figure[];
  /** What it is about, without grammar. */
  words: readonly string[];
}

/** What a run says, taken apart. */
export interface Reading {
  run: RunText;
  question: Statement;
  answer: readonly Statement[];
  evidence: readonly Statement[];
  /** Entries of the artifact that maps claims to sources. */
  citations: readonly Citation[];
}

export interface Citation {
  claim: string;
  sources: readonly string[];
}

export function readRun(run: RunText): Reading {
  const own = new Set(run.artifacts.map(({ path }) => path));
  const isSource = (path: string) => !own.has(path);
  const question = statementOf(run.question, "", []);
  return {
    run,
    question,
    answer: proseStatements(run.answer, "", isSource),
    evidence: run.artifacts
      .flatMap((artifact) => artifactStatements(artifact, isSource))
      .filter((statement) => !isEcho(statement, question)),
    citations: run.artifacts.flatMap(citationsOf),
  };
}

/** Work products like to repeat the question; that says nothing about the company. */
function isEcho(statement: Statement, question: Statement): boolean {
  return (
    question.words.length > 2 && sharedWords(question, statement) >= question.words.length * 0.8
  );
}

const filePath = /(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:csv|jsonl?|md|txt|pdf|xlsx|docx|ya?ml)\b/gi;

/** A line that only names sources belongs to what stands above it under the same heading. */
const sourceLine = /^(?:\W*)(?:sources?|evidence|citations?|cited files?|based on)\b/i;

type IsSource = (path: string) => boolean;

function proseStatements(text: string, file: string, isSource: IsSource): Statement[] {
  const sentences = splitSentences(text).filter(
    ({ kind }) => kind !== "heading" && kind !== "code",
  );
  const sourcesAt = new Map<number, string[]>();
  for (const { line, text: words } of sentences)
    sourcesAt.set(line, [...(sourcesAt.get(line) ?? []), ...pathsIn(words).filter(isSource)]);
  return sentences
    .filter((sentence) => !sourceLine.test(sentence.text))
    .map((sentence) => {
      const below = sentences.filter(
        (other) =>
          sourceLine.test(other.text) &&
          other.line >= sentence.line &&
          other.parents[0] === sentence.parents[0],
      );
      const lines = [sentence.line, ...below.map(({ line }) => line)];
      const sources = lines.flatMap((line) => sourcesAt.get(line) ?? []);
      return statementOf(sentence.text, file, sources);
    });
}

function pathsIn(text: string): string[] {
  return [...text.matchAll(filePath)].map(([path]) => path);
}

function statementOf(text: string, file: string, sources: readonly string[]): Statement {
  // Paths carry digits and words of their own that are not part of what is said.
  const said = text.replace(filePath, "");
  return {
    text,
    file,
    sources: [...new Set(sources)],
    figures: readFigures(said).filter(({ unit }) => unit !== "count"),
    words: [...new Set(contentWords(said))],
  };
}

function artifactStatements({ path, content }: ArtifactText, isSource: IsSource): Statement[] {
  if (path.endsWith(".json"))
    return recordStatements(stringsOf(parseJson(content)), path, isSource);
  if (path.endsWith(".csv"))
    return csvRows(content).flatMap((cells) => recordStatements([cells], path, isSource));
  return proseStatements(content, path, isSource);
}

/** The strings of one record: sentences are what it says, paths are its sources. */
function recordStatements(
  records: readonly (readonly string[])[],
  path: string,
  isSource: IsSource,
): Statement[] {
  return records.flatMap((strings) => {
    const sources = strings.flatMap(pathsIn).filter(isSource);
    return strings
      .filter((text) => /\s/.test(text.replace(filePath, "").trim()))
      .map((text) => statementOf(text, path, sources));
  });
}

/** The strings of each entry of a list, or of the value as a whole. */
function stringsOf(value: unknown): string[][] {
  return Array.isArray(value) ? value.map(allStrings) : [allStrings(value)];
}

function allStrings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(allStrings);
}

const CitationList = z.array(z.object({ claim: z.string(), sources: z.array(z.string()) }));

function citationsOf({ path, content }: ArtifactText): Citation[] {
  const parsed = path.endsWith(".json") ? CitationList.safeParse(parseJson(content)) : undefined;
  return parsed?.success ? parsed.data : [];
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function csvRows(text: string): string[][] {
  try {
    const rows = z.array(z.array(z.string())).safeParse(parse(text, { relax_column_count: true }));
    return rows.success ? rows.data.slice(1) : [];
  } catch {
    return [];
  }
}

/** At most twelve words, as they stand there. */
export function quote(text: string): string {
  const words = text.trim().split(/\s+/);
  return `"${words.slice(0, 12).join(" ")}${words.length > 12 ? " …" : ""}"`;
}

/** How many words two statements share. */
export function sharedWords(a: Statement, b: Statement): number {
  return a.words.filter((word) => b.words.includes(word)).length;
}
