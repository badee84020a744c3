/**
 * Checks the required artifacts: that each exists and is not empty, and that JSON and CSV artifacts hold what the
 * harness asks for, with sources that exist and show the figures they are cited for.
 *
 * Usage: node data/tools/validate_output_contract.mjs
 *
 * Prints JSON: `passed`, `issues` (each with `file` and `issue`), and `required_files` (each with `path`, `bytes` and
 * `status`: ok, missing, empty or invalid). Exit code 0 when passed, 1 when not, 2 when called wrongly.
 */
import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { shownBy, unexplained } from "./figures.mjs";
import { findSource, listOf, openWorkspace, parseCsv, runTool, UsageError } from "./workspace.mjs";

const usage = `Checks that the required artifacts exist and hold what the harness asks for.

usage: node data/tools/validate_output_contract.mjs

  --manifest F   runtime manifest (default: beside the dataset)
  --outputs DIR  folder of the artifacts (default: as the manifest says)`;

function main({ positional, ...places }) {
  if (positional.length > 0) throw new UsageError(`${positional[0]}: this tool takes no file`);
  const workspace = openWorkspace(places);
  if (workspace.artifacts.length === 0)
    throw new UsageError("the runtime manifest lists no required artifacts");
  const checked = workspace.artifacts.map((artifact) => check(artifact, workspace));
  const issues = checked.flatMap(({ path, issues: found }) =>
    found.map((issue) => ({ file: path, issue })),
  );
  return {
    passed: issues.length === 0,
    issues,
    required_files: checked.map(({ path, bytes, status }) => ({ path, bytes, status })),
  };
}

function check({ path, fields }, workspace) {
  const file = join(workspace.outputDir, path);
  const stats = statsOf(file);
  if (!stats)
    return {
      path,
      bytes: 0,
      status: "missing",
      issues: [`missing; write it under ${workspace.writableRoot}/`],
    };
  if (!stats.isFile())
    return { path, bytes: 0, status: "invalid", issues: ["not a plain file; links are not taken"] };
  const text = readFileSync(file, "utf8");
  if (text.trim() === "") return { path, bytes: stats.size, status: "empty", issues: ["empty"] };
  const issues = contentIssues({ path, fields, text, workspace });
  return { path, bytes: stats.size, status: issues.length > 0 ? "invalid" : "ok", issues };
}

function statsOf(file) {
  try {
    return lstatSync(file);
  } catch {
    return undefined;
  }
}

function contentIssues({ path, fields, text, workspace }) {
  const isTable = path.endsWith(".csv");
  if (!isTable && !path.endsWith(".json")) return [];
  const read = isTable ? readTable(text, fields) : readList(text, fields);
  if (!fields || read.issues.length > 0) return read.issues;
  return [
    ...read.records.flatMap(({ at, record }) =>
      recordIssues({ at, record, fields, isTable, workspace }),
    ),
    ...repeatedIds(read.records, fields),
  ];
}

function readList(text, fields) {
  let content;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { issues: [`not valid JSON: ${error.message}`] };
  }
  if (!fields) return { issues: [] };
  if (!Array.isArray(content)) return { issues: ["expected a JSON list of objects"] };
  if (content.length === 0) return { issues: ["the list is empty"] };
  const wrong = content.findIndex(
    (item) => typeof item !== "object" || item === null || Array.isArray(item),
  );
  if (wrong >= 0) return { issues: [`record ${wrong + 1}: expected an object`] };
  return {
    issues: [],
    records: content.map((record, index) => ({ at: `record ${index + 1}`, record })),
  };
}

function readTable(text, fields) {
  const [header = [], ...rows] = parseCsv(text);
  if (!fields) return { issues: [] };
  const columns = Object.keys(fields);
  if (header.map((name) => name.trim()).join(",") !== columns.join(","))
    return { issues: [`header "${header.join(",")}"; expected "${columns.join(",")}"`] };
  if (rows.length === 0) return { issues: ["no rows below the header"] };
  const issues = rows.flatMap((row, index) =>
    row.length === columns.length
      ? []
      : [
          `row ${index + 1}: ${row.length} cells, expected ${columns.length}; quote cells that hold commas`,
        ],
  );
  const records = rows.map((row, index) => ({
    at: `row ${index + 1}`,
    record: Object.fromEntries(columns.map((column, cell) => [column, row[cell]])),
  }));
  return { issues, records };
}

function recordIssues({ at, record, fields, isTable, workspace }) {
  const kinds = Object.entries(fields);
  const named = kinds.flatMap(([name, kind]) =>
    fieldIssues({ value: record[name], kind, isTable, workspace }).map(
      (issue) => `${at}: ${name}: ${issue}`,
    ),
  );
  if (named.length > 0) return named;
  const shown = shownBy(sourceTexts({ record, kinds, workspace }).join("\n"));
  return kinds
    .filter(([, kind]) => kind === "claim")
    .flatMap(([name]) => {
      const absent = unexplained(record[name], shown);
      if (absent.length === 0) return [];
      return [`${at}: ${name}: its sources do not show ${absent.join(", ")}`];
    });
}

function fieldIssues({ value, kind, isTable, workspace }) {
  if (kind === "text" || kind === "claim")
    return typeof value === "string" && value.trim() !== ""
      ? []
      : ["expected a text that is not empty"];
  if (!isTable && !Array.isArray(value)) return ["expected a list"];
  const items = listOf(value);
  if (items.some((item) => typeof item !== "string")) return ["expected a list of texts"];
  if (kind !== "sources") return [];
  if (items.length === 0) return ["expected at least one source"];
  return items.flatMap((item) => findSource(workspace, item).problem ?? []);
}

function sourceTexts({ record, kinds, workspace }) {
  return kinds
    .filter(([, kind]) => kind === "sources")
    .flatMap(([name]) => listOf(record[name]))
    .map((source) => readFileSync(findSource(workspace, source).file, "utf8"));
}

/** The first field whose name ends in `id` names the record. */
function repeatedIds(records, fields) {
  const key = Object.keys(fields).find((name) => /(?:^|_)id$/.test(name));
  if (!key) return [];
  const seen = new Set();
  return records.flatMap(({ at, record }) => {
    if (!seen.has(record[key])) {
      seen.add(record[key]);
      return [];
    }
    return [`${at}: ${key}: "${record[key]}" is used twice`];
  });
}

runTool(usage, main);
