import { LoopError } from "@loopwright/core";
import { buildAnswerKey, type AnswerKey } from "./answer-key.ts";
import type { ConflictPlan } from "./conflict-plan.ts";
import type { DataroomFile } from "./dataroom-file.ts";
import { locales, type Locale } from "./locale.ts";
import { referenceCompany } from "./reference/reference-company.ts";
import { referenceDataroom } from "./reference/reference-dataroom.ts";
import { difficulties, type Difficulty } from "./seeded/conflicts/choose-conflicts.ts";
import { writeDistractors } from "./seeded/distractors/write-distractors.ts";
import { seededDataroom } from "./seeded/seeded-dataroom.ts";

export interface GenerateDataroomOptions {
  /** `reference` (the default) is the fixed reference company; any other text draws a company of its own. */
  seed?: string;
  /** Language of the narratives; exports, names and figures are the same in each. */
  locale?: Locale;
  /** How many conflicts are planted and how subtle they are; `normal` unless told. The reference company has its own. */
  difficulty?: Difficulty;
  /** Number of files, 24 to 2,000 (24 unless told, 40 when hard); more than 24 adds files that have nothing to do with any conflict. */
  files?: number;
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

const fewestFiles = 24;
const filesWhenHard = 40;
const mostFiles = 2000;

/**
 * Writes a fictional company's diligence material from a seed: the same options give the same bytes everywhere.
 *
 * @throws LoopError `bad_input` for an unknown locale or difficulty, a difficulty for the reference company, or a
 *   number of files outside 24 to 2,000
 * @example const { files, answerKey } = generateDataroom({ seed: "7", difficulty: "hard", locale: "zh-CN" })
 */
export function generateDataroom(options: GenerateDataroomOptions = {}): Dataroom {
  const { seed = "reference", locale = "en", difficulty } = options;
  const size = options.files ?? (difficulty === "hard" ? filesWhenHard : fewestFiles);
  checkOptions({ seed, locale, difficulty, size });
  const written =
    seed === "reference"
      ? writtenReference(locale)
      : writtenFrom(seededDataroom({ seed, locale, difficulty: difficulty ?? "normal" }));
  const others = writeDistractors({
    seed,
    locale,
    count: size - fewestFiles,
    company: written.companyName,
  });
  const documents = sortByPath([...written.documents, ...others]);
  const manifest = manifestOf(written, documents);
  return {
    files: sortByPath([...documents, manifestFile(manifest)]),
    manifest,
    answerKey: buildAnswerKey({ seed, ...written, files: documents }),
  };
}

interface Written {
  companyName: string;
  scenario: string;
  documents: readonly DataroomFile[];
  conflicts: readonly ConflictPlan[];
  refusedMetrics: readonly string[];
}

function writtenReference(locale: Locale): Written {
  return {
    companyName: referenceCompany.name,
    scenario: referenceCompany.scenario,
    refusedMetrics: ["net_revenue_retention", "cac_payback_months"],
    ...referenceDataroom(locale),
  };
}

function writtenFrom({ company, ...rest }: ReturnType<typeof seededDataroom>): Written {
  return { companyName: company.name, scenario: company.scenario, ...rest };
}

interface CheckedOptions {
  seed: string;
  locale: Locale;
  difficulty: Difficulty | undefined;
  size: number;
}

function checkOptions({ seed, locale, difficulty, size }: CheckedOptions): void {
  if (!locales.includes(locale))
    throw new LoopError("bad_input", `locale "${locale}": choose from ${locales.join(", ")}`);
  if (difficulty !== undefined && !difficulties.includes(difficulty))
    throw new LoopError(
      "bad_input",
      `difficulty "${difficulty}": choose from ${difficulties.join(", ")}`,
    );
  if (difficulty !== undefined && seed === "reference")
    throw new LoopError(
      "bad_input",
      'difficulty: the company of the seed "reference" is fixed; leave the difficulty out or take another seed',
    );
  if (!Number.isInteger(size) || size < fewestFiles || size > mostFiles)
    throw new LoopError(
      "bad_input",
      `files ${size}: expected a whole number from ${fewestFiles} to ${mostFiles}`,
    );
}

function manifestOf(
  { companyName, scenario }: Written,
  documents: readonly DataroomFile[],
): Manifest {
  return {
    company_name: companyName,
    scenario,
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
