import type { HarnessConfig } from "@loopwright/core";
import { contentHash } from "../folder/content-hash.ts";
import { appliesTo } from "../render/render-turn.ts";
import { rulesIn, withoutRule } from "./rules-in.ts";

/** A harness that lacks one rule of another. */
export interface HarnessMutant {
  /** The file and the rule: `instructions.md: Cite the file for every claim.` */
  name: string;
  /** The rule that was taken out. */
  rule: string;
  harness: HarnessConfig;
}

const promptFile = "instructions.md";

/**
 * A harness with one rule taken out, once for each rule that an agent would be given with this question: the rules
 * of the prompt, and the guidance files that the question calls up. Those come first that share most words with
 * `about`, for instance with what people said about an answer. Nothing is written to disk; each has a content hash of
 * its own.
 *
 * @example const [first] = harnessMutants({ harness, question, about: feedback.map(({ summary }) => summary) })
 */
export function harnessMutants({
  harness,
  question,
  about = [],
}: {
  harness: HarnessConfig;
  question: string;
  about?: readonly string[];
}): HarnessMutant[] {
  const wanted = wordsOf([question, ...about].join(" "));
  const mutants = [...withoutGuidance(harness, question), ...withoutPromptRules(harness)];
  const told = mutants.map(({ rule }) => wordsOf(rule));
  const weights = mutants.map((mutant, index) => ({
    mutant,
    weight: weightOf(told[index] ?? new Set(), wanted, told),
  }));
  return weights.toSorted((a, b) => b.weight - a.weight).map(({ mutant }) => mutant);
}

function withoutPromptRules(harness: HarnessConfig): HarnessMutant[] {
  return rulesIn(harness.instructions).flatMap((rule) => {
    const instructions = withoutRule(harness.instructions, rule);
    if (instructions === "") return [];
    const files = harness.files.map((file) =>
      file.path === promptFile ? { ...file, content: `${instructions}\n` } : file,
    );
    return [
      {
        name: `${promptFile}: ${rule.text}`,
        rule: rule.text,
        harness: { ...harness, instructions, files, content_hash: contentHash(files) },
      },
    ];
  });
}

function withoutGuidance(harness: HarnessConfig, question: string): HarnessMutant[] {
  return harness.guidance
    .filter((guidance) => appliesTo(guidance, question))
    .map(({ file, text }) => {
      const path = `guidance/${file}`;
      const files = harness.files.filter((other) => other.path !== path);
      const guidance = harness.guidance.filter((other) => other.file !== file);
      return {
        name: `${path}: ${text.split("\n")[0] ?? ""}`,
        rule: text,
        harness: { ...harness, guidance, files, content_hash: contentHash(files) },
      };
    });
}

/** What a rule shares with what is wanted; a word that many rules hold says little about any of them. */
function weightOf(
  rule: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  all: readonly ReadonlySet<string>[],
): number {
  const shared = [...rule].filter((word) => wanted.has(word));
  return shared.reduce(
    (sum, word) => sum + 1 / all.filter((other) => other.has(word)).length ** 2,
    0,
  );
}

/** Words of four letters and more, by their beginnings: "conflict" and "conflicts" count as one. */
function wordsOf(text: string): Set<string> {
  return new Set(
    (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
      .filter((word) => word.length > 3 || /\P{Script=Latin}/u.test(word))
      .map((word) => word.slice(0, 6)),
  );
}
