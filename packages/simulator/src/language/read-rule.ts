import { isDemand, isPermission } from "./demand.ts";
import { findFormulation } from "./find-terms.ts";
import { cuesOver, isSpokenFor, read, type Reading } from "./reading.ts";
import type { Formulation, RuleReading, RuleTopic } from "./rule-topic.ts";
import { splitSentences, type Sentence } from "./split-sentences.ts";
import type { Word } from "./words.ts";

type Direction = "asked_for" | "ruled_out";

/**
 * What a long instruction text says about one topic, in whatever words it says it.
 *
 * - "required": the behaviour is demanded, or its contrary is banned.
 * - "forbidden": the behaviour is banned, or its contrary is demanded.
 * - "allowed": it is left to the reader ("may", "no need to").
 * - "absent": no sentence orders anything about it; descriptions, questions and examples in code fences do not count.
 *
 * A later sentence outranks an earlier one, as a later, more specific rule corrects a general one. Within one
 * sentence a demand for what is wanted outranks the rest, so that "both per entity and per parent" is required.
 *
 * Limits: it reads sentence by sentence and joins a list item with what introduces it, nothing further apart;
 * it knows its synonyms and the topic's terms and no others; irony, exceptions that span sentences and rules
 * given only by example are not understood.
 *
 * @example
 * readRule("Customer shares are to be aggregated by ultimate parent.", parentRollup).stance // "required"
 * readRule("Do not roll entities up to parents.", parentRollup).stance // "forbidden"
 */
export function readRule(instructions: string, topic: RuleTopic): RuleReading {
  const readings = splitSentences(instructions).map((sentence) => ruleIn(sentence, topic));
  return readings.findLast((reading) => reading.stance !== "absent") ?? absent;
}

const absent: RuleReading = { stance: "absent", sentence: "", line: 0 };

function ruleIn(sentence: Sentence, topic: RuleTopic): RuleReading {
  if (sentence.kind === "code" || sentence.kind === "heading") return absent;
  const reading = readInContext(sentence);
  const wanted = directionOf(withoutContent(reading), topic.wanted);
  const unwanted = directionOf(reading, topic.unwanted ?? []);
  if (!wanted && !unwanted) return absent;
  if (isPermission(reading))
    return { stance: "allowed", sentence: sentence.text, line: sentence.line };
  if (!isDemand(sentence)) return absent;
  const stance =
    wanted === "asked_for" || (unwanted === "ruled_out" && wanted === undefined)
      ? "required"
      : "forbidden";
  return { stance, sentence: sentence.text, line: sentence.line };
}

const saying =
  /^(?:clear|say|state|explain|note|remember|mention|stress|show|know|mind|understand)$/;

/**
 * Negations within what is to be said are no bans: "say that a Type I report is not a Type II report" asks for both
 * to be named.
 */
function withoutContent(reading: Reading): Reading {
  const that = reading.tokens.findIndex(
    ({ lower }, at) => lower === "that" && saying.test(reading.tokens[at - 1]?.lower ?? ""),
  );
  if (that < 0) return reading;
  return { ...reading, cues: reading.cues.filter((cue) => cue.at < that) };
}

/** A list item is read together with the line that introduces it, so that "Never:" reaches its items. */
function readInContext({ text, parents }: Sentence): Reading {
  const lead = parents.map((parent) => parent.replace(/[:：]?\**$/, "")).join(" ");
  return read(`${lead} ${text}`);
}

/** Is one of the formulations asked for or ruled out? Asked for wins when the sentence does both. */
function directionOf(
  reading: Reading,
  formulations: readonly Formulation[],
): Direction | undefined {
  const choices = formulations.flatMap((formulation) => findFormulation(reading, formulation));
  if (choices.length === 0) return undefined;
  return choices.some((choice) => !isRuledOut(reading, choice)) ? "asked_for" : "ruled_out";
}

/** The deepest nested word decides: "never answer without the parent view" asks for the parent view. */
function isRuledOut(reading: Reading, choice: readonly Word[]): boolean {
  const depths = choice.map(
    (word) => cuesOver(word, reading.cues).filter((cue) => !isSpokenFor(cue, choice)).length,
  );
  return Math.max(0, ...depths) % 2 === 1;
}
