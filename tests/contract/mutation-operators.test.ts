import { readdir, readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
// @boundaries-ignore the test compares what two packages keep to themselves
import { forms } from "../../bench/evals/right-answers.ts";
// @boundaries-ignore the test compares what two packages keep to themselves
import { scoringOperators } from "../../bench/evals/scoring-operators.ts";
// @boundaries-ignore the test compares what two packages keep to themselves
import { admissionOperators } from "../../packages/eval-synthesis/src/mutants/mutants-of.ts";
// @boundaries-ignore the test compares what two packages keep to themselves
import { rewritesOf } from "../../packages/eval-synthesis/src/rewrites.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const at = (...parts: string[]) => join(root, ...parts);

/** Files that a file imports by relative path, and those that they import. */
async function importedBy(file: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const text = await readFile(file, "utf8");
  for (const [, path = ""] of text.matchAll(/(?:from|import)\s*\(?"(\.{1,2}\/[^"]+)"/gu))
    await importedBy(resolve(dirname(file), path), seen);
  return seen;
}

async function sourcesIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true });
  return entries.filter((name) => name.endsWith(".ts")).map((name) => join(dir, name));
}

test("the operators and forms that score a suite import nothing, so nothing of admission is in them", async () => {
  for (const file of ["scoring-operators.ts", "right-answers.ts"]) {
    const path = at("bench", "evals", file);
    expect([...(await importedBy(path))]).toEqual([path]);
    expect(await readFile(path, "utf8")).not.toMatch(/^import\s/mu);
  }
});

test("no file of admission, repair, gate or judge reaches the operators that score a suite", async () => {
  for (const name of ["eval-synthesis", "promptfoo-gate", "simulator"]) {
    const files = await sourcesIn(at("packages", name, "src"));
    expect(files.length).toBeGreaterThan(10);
    const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
    const reaching = files.filter((_, index) =>
      /bench\/|scoring-operators|right-answers/u.test(texts[index] ?? ""),
    );
    expect(reaching).toEqual([]);
  }
});

test("no operator of either kind makes of an answer what one of the other kind makes of it", () => {
  const names = new Set(admissionOperators.map(({ name }) => name));
  expect(scoringOperators.filter(({ name }) => names.has(name))).toEqual([]);
  const answers = [
    "Northstar Holdings is the largest customer with $12.4M, 34% of ARR.",
    "SOC 2 Type II is in progress and its report has not been issued.",
    "NRR of 122% is a management estimate that finance has not validated.",
  ];
  for (const text of answers) {
    const unit = { lead: "", text };
    const subject = { units: [unit], needed: [0], wrongClaims: ["ARR is $43.0M."] };
    const ours = new Set(admissionOperators.flatMap(({ mutate }) => mutate(subject)));
    const theirs = scoringOperators.flatMap(({ spoil }) => {
      const wrong = spoil({ text, names: ["Northstar Holdings", "Helio Retail"] });
      return wrong === undefined ? [] : [wrong];
    });
    expect(theirs.length).toBeGreaterThan(4);
    expect(theirs.filter((wrong) => ours.has(wrong))).toEqual([]);
  }
});

test("right answers in other forms are none of the rewrites that admission tries", () => {
  const finding = {
    right: "Controlled ARR is $36.9M, 34% of it with one customer.",
    tempting: "ARR is $43.0M.",
    files: ["financials/arr_bridge.csv"],
  };
  const findings = [finding, { ...finding, right: "Runway is 11 months." }];
  const plain = forms["plain"]?.(findings) ?? "";
  const tried = new Set(rewritesOf(plain).map(({ answer }) => answer));
  const others = Object.values(forms).map((write) => write(findings));
  expect(others.filter((answer) => tried.has(answer))).toEqual([]);
});
