import { amountsIn } from "../figures.ts";
import { layout } from "../layout.ts";
import { findPassage, findPassages, listed, quoted, words } from "../passages.ts";
import type { Passage, Room, Row } from "../room.ts";
import {
  conflict,
  say,
  type Conflict,
  type Finding,
  type Risk,
  type Statement,
} from "../statement.ts";
import type { TopicDesk } from "../study.ts";

/** Claims against the company and contract terms that cost money or stop a deal. */
export const legal: TopicDesk = {
  topic: "legal",
  sums: () => [],
  checks: () => [],
  find: ({ room, habits }) => {
    const claim = openClaim(room);
    const clauses = habits.has("summary_over_clauses") ? [] : rankedClauses(room);
    return {
      topic: "legal",
      title: "Legal exposure",
      conclusion: habits.has("summary_over_clauses")
        ? concludeFromSummary(room, claim)
        : conclude(claim, clauses),
      facts: [...claimFacts(room, claim), ...clauses.map(clauseFact), ...sharedTerms(room)],
      conflicts: clauses.length > 0 ? summaryClaims(room, clauses) : [],
      inferences: inferences(clauses),
      questions: questions(claim, clauses, room),
      weak: reassurances(room).map((passage) =>
        say(
          `${quoted(passage)}: needs a reconciliation with the clause inventory and counsel's list of open issues.`,
          passage.path,
          ...(clauses.length > 0 ? [layout.clauses] : []),
        ),
      ),
      risk: riskOf(claim, clauses),
    } satisfies Finding;
  },
};

/** The sentence in which somebody claims money from the company; one that names the claimant comes first. */
function openClaim(room: Room): Passage | undefined {
  const claims = findPassages(
    room,
    [layout.openIssues],
    /claim|sue|damages|demand|dispute|索赔|主张|诉|要求/i,
    /[$€£¥]\s?\d|\d\s?(?:million|万|亿)/,
  );
  return claims.find(({ text }) => namesIn(text).length > 0) ?? claims[0];
}

interface Clause {
  customer: string;
  issue: string;
  exposure: string;
  level: string;
}

const levels = ["high", "medium", "low"];

function rankedClauses(room: Room): Clause[] {
  return room
    .rows(layout.clauses)
    .map((row) => ({
      customer: row["customer"] ?? "",
      issue: words(row["issue"] ?? ""),
      exposure: row["exposure"] ?? "",
      level: levelOf(row),
    }))
    .sort((a, b) => rank(a.level) - rank(b.level));
}

/** The level stands in `exposure` or in `confidence`, depending on who compiled the list. */
function levelOf(row: Row): string {
  return (
    [row["exposure"], row["confidence"]].find((cell) =>
      levels.includes((cell ?? "").toLowerCase()),
    ) ?? "unrated"
  );
}

function rank(level: string): number {
  const at = levels.indexOf(level.toLowerCase());
  return at < 0 ? levels.length : at;
}

function conclude(claim: Passage | undefined, clauses: readonly Clause[]): Statement {
  const first = clauses[0];
  const clauseText =
    first &&
    `the ${first.issue} in the contract of ${first.customer} (${first.level})${first.exposure && first.exposure !== first.level ? `: ${lowerFirst(first.exposure)}` : ""}`;
  if (claim && clauseText)
    return say(
      `Look first at the one exposure with an amount on it: ${asClaimed(claim)}. Right behind it comes ${clauseText}, which has no amount on it yet.`,
      claim.path,
      layout.clauses,
    );
  if (claim)
    return say(`The first legal exposure is the open claim: ${asClaimed(claim)}.`, claim.path);
  if (clauseText) return say(`The first legal exposure is ${clauseText}.`, layout.clauses);
  return say(
    `Legal exposure is unknown: neither \`${layout.openIssues}\` nor \`${layout.clauses}\` is in the data room.`,
  );
}

function concludeFromSummary(room: Room, claim: Passage | undefined): Statement {
  const calm = reassurances(room)[0];
  if (claim)
    return say(
      `The only exposure worth naming: ${asClaimed(claim)}; customer contracts are standard${calm ? ` (${quoted(calm)})` : ""}.`,
      claim.path,
      calm?.path,
    );
  return say(
    calm ? `There is no material legal exposure: ${quoted(calm)}.` : "Legal exposure is unknown.",
    calm?.path,
  );
}

function claimFacts(room: Room, claim: Passage | undefined): Statement[] {
  if (!claim) return [];
  const assessment = findPassage(room, [layout.openIssues], /probable|possible|likely|可能/i);
  const disputed = namesIn(claim.text);
  const knockOn = findPassages(room, [layout.pipelineNotes], /\d/).find(
    (passage) =>
      amountsIn(passage.text).length > 0 &&
      namesIn(passage.text).some((name) => disputed.includes(name)),
  );
  return [
    say(`Open claim: ${asClaimed(claim)}.`, claim.path),
    ...(assessment ? [say(`Counsel's view: ${quoted(assessment)}.`, assessment.path)] : []),
    ...(knockOn
      ? [
          say(
            `The same party matters for sales: ${amountsIn(knockOn.text)[0]?.text} of pipeline was sourced by ${namesIn(knockOn.text).find((name) => disputed.includes(name))} (${quoted(knockOn)}).`,
            knockOn.path,
          ),
        ]
      : []),
  ];
}

/** Who claims what, in the analyst's words where counsel names both; in either case with counsel's own words. */
function asClaimed(claim: Passage): string {
  const [party] = namesIn(claim.text);
  const amount = amountOf(claim);
  return party && amount ? `${party} claims ${amount} (${quoted(claim)})` : quoted(claim);
}

/** Written like a name: capitalised words in a row, a single one not at the head of the sentence unless of mixed case. */
function namesIn(sentence: string): string[] {
  return [...sentence.matchAll(/[A-Z][A-Za-z0-9&]{3,}(?: [A-Z][A-Za-z0-9&]+)*/g)]
    .filter((match) => match.index > 0 || /[a-z][A-Z]|[a-z] [A-Z]/.test(match[0]))
    .map((match) => match[0]);
}

function clauseFact({ customer, issue, exposure, level }: Clause): Statement {
  const detail = exposure && exposure !== level ? `: ${lowerFirst(exposure)}` : "";
  return say(`${customer}: ${issue} (${level})${detail}.`, layout.clauses);
}

function sharedTerms(room: Room): Statement[] {
  const passage = findPassage(
    room,
    [layout.openIssues],
    /change[- ]of[- ]control|uncapped|控制权|无上限/i,
  );
  return passage ? [say(`Counsel's list says: ${quoted(passage)}.`, passage.path)] : [];
}

function reassurances(room: Room): Passage[] {
  return findPassages(
    room,
    [layout.contractsSummary, layout.overview],
    /nothing|no (?:customer )?contract|ordinary course|not (?:affect|material)|没有|正常经营|不影响/i,
    /valuation|legal|ordinary|material|估值|法律|正常/i,
  );
}

function summaryClaims(room: Room, clauses: readonly Clause[]): Conflict[] {
  return reassurances(room).map((passage) =>
    conflict(
      "claim",
      `Management says ${quoted(passage)}, but the clause inventory lists ${listed(clauses.map(({ customer, issue }) => `${issue} (${customer})`))}.`,
      passage.path,
      layout.clauses,
    ),
  );
}

function inferences(clauses: readonly Clause[]): Statement[] {
  const onControl = clauses.find(({ issue }) => /control/i.test(issue));
  return onControl
    ? [
        say(
          `The ${onControl.issue} of ${onControl.customer} would be triggered by this very transaction, so its timing belongs in the closing plan.`,
          layout.clauses,
        ),
      ]
    : [];
}

function questions(
  claim: Passage | undefined,
  clauses: readonly Clause[],
  room: Room,
): Statement[] {
  const unlimited = clauses.find(({ issue, exposure }) =>
    /uncapped|unlimited|no monetary cap/i.test(`${issue} ${exposure}`),
  );
  return [
    ...(claim
      ? [
          say(
            "What range of loss does counsel see for the open claim, and is any of it provided for?",
            claim.path,
          ),
        ]
      : []),
    ...(unlimited
      ? [
          say(
            `What is the largest loss that the ${unlimited.issue} of ${unlimited.customer} could cause, and is it insured?`,
            layout.clauses,
          ),
        ]
      : []),
    ...(clauses.length > 0 && room.read.includes(layout.contractsSummary)
      ? [
          say(
            "Will counsel reconcile the contract summary with the clause inventory?",
            layout.contractsSummary,
            layout.clauses,
          ),
        ]
      : []),
    ...(claim || clauses.length > 0 ? [] : [say("Which claims and non-standard clauses exist?")]),
  ];
}

function riskOf(claim: Passage | undefined, clauses: readonly Clause[]): Risk | undefined {
  const worst = clauses[0];
  if (!claim && !worst) return undefined;
  const parts = [
    claim && `open claim of ${amountOf(claim) ?? "unknown size"}`,
    worst && `${worst.issue} (${worst.customer})`,
  ];
  const name = listed(parts.filter((part) => part !== undefined));
  return {
    id: "legal_exposure",
    name: name.charAt(0).toUpperCase() + name.slice(1),
    severity: worst?.level === "high" ? "high" : "medium",
    weight: 1.2,
  };
}

/** The amount as counsel writes it, in whatever currency. */
function amountOf({ text }: Passage): string | undefined {
  return /[$€£¥]\s?\d[\d,]*(?:\.\d+)?\s?(?:M\b|million\b|百万)?/.exec(text)?.[0].trim();
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
