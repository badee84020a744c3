import { LoopError, type HarnessFile, type TurnGuidance } from "@loopwright/core";
import { z } from "zod";
import { readYaml } from "./yaml-text.ts";

const Phrase = z.string().trim().min(1);

/** What stands between the two `---` lines of a guidance file. */
const FrontMatter = z.strictObject({ when: z.array(z.array(Phrase).min(1)).min(1) });

/** Reads one guidance file: its trigger from the front matter, its words from below. */
export function readGuidance(file: HarnessFile, at: string): TurnGuidance {
  const parts = /^---\r?\n([\s\S]*?)^---[ \t]*\r?\n?([\s\S]*)$/m.exec(file.content);
  if (!parts || !file.content.startsWith("---"))
    throw new LoopError(
      "bad_input",
      `${at}:1: expected front matter with the key "when" between two lines of ---`,
    );
  const { when } = readYaml({ text: parts[1] ?? "", schema: FrontMatter, at, lineOffset: 1 });
  const text = (parts[2] ?? "").trim();
  if (text === "") throw new LoopError("bad_input", `${at}: no guidance below the front matter`);
  return { file: file.path.replace(/^guidance\//, ""), when, text };
}
