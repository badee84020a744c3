import type { ReportInput } from "@loopwright/macro-report";

/**
 * How often the analysis was right where faults were planted; the report says so. Copied from a measurement, and
 * to be renewed when the analysis or the populations change.
 */
export const measuredAccuracy: NonNullable<ReportInput["accuracy"]> = {
  populations:
    "ten populations of 1,000 orders with eleven planted faults each (seeds ccc64660, e753cc2d, 42444fa8, 3c9cdd86, 7ca0ceb1, 6d9539a2, d626def2, 16e11d78, 67b3136c, a9fb2158, drawn at random; simulated models and graders)",
  source: "npm run bench:macro",
  measures: [
    atLeast("Agreement of patterns with planted faults (adjusted Rand index)", 0.956, 0.95, 0.85),
    atLeast("Planted faults found as a pattern", 1, 1, 0.9),
    atLeast("Faulty runs with a red mark that are in a pattern", 1, 0.994, 0.85),
    atMost("Agreement of patterns with case types (should be low)", 0.024, 0.047, 0.15),
    atLeast("First suspect is the step at fault", 0.969, 0.963, 0.85),
    atLeast("One of the first three suspects is", 1, 0.997, 0.95),
    atLeast("First suspect's agent is at fault", 0.969, 0.963, 0.9),
    atLeast("The same for faults of silence or order: the step", 0.954, 0.934, 0.85),
    atLeast("The same for faults of silence or order: the agent", 0.954, 0.934, 0.9),
    atLeast("The step, with a fifth of the red marks lost and as many false", 0.84, 0.737, 0.7),
    atLeast("Patterns that come back when runs are drawn anew", 0.974, 0.967, 0.8),
    atLeast("Overlap of the drift window with the true one", 1, 1, 0.8),
  ],
};

type Measure = (typeof measuredAccuracy)["measures"][number];

function atLeast(name: string, median: number, worst: number, target: number): Measure {
  return { name, median, worst, target, direction: "at_least" };
}

function atMost(name: string, median: number, worst: number, target: number): Measure {
  return { name, median, worst, target, direction: "at_most" };
}
