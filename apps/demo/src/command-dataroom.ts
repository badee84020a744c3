import { mkdir, readdir, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, sep } from "node:path";
import { LoopError, writeJson } from "@loopwright/core";
import {
  difficulties,
  generateDataroom,
  locales,
  writeDataroom,
  type Dataroom,
} from "@loopwright/dataroom";
import { exitCodes } from "./exit-code.ts";
import { wholeNumber } from "./plan.ts";
import { fromUser, type Settings } from "./settings.ts";

export interface DataroomOptions {
  seed: string;
  difficulty?: string;
  locale: string;
  files?: string;
  out: string;
  key?: string;
  json?: boolean;
}

/** `loopwright dataroom`: writes a company's files and, outside of them, the answer key. */
export async function dataroomCommand(
  options: DataroomOptions,
  settings: Settings,
): Promise<number> {
  const dataroom = generateDataroom({
    seed: options.seed,
    locale: oneOf("--locale", options.locale, locales),
    ...(options.difficulty === undefined
      ? {}
      : { difficulty: oneOf("--difficulty", options.difficulty, difficulties) }),
    ...(options.files === undefined ? {} : { files: wholeNumber("--files", options.files) }),
  });
  const out = fromUser(settings, options.out);
  const key = options.key === undefined ? undefined : fromUser(settings, options.key);
  if (key) await checkKey(key, out);
  await checkFolder(out);
  await writeDataroom(dataroom, out);
  if (key) await writeJson(key, dataroom.answerKey);
  process.stdout.write(options.json ? asJson(dataroom, out, key) : asText(dataroom, out, key));
  return exitCodes.ok;
}

function oneOf<Choice extends string>(
  flag: string,
  value: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((each) => each === value);
  if (choice !== undefined) return choice;
  throw new LoopError("bad_input", `${flag} ${value}: choose from ${choices.join(", ")}`);
}

/** Files of another company would mix with the new ones. */
async function checkFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  if ((await readdir(out)).length > 0)
    throw new LoopError("bad_input", `--out ${out}: the folder is not empty; name a new one`);
}

/** Whoever reads the dataroom must not come across the key, by whatever path the folder is named. */
async function checkKey(key: string, out: string): Promise<void> {
  const below = relative(await realPlace(out), await realPlace(key));
  const outside = below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below);
  if (!outside)
    throw new LoopError(
      "bad_input",
      `--key ${key}: lies inside the dataroom ${out}, where an agent would read it; name a file elsewhere`,
    );
}

/** Where a path leads once links are followed, also when its last parts do not exist yet. */
async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (dirname(path) === path) throw error;
    return join(await realPlace(dirname(path)), basename(path));
  }
}

function asText(
  { manifest, files, answerKey }: Dataroom,
  out: string,
  key: string | undefined,
): string {
  const kept = key ? `; answer key in ${key}` : "; the answer key was not asked for (--key FILE)";
  return `${manifest.company_name}: ${files.length} files in ${out}, ${answerKey.conflicts.length} conflicts planted${kept}\n`;
}

/** Counts and places; what is planted stands in the key alone. */
function asJson(
  { manifest, files, answerKey }: Dataroom,
  out: string,
  key: string | undefined,
): string {
  return `${JSON.stringify({
    company_name: manifest.company_name,
    dir: out,
    files: files.length,
    conflicts: answerKey.conflicts.length,
    key_file: key ?? null,
  })}\n`;
}
