/** What the runtime tools share: the run's manifest, cited files, and small parsers. */
import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, posix, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A mistake of the caller: shown without a stack, exit code 2. */
export class UsageError extends Error {}

/**
 * Finds the workspace from the runtime manifest beside the dataset.
 *
 * @param {{ manifest?: string, outputs?: string }} places given on the command line
 */
export function openWorkspace({ manifest, outputs } = {}) {
  const here = dirname(fileURLToPath(import.meta.url));
  const file = resolve(manifest ?? join(here, "..", "runtime_manifest.json"));
  const content = parseJson(readTextFile(file, "the runtime manifest"), file);
  const scope = content?.scope;
  if (typeof scope?.data_root !== "string" || typeof scope?.writable_root !== "string")
    throw new UsageError(`${file}: expected scope.data_root and scope.writable_root`);
  const dataDir = realpathSync(dirname(file));
  const depth = scope.data_root.split("/").map(() => "..");
  return {
    dataRoot: scope.data_root,
    writableRoot: scope.writable_root,
    dataDir,
    outputDir: resolve(outputs ?? join(dataDir, ...depth, scope.writable_root)),
    // What the dataset held when the run began; everything else below the data root belongs to the run.
    files: Array.isArray(content.files)
      ? new Set(content.files.map(({ path }) => path))
      : undefined,
    artifacts: Array.isArray(content.required_artifacts) ? content.required_artifacts : [],
  };
}

/**
 * Looks a cited path up. It counts only as a file of the dataset; tools and manifest are no evidence, and a path that
 * climbs out never counts, wherever it leads.
 *
 * @returns {{ path: string, file: string } | { problem: string }}
 */
export function findSource(workspace, cited) {
  if (typeof cited !== "string" || cited.trim() === "") return { problem: "an empty source" };
  const bare = cited.trim().replace(/(?:#.*|:\d+(?:-\d+)?)$/, "");
  const name = isAbsolute(bare) ? relative(workspace.dataDir, bare) : bare;
  if (name.split(/[\\/]/).includes("..")) return { problem: `${cited}: climbs out of the dataset` };
  const plain = posix.normalize(name);
  const inside = plain.startsWith(`${workspace.dataRoot}/`)
    ? plain.slice(workspace.dataRoot.length + 1)
    : plain;
  const file = join(workspace.dataDir, inside);
  if (!isFileBelow(file, workspace.dataDir))
    return { problem: `${cited}: no such file in the dataset` };
  const isRunsOwn = workspace.files
    ? !workspace.files.has(inside)
    : inside === "runtime_manifest.json" || inside.startsWith("tools/");
  return isRunsOwn
    ? { problem: `${cited}: part of the run, not evidence` }
    : { path: inside, file };
}

function isFileBelow(file, folder) {
  try {
    return lstatSync(file).isFile() && realpathSync(file).startsWith(folder + sep);
  } catch {
    return false;
  }
}

/** Sources as a list: a JSON list as it is, a CSV cell split at `;`. */
export function listOf(value) {
  if (Array.isArray(value)) return value;
  if (typeof value !== "string") return [];
  return value
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

export function readTextFile(file, what) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file}: cannot read ${what} (${error.code ?? error.message})`);
  }
}

export function parseJson(text, at) {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${at}: not valid JSON (${error.message})`);
  }
}

/** Rows of a CSV text; cells may be quoted, and quoted cells may hold commas, quotes and line ends. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let quoted = false;
  const endRow = () => {
    row.push(cell);
    if (row.length > 1 || row[0].trim() !== "") rows.push(row);
    row = [];
    cell = "";
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (quoted && character === '"' && text[index + 1] === '"') cell += text[++index];
    else if (character === '"' && (quoted || cell === "")) quoted = !quoted;
    else if (quoted) cell += character;
    else if (character === ",") {
      row.push(cell);
      cell = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r") cell += character;
  }
  if (cell !== "" || row.length > 0) endRow();
  return rows;
}

/**
 * Runs a tool's main function: its result is printed as JSON, and the exit code is 0 when it passed, 1 when it did
 * not, 2 when the tool was called wrongly.
 */
export function runTool(usage, main) {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    console.log(usage);
    return;
  }
  try {
    const result = main(readArguments(args));
    console.log(JSON.stringify(result, null, 2));
    process.exitCode = result.passed ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`error: ${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}

/** `--name value`, `--flag`, and everything else as positional arguments. */
function readArguments(args) {
  const parsed = { positional: [] };
  for (let index = 0; index < args.length; index++) {
    const argument = args[index];
    if (argument === "--claims-only") parsed.claimsOnly = true;
    else if (argument === "--manifest" || argument === "--outputs") {
      if (args[index + 1] === undefined) throw new UsageError(`${argument}: a path is missing`);
      parsed[argument.slice(2)] = args[++index];
    } else if (argument !== "-" && argument.startsWith("-"))
      throw new UsageError(`${argument}: unknown option`);
    else parsed.positional.push(argument);
  }
  return parsed;
}
