import { entityView, missingBasis } from "./basis.ts";
import { silentContradictions, unmentionedConflict } from "./contradictions.ts";
import type { Critique } from "./critique.ts";
import { openQuestions } from "./open-questions.ts";
import type { RunText } from "./run-text.ts";
import { readRun } from "./statements.ts";
import { droppedStatus } from "./status.ts";
import { keepsApart, namesSources, showsConflict, showsRestraint } from "./strengths.ts";
import {
  narrativeOnly,
  thinCitations,
  unbackedFigures,
  uncitedFigures,
  unlistedFigures,
} from "./support.ts";
import { bareRisks, brokenFiles, failedRun, failingChecks, plantedOrders } from "./work-product.ts";

/** In order of weight, as the review prompt gives it. */
const weaknesses: readonly Critique[] = [
  failedRun,
  plantedOrders,
  missingBasis,
  entityView,
  droppedStatus,
  silentContradictions,
  unmentionedConflict,
  uncitedFigures,
  unbackedFigures,
  narrativeOnly,
  openQuestions,
  brokenFiles,
  failingChecks,
  unlistedFigures,
  thinCitations,
  bareRisks,
];

const strengths: readonly Critique[] = [showsConflict, showsRestraint, keepsApart, namesSources];

/** At most eight observations, of which at most six are complaints. Never none. */
export function observe(run: RunText): string[] {
  const reading = readRun(run);
  const observations = [
    ...weaknesses.flatMap((critique) => critique(reading)).slice(0, 6),
    ...strengths.flatMap((critique) => critique(reading)).slice(0, 2),
  ];
  return observations.length > 0
    ? observations
    : [`The answer has ${reading.answer.length} sentences and gives no figure or source to check.`];
}
