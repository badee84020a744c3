/**
 * Checks that every claim rests on files of the dataset that really show it.
 *
 * Usage: node data/tools/check_evidence_coverage.mjs [FILE] [--claims-only]
 *
 * FILE is JSON: a list of records with `claim_id`, `claim` (or `risk`) and `sources` (or `evidence`), or an object with
 * such a list under `claims`. Without FILE, or with -, the JSON is read from standard input:
 *   node data/tools/check_evidence_coverage.mjs outputs/citations.json
 *
 * Prints JSON: `supported` claims; `unsupported` ones, whose sources do not exist or do not show their figures;
 * `missing_citations`, claims without sources and statements with figures in the Markdown artifacts that no claim
 * covers (left out with --claims-only); `recommended_caveats`; and `passed`, true when nothing is unsupported or
 * missing. Exit code 0 when passed, 1 when not, 2 when called wrongly.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { checkableFigures, isShown, shownBy, unexplained } from "./figures.mjs";
import {
  findSource,
  listOf,
  openWorkspace,
  parseJson,
  readTextFile,
  runTool,
  UsageError,
} from "./workspace.mjs";

const usage = `Checks that every claim rests on files of the dataset that really show it.

usage: node data/tools/check_evidence_coverage.mjs [FILE | -] [--claims-only]

  FILE           JSON list of {claim_id, claim, sources}; standard input when left out
  --claims-only  do not look for uncovered statements in the Markdown artifacts
  --manifest F   runtime manifest (default: beside the dataset)
  --outputs DIR  folder of the artifacts (default: as the manifest says)`;

function main({ positional, claimsOnly, ...places }) {
  const workspace = openWorkspace(places);
  const claims = readClaims(positional);
  const judged = claims.map((claim) => judge(claim, workspace));
  const of = (verdict) =>
    judged.filter((claim) => claim.verdict === verdict).map((claim) => claim.entry);
  const unsupported = of("unsupported");
  const missing = [...of("uncited"), ...(claimsOnly ? [] : uncoveredStatements(claims, workspace))];
  return {
    supported: of("supported"),
    unsupported,
    missing_citations: missing,
    recommended_caveats: judged.flatMap((claim) => claim.caveats),
    passed: unsupported.length === 0 && missing.length === 0,
  };
}

function readClaims(positional) {
  if (positional.length > 1) throw new UsageError("expected one file of claims");
  const [file = "-"] = positional;
  const at = file === "-" ? "standard input" : file;
  const text = file === "-" ? readFileSync(0, "utf8") : readTextFile(file, "the claims");
  if (text.trim() === "") throw new UsageError(`${at}: empty; expected claims as JSON`);
  const content = parseJson(text, at);
  const list = Array.isArray(content) ? content : content?.claims;
  if (!Array.isArray(list)) throw new UsageError(`${at}: expected a list of claims`);
  return list.map((record, index) => readClaim(record, index, at));
}

function readClaim(record, index, at) {
  const text = record?.claim ?? record?.risk ?? record?.text;
  if (typeof text !== "string" || text.trim() === "")
    throw new UsageError(
      `${at}: record ${index + 1}: expected an object with a text under "claim"`,
    );
  const id = record.claim_id ?? record.id;
  return {
    id: typeof id === "string" ? id : `record ${index + 1}`,
    text: text.trim(),
    sources: listOf(record.sources ?? record.evidence ?? record.citations),
  };
}

function judge(claim, workspace) {
  const base = { claim_id: claim.id, claim: claim.text };
  if (claim.sources.length === 0)
    return {
      verdict: "uncited",
      entry: { ...base, reason: "no sources; name the files that show it" },
      caveats: [],
    };
  const found = claim.sources.map((source) => findSource(workspace, source));
  const problems = found.flatMap(({ problem }) => (problem ? [problem] : []));
  const files = found
    .filter(({ file }) => file)
    .map(({ path, file }) => ({ path, text: readFileSync(file, "utf8") }));
  const absent = unexplained(claim.text, shownBy(files.map(({ text }) => text).join("\n")));
  if (absent.length > 0)
    problems.push(
      `not shown by the cited files: ${absent.join(", ")}; cite the file that shows it, state the figures it follows from, or drop it`,
    );
  return problems.length > 0
    ? { verdict: "unsupported", entry: { ...base, reasons: problems }, caveats: [] }
    : {
        verdict: "supported",
        entry: { claim_id: claim.id, sources: files.map(({ path }) => path) },
        caveats: caveatsFor(claim, files),
      };
}

/** Words by which a source takes its own figure back. */
const reservations =
  /\b(?:estimat\w*|unvalidated|not validated|unaudited|preliminary|draft|partial|planning only|in progress|not issued|not confirmed|unreconciled|not reconciled|readiness)\b|未经|估计|估算|初步|草稿|进行中|尚未/i;

/** What a reader should be told beside a claim that is supported as such. */
function caveatsFor(claim, files) {
  const caveats = [];
  if (
    files.every(({ path }) => /\.(?:md|txt)$/.test(path)) &&
    checkableFigures(claim.text).length > 0
  )
    caveats.push(
      `${claim.id}: rests on narrative files only; say so, or add a structured file that shows it`,
    );
  if (reservations.test(claim.text.replaceAll("_", " "))) return caveats;
  for (const { path, text } of files) {
    const words = reservation(claim, text);
    if (words)
      caveats.push(
        `${claim.id}: ${path} qualifies this ("${shorten(words)}"); say so in the claim`,
      );
  }
  return caveats;
}

/** A sentence or table row that shows a figure of the claim and takes it back. */
function reservation(claim, text) {
  const figures = checkableFigures(claim.text);
  return text
    .split("\n")
    .flatMap(sentencesOf)
    .find((sentence) => {
      if (!reservations.test(sentence.replaceAll("_", " "))) return false;
      const shown = shownBy(sentence).figures;
      return figures.some((figure) => isShown(figure, shown));
    });
}

/** Statements with figures in the Markdown artifacts that neither a claim nor a file named in their section accounts for. */
function uncoveredStatements(claims, workspace) {
  const claimed = shownBy(claims.map(({ text }) => text).join("\n"));
  return workspace.artifacts
    .map(({ path }) => path)
    .filter((path) => path.endsWith(".md") && existsSync(join(workspace.outputDir, path)))
    .flatMap((path) => {
      const text = readFileSync(join(workspace.outputDir, path), "utf8");
      return statementsOf(text).flatMap(({ statement, line, context }) => {
        const named = shownByNamedFiles(context, workspace);
        const absent = unexplained(statement, {
          figures: [...claimed.figures, ...named.figures],
          dates: [...claimed.dates, ...named.dates],
        });
        if (absent.length === 0) return [];
        const reason = `no claim covers ${absent.join(", ")}; add a claim with its sources, or name the file in its section`;
        return [{ artifact: path, line, statement: shorten(statement), reason }];
      });
    });
}

/**
 * Sentences and table rows outside code, each with the section it stands in: sources may be named below a paragraph.
 * Headings and questions claim nothing.
 */
function statementsOf(markdown) {
  let fenced = false;
  let section = 0;
  const lines = markdown.split("\n").map((text, index) => {
    const isFence = /^\s*(?:```|~~~)/.test(text);
    if (isFence) fenced = !fenced;
    const isHeading = !fenced && /^\s*#/.test(text);
    if (isHeading) section += 1;
    return { text, number: index + 1, section, claims: !fenced && !isFence && !isHeading };
  });
  const contexts = Object.groupBy(lines, (line) => line.section);
  return lines
    .filter(({ claims }) => claims)
    .flatMap(({ text, number, section }) =>
      sentencesOf(text)
        .filter((sentence) => !/[?？]\s*$/.test(sentence))
        .filter((sentence) => checkableFigures(sentence).length > 0)
        .map((sentence) => ({
          statement: sentence.trim(),
          line: number,
          context: contexts[section].map((line) => line.text).join("\n"),
        })),
    );
}

/** The number of a list item is no sentence. */
function sentencesOf(item) {
  const line = item.replace(/^\s*\d+[.)]\s+/, "");
  return line.trimStart().startsWith("|") ? [line] : line.split(/(?<=[!?。！？]|\.(?=\s|$))\s*/u);
}

/** What the files show that a section names, as `financials/arr_bridge.csv` or (data/financials/arr_bridge.csv). */
function shownByNamedFiles(section, workspace) {
  const names = section.match(/[\w./-]+\.\w+/g) ?? [];
  const texts = names
    .map((name) => findSource(workspace, name.replace(/\.$/, "")))
    .filter(({ file }) => file)
    .map(({ file }) => readFileSync(file, "utf8"));
  return shownBy(texts.join("\n"));
}

function shorten(text) {
  const plain = text.trim().replace(/\s+/g, " ");
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain;
}

runTool(usage, main);
