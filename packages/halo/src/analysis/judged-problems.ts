import type { EvalSignal, GateRowSignal, HumanFeedbackSignal } from "../context/signals.ts";
import type { TraceEvidence } from "../context/read-context.ts";
import type { DraftClaim } from "../diagnosis/draft.ts";
import { citing, quotable } from "../evidence/quotable.ts";
import { isClaimed, isSaid } from "./is-said.ts";
import { sentencesIn } from "./language/sentences.ts";
import type { Problem } from "./problem.ts";
import type { Likeness } from "./rules/likeness.ts";
import type { Wish } from "./rules/wish.ts";
import { ruleWording } from "./wording.ts";

/** What people and the gate found wanting: failed and undecided evals, and wishes of people that went unmet. */
export function judgedProblems(trace: TraceEvidence, likeness: Likeness): Problem[] {
  const failed = trace.gateRows
    .filter((row) => row.outcome === "failed")
    .map((row) => failedEval(trace, row, likeness));
  const undecided = trace.gateRows
    .filter((row) => row.outcome === "errored")
    .map((row) => undecidedEval(trace, row));
  const unmet = trace.humanFeedback
    .filter((item) => !isJudged(trace, item, likeness))
    .flatMap((item) => unmetFeedback(trace, item, likeness));
  return [...failed, ...undecided, ...unmet];
}

/** All that people and evals ask of a run, whether it was met or not. */
export function askedOf(trace: TraceEvidence): Wish[] {
  const { question } = trace;
  const fromPeople = trace.humanFeedback.map((item) => ({
    wants: [...item.requiredObservations, firstSentence(item.summary)],
    rejects: item.prohibitedClaims,
    said: item.summary,
    question,
    isStep: false,
  }));
  const fromEvals = trace.evals.map((item) => ({
    ...sortedWishes(item.expectedBehavior || item.rubric),
    question,
    isStep: false,
  }));
  return [...fromPeople, ...fromEvals];
}

function failedEval(trace: TraceEvidence, row: GateRowSignal, likeness: Likeness): Problem {
  const definition = trace.evals.find((item) => item.id === row.id);
  const asked = wishesOf(definition, row);
  const failing = whatFailed(asked, failuresIn(row), likeness);
  const feedback = feedbackBehind(trace, [...failing.wants, ...failing.rejects], likeness);
  const summaries = feedback.map((item) => item.summary);
  return {
    source: "gate",
    wish: {
      // People say first what they want, and then why.
      wants: [...failing.wants, ...summaries.map(firstSentence)],
      rejects: [...failing.rejects, ...feedback.flatMap((item) => item.prohibitedClaims)],
      said: summaries.join("\n"),
      question: trace.question,
      isStep: false,
    },
    wording: ruleWording({ summaries, wants: failing.wants }),
    title: firstSentence(summaries[0] ?? failing.wants[0] ?? row.title),
    traceId: trace.traceId,
    weight: 3 + 2 * Math.min(1, feedback.length),
    claims: [
      {
        text: `The gate failed the eval "${row.title}".`,
        about: row.id,
        evidence: [citing(`gate:${row.id}`, quotable(row.explanation))],
      },
      ...answerClaim(trace, [...failing.wants, ...failing.rejects].join(" "), likeness),
      ...neverOpened(trace, [...failing.wants, ...summaries].join(" ")),
      ...feedback.map((item) => feedbackClaim(trace, item)),
    ],
    evals: [row.id],
  };
}

interface Asked {
  wants: readonly string[];
  rejects: readonly string[];
}

function wishesOf(definition: EvalSignal | undefined, row: GateRowSignal): Asked {
  return sortedWishes(definition?.expectedBehavior || definition?.rubric || row.title);
}

/** An eval's sentences, sorted by whether they want or rule out, without "the answer must". */
function sortedWishes(text: string): Asked {
  const all = sentences(text);
  const bans = /^(?:the answer|it) (?:must|should|may|does|do|is) not (?:\w+ )?(?:that )?/i;
  const wants = /^(?:the answer|it) (?:must|should|has to|needs to)(?: \w+ that)? /i;
  return {
    wants: all.filter((one) => !bans.test(one)).map((one) => one.replace(wants, "")),
    rejects: all.filter((one) => bans.test(one)).map((one) => one.replace(bans, "")),
  };
}

/** What a judge says about the requirements that did not hold; the whole when it does not part them. */
function failuresIn(row: GateRowSignal): string {
  const failing = row.checks.filter((check) => !check.passed).map((check) => check.reason);
  const text = failing.length > 0 ? failing.join("\n") : row.explanation;
  // What the judge holds against a requirement is the answer's own words, and not what was asked.
  return text.replace(/["“][^"”]{20,}["”]/g, " ");
}

/** An eval may ask for several things; what the judge speaks of is what failed. */
function whatFailed(asked: Asked, failure: string, likeness: Likeness): Asked {
  const spoken = (one: string) => likeness.covered(one, failure) > 0.7;
  const wants = asked.wants.filter(spoken);
  const rejects = asked.rejects.filter(spoken);
  return wants.length + rejects.length > 0 ? { wants, rejects } : asked;
}

function undecidedEval(trace: TraceEvidence, row: GateRowSignal): Problem {
  return {
    source: "gate",
    wish: { wants: [row.title], rejects: [], question: trace.question, isStep: false },
    wording: row.title,
    title: row.title,
    traceId: trace.traceId,
    weight: 1.5,
    claims: [
      {
        text: `The eval "${row.title}" could not be decided.`,
        about: row.id,
        evidence: [citing(`gate:${row.id}`, quotable(row.explanation))],
      },
    ],
    evals: [row.id],
    settled: { class: "implementation_or_observability_defect", component: "evals" },
  };
}

/** The gate has the last word on what its evals cover: a judge reads better than a comparison of words. */
function isJudged(trace: TraceEvidence, item: HumanFeedbackSignal, likeness: Likeness): boolean {
  const decided = new Set(
    trace.gateRows.filter((row) => row.outcome !== "errored").map((row) => row.id),
  );
  const evals = trace.evals.filter((one) => decided.has(one.id));
  const judged = evals.map((one) => `${one.title}\n${one.expectedBehavior}`).join("\n");
  const asked = [...item.requiredObservations, ...item.prohibitedClaims];
  const covered = asked.filter((one) => likeness.covered(one, judged) > 0.6);
  return covered.length * 2 >= asked.length && asked.length > 0;
}

/** Feedback says what a right answer needs; it is a problem only where the answer falls short of it. */
function unmetFeedback(
  trace: TraceEvidence,
  item: HumanFeedbackSignal,
  likeness: Likeness,
): Problem[] {
  const missing = item.requiredObservations.filter((one) => !isSaid(one, trace.answer, likeness));
  const said = item.prohibitedClaims.filter((one) => isClaimed(one, trace.answer, likeness));
  const isUnmet = missing.length * 2 > item.requiredObservations.length || said.length > 0;
  if (trace.answer === "" || !isUnmet) return [];
  return [
    {
      source: "human_feedback",
      wish: {
        wants: [...missing, firstSentence(item.summary)],
        rejects: item.prohibitedClaims,
        said: item.summary,
        question: trace.question,
        isStep: false,
      },
      wording: ruleWording({ summaries: [item.summary], wants: missing }),
      title: firstSentence(item.summary),
      traceId: trace.traceId,
      weight: 3,
      claims: [
        feedbackClaim(trace, item),
        ...answerClaim(trace, [...missing, ...said].join(" "), likeness),
        ...neverOpened(trace, [...missing, item.summary].join(" ")),
      ],
      evals: [],
    },
  ];
}

function feedbackBehind(
  trace: TraceEvidence,
  failing: readonly string[],
  likeness: Likeness,
): HumanFeedbackSignal[] {
  return trace.humanFeedback.filter((item) => {
    const said = [item.summary, ...item.requiredObservations, ...item.prohibitedClaims].join("\n");
    return failing.some((one) => likeness.covered(one, said) > 0.6);
  });
}

function feedbackClaim(trace: TraceEvidence, item: HumanFeedbackSignal): DraftClaim {
  return {
    text: "A person who reviewed the run asked for it.",
    about: trace.traceId,
    evidence: [citing(`feedback:${item.id}`, quotable(item.summary))],
  };
}

/** The sentence of the answer that comes nearest to the matter. */
function answerClaim(trace: TraceEvidence, matter: string, likeness: Likeness): DraftClaim[] {
  const nearest = trace.answer
    .split(/(?<=[.!?。！？])\s+|\n+/)
    .map((sentence) => ({ sentence, score: likeness.between(sentence, matter) }))
    .toSorted((a, b) => b.score - a.score)[0];
  const quote = nearest && nearest.score > 0.15 ? quotable(nearest.sentence) : null;
  if (quote === null) return [];
  return [
    {
      text: "This is what the answer said on the matter.",
      about: trace.traceId,
      evidence: [citing(`trace:${trace.traceId}`, quote)],
    },
  ];
}

/** A file that the wish names and no tool call of the run touched. */
function neverOpened(trace: TraceEvidence, wish: string): DraftClaim[] {
  const paths = wish.match(/[\w-]+(?:\/[\w-]+)*\.(?:csv|json|jsonl|md|txt|tsv)\b/g) ?? [];
  const inputs = trace.spans
    .map((span) => span.attributes["input.value"])
    .filter((input) => typeof input === "string");
  return [...new Set(paths)]
    .filter((path) => inputs.length > 0 && !inputs.some((input) => input.includes(path)))
    .map((path) => ({
      text: `No tool call of the run names ${path}.`,
      about: trace.traceId,
      evidence: [
        {
          ref: `trace:${trace.traceId}`,
          quote: null,
          count: 0,
          filter: [{ key: "input.value", match: "contains" as const, value: path }],
        },
      ],
    }));
}

function sentences(text: string): string[] {
  return text.split("\n").flatMap((line) => sentencesIn(line).map((sentence) => sentence.text));
}

function firstSentence(text: string): string {
  return sentences(text)[0] ?? text;
}
