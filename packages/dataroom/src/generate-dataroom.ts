import { LoopError } from "@loopwright/core";
import { buildAnswerKey, type AnswerKey } from "./answer-key.ts";
import type { Company } from "./reference/company.ts";
import { referenceCompany } from "./reference/reference-company.ts";
import { seededCompany } from "./company/seeded-company.ts";
import type { DataroomFile } from "./dataroom-file.ts";
import { renderDocuments } from "./reference/documents/index.ts";

export type Locale = "en" | "zh-CN";

export interface GenerateDataroomOptions {
  /** `reference` (the default) is the fixed reference company; any other text draws a company of its own. */
  seed?: string;
  /** Language of the narratives. Only `en` is built. */
  locale?: Locale;
}

/** What `manifest.json` holds; `files` are the other files' paths, sorted. */
export interface Manifest {
  company_name: string;
  scenario: string;
  files: string[];
}

/** A company's diligence files, and what is planted in them. The key is never among the files. */
export interface Dataroom {
  /** Sorted by path, `manifest.json` included. */
  files: DataroomFile[];
  manifest: Manifest;
  answerKey: AnswerKey;
}

/**
 * Writes a fictional company's diligence material from a seed: the same seed gives the same bytes everywhere.
 *
 * @throws LoopError `bad_input` for a locale that is not built
 * @example const { files, answerKey } = generateDataroom({ seed: "reference" })
 */
export function generateDataroom(options: GenerateDataroomOptions = {}): Dataroom {
  const { seed = "reference", locale = "en" } = options;
  checkLocale(locale);
  const company = companyOf(seed);
  const documents = sortByPath(renderDocuments(company));
  const manifest = manifestOf(company, documents);
  return {
    files: sortByPath([...documents, manifestFile(manifest)]),
    manifest,
    answerKey: buildAnswerKey({ seed, company, files: documents }),
  };
}

function checkLocale(locale: Locale): void {
  if (locale !== "en")
    throw new LoopError("bad_input", `locale "${locale}": narratives exist in "en" only`);
}

function companyOf(seed: string): Company {
  return seed === "reference" ? referenceCompany : seededCompany(seed);
}

function manifestOf(company: Company, documents: readonly DataroomFile[]): Manifest {
  return {
    company_name: company.name,
    scenario: company.scenario,
    files: documents.map(({ path }) => path),
  };
}

function manifestFile(manifest: Manifest): DataroomFile {
  return { path: "manifest.json", content: `${JSON.stringify(manifest, null, 2)}\n` };
}

/** By code unit, not by locale: the order must not depend on the machine. */
function sortByPath(files: readonly DataroomFile[]): DataroomFile[] {
  return files.toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
