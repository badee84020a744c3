import { findStatement, readRequirements, splitSentences } from "@loopwright/simulator/language";
import type { DraftClaim } from "../diagnosis/draft.ts";
import type { Problem } from "./problem.ts";
import { citing, quotable } from "../evidence/quotable.ts";
import type { Likeness } from "./likeness.ts";
import { listOf, textOf, type Entry } from "./read-material.ts";
import { lapsesIn } from "./lapses.ts";
import { ruleWords } from "./wording.ts";

/** Everything that went wrong: failed and undecided evals, wishes of people that the answer does not meet, and lapses that the spans show. */
export function problemsIn(entries: readonly Entry[], likeness: Likeness): Problem[] {
  const runs = entries.filter((entry) => entry.kind === "run");
  return runs.flatMap((run) => {
    const mine = entries.filter((entry) => entry.run === run.about || entry.about === run.about);
    const failed = mine
      .filter((entry) => entry.kind === "gate_result" && entry["outcome"] === "failed")
      .map((row) => failedEval({ row, run, mine, likeness }));
    const undecided = mine
      .filter((entry) => entry.kind === "gate_result" && entry["outcome"] === "errored")
      .map((row) => undecidedEval(row, run));
    const unmet = mine
      .filter((entry) => entry.kind === "human_feedback")
      .filter((item) => !failed.some((one) => likeness.between(one.wish, wordsOf(item)) > 0.3))
      .flatMap((item) => unmetFeedback(item, run));
    return [...failed, ...unmet, ...undecided, ...mine.flatMap((entry) => lapsesIn(entry, run))];
  });
}

function failedEval(given: {
  row: Entry;
  run: Entry;
  mine: readonly Entry[];
  likeness: Likeness;
}): Problem {
  const { row, run, mine, likeness } = given;
  const definition = mine.find(
    (entry) => entry.kind === "eval_definition" && entry.about === row.about,
  );
  const title = textOf(row, "title");
  const failure = textOf(row, "explanation");
  const asked = whatFailed(
    definition ? textOf(definition, "expected_behavior") : title,
    failure,
    likeness,
  );
  const feedback = mine.filter(
    (entry) => entry.kind === "human_feedback" && likeness.between(wordsOf(entry), asked) > 0.15,
  );
  // People say in a summary what matters in general; an eval says what one answer needs.
  const summaries = feedback.map((item) => textOf(item, "summary"));
  const wish = [...summaries, asked].join("\n");
  return {
    source: "gate",
    wish,
    rule: ruleWords({ summaries, asked }),
    failure,
    title: firstSentence(wish),
    run: run.about,
    question: textOf(run, "question"),
    weight: 3 + 2 * feedback.length,
    claims: [
      {
        text: `The gate failed the eval "${title}".`,
        about: row.about,
        evidence: [citing(row.ref, quotable(textOf(row, "explanation")))],
      },
      ...answerClaim(run, wish, likeness),
      ...feedback.map((item) => feedbackClaim(item)),
    ],
    evals: [row.about],
  };
}

/** An eval may ask for several things; what the explanation speaks of is what failed. */
function whatFailed(expected: string, explanation: string, likeness: Likeness): string {
  const sentences = splitSentences(expected).map((sentence) => sentence.text);
  const failed = sentences.filter((sentence) => likeness.covered(sentence, explanation) > 0.7);
  return (failed.length > 0 ? failed : sentences).join("\n");
}

function firstSentence(text: string): string {
  return splitSentences(text)[0]?.text ?? text;
}

function undecidedEval(row: Entry, run: Entry): Problem {
  const title = textOf(row, "title");
  return {
    source: "judge",
    wish: title,
    rule: title,
    failure: "",
    title,
    run: run.about,
    question: textOf(run, "question"),
    weight: 1.5,
    claims: [
      {
        text: `The eval "${title}" could not be decided.`,
        about: row.about,
        evidence: [citing(row.ref, quotable(textOf(row, "explanation")))],
      },
    ],
    evals: [row.about],
  };
}

/** Feedback says what a right answer needs; it is a problem only where the answer falls short of it. */
function unmetFeedback(item: Entry, run: Entry): Problem[] {
  const answer = textOf(run, "answer");
  const unmet = [
    ...listOf(item, "required_observations").filter((wanted) => !isSaid(answer, wanted)),
    ...listOf(item, "prohibited_claims").filter((claim) => isSaid(answer, claim)),
  ];
  if (answer === "" || unmet.length === 0) return [];
  return [
    {
      source: "human_feedback",
      wish: wordsOf(item),
      rule: ruleWords({ summaries: [textOf(item, "summary")], asked: wordsOf(item) }),
      failure: "",
      title: firstSentence(textOf(item, "summary")),
      run: run.about,
      question: textOf(run, "question"),
      weight: 2,
      claims: [feedbackClaim(item)],
      evals: [],
    },
  ];
}

/** "The answer says that X": is X said? */
function isSaid(answer: string, observation: string): boolean {
  const cores = readRequirements(observation).map((requirement) => requirement.core);
  return (cores.length > 0 ? cores : [observation]).every(
    (core) => findStatement(answer, core).stance === "affirmed",
  );
}

function feedbackClaim(item: Entry): DraftClaim {
  return {
    text: "A person who reviewed the run asked for it.",
    about: item.about,
    evidence: [citing(item.ref, quotable(textOf(item, "summary")))],
  };
}

/** The sentence of the answer that comes nearest to the matter. */
function answerClaim(run: Entry, wish: string, likeness: Likeness): DraftClaim[] {
  const answer = textOf(run, "answer");
  const nearest = answer
    .split(/(?<=[.!?。！？])\s+|\n+/)
    .map((sentence) => ({ sentence, score: likeness.between(sentence, wish) }))
    .toSorted((a, b) => b.score - a.score)[0];
  const quote = nearest && nearest.score > 0.15 ? quotable(nearest.sentence) : null;
  if (quote === null) return [];
  return [
    {
      text: "This is what the answer said on the matter.",
      about: run.about,
      evidence: [citing(run.ref, quote)],
    },
  ];
}

function wordsOf(item: Entry): string {
  return [
    textOf(item, "summary"),
    ...listOf(item, "required_observations"),
    ...listOf(item, "prohibited_claims"),
  ].join("\n");
}
