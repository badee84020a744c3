import { rubricNames, type RubricName, type TruthRow } from "../../src/index.ts";
import { between, quantile, share, type Check } from "./check.ts";
import type { CountedRun, Population } from "./read-population.ts";

type PatternId = NonNullable<TruthRow["pattern_id"]>;

/** The rubrics that a fault breaks when nobody errs: written down here, apart from what graders are asked. */
const breaks: Readonly<Record<PatternId, readonly RubricName[]>> = {
  stockout_ignored: ["final_decision_quality", "policy_compliance_correctness"],
  incentive_ignored: ["final_decision_quality", "market_drift_awareness"],
  tariff_signal_stale: ["final_decision_quality", "market_drift_awareness"],
  review_skipped: ["policy_compliance_correctness", "review_appropriateness"],
  unnecessary_escalation: ["routing_specialist_activation", "review_appropriateness"],
  reroute_before_supply_check: ["policy_compliance_correctness", "routing_specialist_activation"],
  compliance_handoff_missing: ["policy_compliance_correctness", "routing_specialist_activation"],
  conflict_without_arbitration: ["final_decision_quality", "routing_specialist_activation"],
  corrupted_unit_count: ["final_decision_quality", "routing_specialist_activation"],
  lapsed_quote_used: ["policy_compliance_correctness", "market_drift_awareness"],
  rogue_window: [
    "final_decision_quality",
    "policy_compliance_correctness",
    "routing_specialist_activation",
  ],
};

interface Labelled extends CountedRun {
  truth: TruthRow;
  label: NonNullable<CountedRun["label"]>;
}

/** How often graders err, run by run and judge by judge, and whether a score would do for a verdict. */
export function labelChecks({ runs }: Population): Check[] {
  const labelled = [...runs.values()].flatMap((run): Labelled[] =>
    run.truth && run.label ? [{ ...run, truth: run.truth, label: run.label }] : [],
  );
  const faulty = labelled.filter(({ truth }) => patternsOf(truth).length > 0);
  const sound = labelled.filter(({ truth }) => patternsOf(truth).length === 0);
  const passed = faulty.filter(({ label }) => label.promptfoo_pass).length;
  const failed = sound.filter(({ label }) => !label.promptfoo_pass).length;
  return [
    between("runs without a label", runs.size - labelled.length, [0, 0]),
    between("faulty runs that all five judges pass", share(passed, faulty.length), [0.05, 0.15]),
    between("sound runs that a judge fails", share(failed, sound.length), [0.05, 0.15]),
    ...rubricNames.flatMap((name) => judgeChecks(name, labelled)),
  ];
}

function judgeChecks(name: RubricName, labelled: readonly Labelled[]): Check[] {
  const broken = labelled.filter(({ truth }) =>
    patternsOf(truth).some((id) => breaks[id].includes(name)),
  );
  const whole = labelled.filter((run) => !broken.includes(run));
  const fails = ({ label }: Labelled) => label.promptfoo_failed_checks.includes(name);
  const missed = broken.filter((run) => !fails(run)).length;
  const alarms = whole.filter(fails).length;
  const scores = (failed: boolean) =>
    labelled
      .filter((run) => fails(run) === failed)
      .flatMap(({ label }) => label.promptfoo_check_scores[name] ?? []);
  const overlap = scores(true).filter((score) => score >= quantile(scores(false), 0.05)).length;
  return [
    between(
      `${name}: flips among all verdicts`,
      share(missed + alarms, labelled.length),
      [0.02, 0.15],
    ),
    between(`${name}: faults missed`, share(missed, broken.length), [0.15, 0.5]),
    between(`${name}: sound runs failed`, share(alarms, whole.length), [0.005, 0.05]),
    between(
      `${name}: failed checks that score like passed ones`,
      share(overlap, scores(true).length),
      [0.1, 0.5],
    ),
  ];
}

function patternsOf({ pattern_id, further_patterns }: TruthRow): PatternId[] {
  return pattern_id === null ? further_patterns : [pattern_id, ...further_patterns];
}
