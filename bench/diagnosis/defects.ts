import { cp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HarnessComponent } from "@loopwright/core";

/** A rule that is taken out of the full-rules harness. */
export interface Defect {
  name: string;
  /** Lines of `instructions.md` and settings of `harness.yaml` that ask for it, and guidance files. */
  lines: readonly string[];
  settings?: readonly string[];
  files?: readonly string[];
  /** Words of `instructions.md` that ask for it in passing. */
  phrases?: readonly string[];
  /** What a finding about it speaks of. */
  matter: RegExp;
  /** Where a rule of its kind may go. A rule for some questions only may stand in either. */
  components: readonly HarnessComponent[];
}

const fullRules = `
# Further rules

- Roll legal entities up to their parent account before you state how concentrated customers are.
- Whenever SOC 2 comes up, state Type I and Type II separately, and treat a sales FAQ as weaker evidence.
- Check the arithmetic of every bridge and total, and look for missing months.
- Check the contract summary against the clause inventory.
- Weight pipeline by its historical close rates.
- Run both runtime tools before you answer, and repair what they report.
- Write dates as year, month and day.
- Spell the names of people as the files spell them.
`;

/** Rules that have nothing to do with anything that goes wrong here. */
export const irrelevantRules = [
  "Write dates as year, month and day.",
  "Spell the names of people as the files spell them.",
  "Be brief and plain: no praise",
];

export const defects: readonly Defect[] = [
  {
    name: "parent rollup",
    lines: ["Roll legal entities up"],
    matter: /parent|concentrat/i,
    components: ["prompt"],
  },
  {
    name: "controlled ARR before headline",
    lines: ["Prefer structured exports over narrative"],
    settings: ["evidence_preference"],
    matter: /controlled ARR|headline/i,
    components: ["prompt"],
  },
  {
    name: "Type I and Type II apart",
    lines: ["Whenever SOC 2 comes up"],
    matter: /Type I\b|SOC 2/,
    components: ["prompt"],
  },
  {
    name: "unvalidated metrics refused",
    lines: [],
    files: ["guidance/net-revenue-retention.md"],
    matter: /NRR|retention|official/i,
    components: ["prompt", "skills"],
  },
  {
    name: "unknown stays unknown",
    lines: ["What is unknown stays unknown"],
    settings: ["unknown_handling"],
    files: ["guidance/net-revenue-retention.md"],
    matter: /NRR|CAC|unknown|provided/i,
    components: ["prompt", "skills"],
  },
  {
    name: "a file for every claim",
    lines: ["Cite the file for every material claim", "Give the evidence after it"],
    phrases: ["so a reader must be able to follow every statement back to a file"],
    matter: /source|claim names its file/i,
    components: ["prompt"],
  },
  {
    name: "arithmetic checked",
    lines: ["Check the arithmetic"],
    matter: /bridge|add up/i,
    components: ["prompt"],
  },
  {
    name: "tools before the answer",
    lines: ["Run both runtime tools"],
    matter: /runs? before every answer/i,
    components: ["control_flow"],
  },
  {
    name: "clause inventory read",
    lines: ["Check the contract summary"],
    matter: /clause/i,
    components: ["prompt"],
  },
  {
    name: "pipeline weighted",
    lines: ["Weight pipeline"],
    matter: /pipeline/i,
    components: ["prompt"],
  },
  {
    name: "facts and inferences apart",
    lines: ["Keep facts, inferences and open", "Name the contradictions you found"],
    matter: /fact/i,
    components: ["prompt"],
  },
  {
    name: "a section for each kind of risk",
    lines: [],
    files: ["guidance/risk-areas.md"],
    matter: /kind of risk|section/i,
    components: ["prompt", "skills"],
  },
  {
    name: "the memo in the answer",
    lines: [],
    files: ["guidance/memo.md"],
    matter: /memo/i,
    components: ["prompt", "skills"],
  },
];

const base = fileURLToPath(new URL("../../apps/demo/harness", import.meta.url));

/** Writes the full-rules harness without the given rules, and returns its folder. */
export async function writeHarness(
  dir: string,
  without: Pick<Defect, "lines" | "settings" | "files" | "phrases"> = { lines: [] },
): Promise<string> {
  await rm(dir, { recursive: true, force: true });
  await cp(base, dir, { recursive: true });
  const instructions = join(dir, "instructions.md");
  const text = (await readFile(instructions, "utf8")) + fullRules;
  const kept = withoutPhrases(text, without.phrases ?? []);
  await writeFile(instructions, withoutLines(kept, without.lines));
  const settings = join(dir, "harness.yaml");
  const replaced = (without.settings ?? []).reduce(
    (yaml, key) =>
      yaml.replace(new RegExp(`${key}: .*`), `${key}: Use what lies in the data folder.`),
    await readFile(settings, "utf8"),
  );
  await writeFile(settings, replaced);
  for (const file of without.files ?? []) await rm(join(dir, file));
  return dir;
}

/** Words may be parted by the end of a line. */
function withoutPhrases(text: string, phrases: readonly string[]): string {
  return phrases.reduce(
    (left, phrase) => left.replace(new RegExp(`,?\\s${phrase.replaceAll(" ", "\\s+")}`), ""),
    text,
  );
}

/** A rule may run on over indented lines. */
function withoutLines(text: string, starts: readonly string[]): string {
  let dropping = false;
  return text
    .split("\n")
    .filter((line) => {
      dropping =
        starts.some((start) => line.includes(start)) || (dropping && /^\s{2,}\S/.test(line));
      return !dropping;
    })
    .join("\n");
}
