import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Random } from "@loopwright/core/statistics";
import { defects, writeHarness, type Defect } from "./defects.ts";
import { bystanders, wordings } from "./wordings.ts";

type Place = "item" | "paragraph" | "guidance" | "setting";
const places: readonly Place[] = ["item", "item", "paragraph", "guidance", "setting"];
const settings = ["evidence_preference", "unknown_handling", "mutation_policy"] as const;

/** Rules that say much the same, so that either stands for the other. */
const alike = ["unvalidated metrics refused", "unknown stays unknown"];

/**
 * A harness as a stranger might have written it: every rule of ours in words that are drawn from the held-out ones,
 * at places that are drawn too, among rules about other matters. The rule of one defect is there or is not.
 *
 * @returns its folder
 */
export async function writeStrangersHarness(options: {
  dir: string;
  defect: Defect;
  isThere: boolean;
  random: Random;
}): Promise<string> {
  const { dir, defect, isThere, random } = options;
  const others = defects.filter(
    ({ name }) => name !== defect.name && !(alike.includes(name) && alike.includes(defect.name)),
  );
  const told = [...others, ...(isThere ? [defect] : [])].map(({ name }) => ({
    text: random.pick(wordings[name]?.heldOut ?? []),
    place: random.pick(places),
  }));
  const of = (place: Place) => told.filter((one) => one.place === place).map(({ text }) => text);
  await writeHarness(dir, everything());
  const inSettings = of("setting").slice(0, settings.length);
  const inList = [...of("item"), ...of("setting").slice(settings.length), ...bystanders];
  await writeInstructions(dir, random.shuffle(inList), of("paragraph"));
  await writeGuidance(dir, of("guidance"));
  await writeSettings(dir, inSettings);
  return dir;
}

/** All rules of ours, to be taken out. */
function everything() {
  return {
    lines: defects.flatMap(({ lines }) => lines),
    settings: defects.flatMap((one) => one.settings ?? []),
    files: [...new Set(defects.flatMap((one) => one.files ?? []))],
    phrases: defects.flatMap((one) => one.phrases ?? []),
  };
}

async function writeInstructions(
  dir: string,
  items: readonly string[],
  paragraphs: readonly string[],
): Promise<void> {
  const file = join(dir, "instructions.md");
  const list = items.map((text) => `- ${text}`).join("\n");
  const notes = paragraphs.join("\n\n");
  await writeFile(
    file,
    `${await readFile(file, "utf8")}\n# House rules\n\n${list}\n\n# Notes\n\n${notes}\n`,
  );
}

async function writeGuidance(dir: string, texts: readonly string[]): Promise<void> {
  await rm(join(dir, "guidance"), { recursive: true, force: true });
  await mkdir(join(dir, "guidance"));
  for (const [index, text] of texts.entries())
    await writeFile(
      join(dir, "guidance", `part-${index + 1}.md`),
      `---\nwhen:\n  - [a, e, i, o]\n---\n\n${text}\n`,
    );
}

/** One in quotes, one folded over lines, one plain. */
async function writeSettings(dir: string, texts: readonly string[]): Promise<void> {
  const file = join(dir, "harness.yaml");
  const yaml = texts.reduce(
    (text, rule, index) => {
      const value =
        index === 0 ? `>-\n    ${rule.replaceAll(". ", ".\n    ")}` : JSON.stringify(rule);
      return text.replace(
        new RegExp(`(${settings[index] ?? ""}): .*`),
        (_, key) => `${String(key)}: ${value}`,
      );
    },
    await readFile(file, "utf8"),
  );
  await writeFile(file, yaml);
}
