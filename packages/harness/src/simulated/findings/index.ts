import type { Calculation } from "../calculations.ts";
import type { Finding } from "../statement.ts";
import type { Study, TopicDesk } from "../study.ts";
import { crossChecks } from "./cross-checks/index.ts";
import { concentration } from "./concentration.ts";
import { customerHealth } from "./customer-health.ts";
import { financing } from "./financing.ts";
import { legal } from "./legal.ts";
import { pipeline } from "./pipeline.ts";
import { retention } from "./retention.ts";
import { revenue } from "./revenue.ts";
import { security } from "./security.ts";

const desks: readonly TopicDesk[] = [
  financing,
  revenue,
  concentration,
  legal,
  security,
  retention,
  pipeline,
  customerHealth,
];

/** All sums that the findings are built from. */
export function allSums(study: Study): Calculation[] {
  return desks.flatMap((desk) => desk.sums(study));
}

/** All cross-checks of the files' own figures; none for an analyst who does not check arithmetic. */
export function allChecks(study: Study): Calculation[] {
  return study.habits.has("unchecked_arithmetic")
    ? []
    : desks.flatMap((desk) => desk.checks(study));
}

/** What there is to say on every topic, shaped by the analyst's habits. */
export function allFindings(study: Study): Finding[] {
  const checked = crossChecks(study);
  return desks.map((desk) => {
    const finding = withHabits(desk.find(study), study);
    const own = checked.filter(({ topic }) => topic === desk.topic);
    return { ...finding, conflicts: [...finding.conflicts, ...own.map((each) => each.conflict)] };
  });
}

function withHabits(finding: Finding, { habits }: Study): Finding {
  return {
    ...finding,
    conflicts: finding.conflicts.filter(
      ({ kind }) =>
        !(kind === "claim" && habits.has("unnoted_contradiction")) &&
        !(kind === "figures" && habits.has("silent_reconciliation")),
    ),
    questions: habits.has("missing_open_questions") ? [] : finding.questions,
  };
}
