import { readFeedbackSentence } from "../feedback-sentence.ts";
import { bareClaim } from "../rubric-sentence.ts";
import { demandsOf } from "./read-insight.ts";
import type { DescribedRun, HumanNote, ModelNote } from "./read-request.ts";

/** What one eval is to be about, before it is written out. */
export interface Aspect {
  id: string;
  title: string;
  run: DescribedRun;
  sources: string[];
  required: readonly string[];
  prohibited: readonly string[];
  /** What a right answer says, when that is more than `required`. */
  example?: readonly string[];
  /** What a wrong answer claims. */
  wrong: readonly string[];
  /** The aspect that is about the prohibited claims alone, where there is one. */
  claimsId?: string;
}

/** What evals a run gives reason for, the most telling first. */
export function aspectsOf(run: DescribedRun): Aspect[] {
  const notes = run.human_feedback.map((note, index) => ({ note, at: placeOf(run, note, index) }));
  const whole = notes.flatMap(({ note, at }) => wholeOf(note, at));
  const claims = notes.flatMap(({ note, at }) => claimsOf(note, at));
  const parts = notes.flatMap(({ note, at }) => partsOf(note, at));
  const insights =
    whole.length > 0 ? [] : run.model_feedback.flatMap((note) => insightsOf(run, note));
  return [...whole, ...claims, ...insights, ...parts];
}

type Place = (part?: string) => Pick<Aspect, "id" | "title" | "run" | "sources">;

function placeOf(run: DescribedRun, note: HumanNote, index: number): Place {
  const reviewer = run.human_feedback.length > 1 ? String(index + 1) : "";
  return (part = "") =>
    named(
      run,
      [note.theme || "review", reviewer, part].filter(Boolean).join("-"),
      note.feedback_id,
    );
}

function named(run: DescribedRun, name: string, source: string) {
  return {
    id: slug(`${run.trace_label}-${name}`),
    title: `${upperFirst(name.replaceAll(/[_-]+/gu, " "))}: ${run.trace_label}`,
    run,
    sources: [source],
  };
}

/** All that a reviewer asks for. A reviewer who only wrote a summary asks for that. */
function wholeOf(given: HumanNote, at: Place): Aspect[] {
  const note = withBansApart(given);
  const { required_observations: observations, prohibited_claims: prohibited } = note;
  const required = observations.length + prohibited.length > 0 ? observations : [note.summary];
  return required.join("").trim() === "" && prohibited.length === 0
    ? []
    : [{ ...at(), required, prohibited, wrong: prohibited, claimsId: at("claims").id }];
}

/** "Do not say that the warehouse is owned", among what is required, prohibits a claim. */
function withBansApart(note: HumanNote): HumanNote {
  const isBan = (observation: string) =>
    readFeedbackSentence(observation).negated && !bareClaim(observation).startsWith("I ");
  return {
    ...note,
    required_observations: note.required_observations.filter((each) => !isBan(each)),
    prohibited_claims: [
      ...note.prohibited_claims,
      ...note.required_observations.filter(isBan).map(bareClaim),
    ],
  };
}

/** The prohibited claims alone, as far as they are sentences that an answer could hold. */
function claimsOf(note: HumanNote, at: Place): Aspect[] {
  const prohibited = note.prohibited_claims.filter((claim) => !bareClaim(claim).startsWith("I "));
  const example = note.required_observations;
  return prohibited.length === 0 || example.length === 0
    ? []
    : [{ ...at("claims"), required: [], prohibited, example, wrong: prohibited }];
}

function partsOf(note: HumanNote, at: Place): Aspect[] {
  const { required_observations: observations, prohibited_claims: wrong } = note;
  return observations.length < 2
    ? []
    : observations.map((observation, index) => ({
        ...at(String(index + 1)),
        required: [observation],
        prohibited: [],
        wrong,
      }));
}

function insightsOf(run: DescribedRun, { insight_id, observations }: ModelNote): Aspect[] {
  const { required, prohibited } = demandsOf(observations);
  const together = [required.slice(0, 2), ...required.slice(2).map((each) => [each])];
  const observed = together.filter((demands) => demands.length > 0);
  return [
    ...observed.map((demands, index) => ({
      ...named(run, index === 0 ? "observed" : `observed-${index + 1}`, insight_id),
      required: demands,
      prohibited: [],
      wrong: [],
    })),
    ...(prohibited.length > 0
      ? [{ ...named(run, "claims", insight_id), required: [], prohibited, wrong: prohibited }]
      : []),
  ];
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "");
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
