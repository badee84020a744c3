import type { ReportInput } from "@loopwright/macro-report";

/**
 * How often the analysis was right where faults were planted; the report says so. Copied from a measurement, and
 * to be renewed when the analysis or the populations change.
 */
export const measuredAccuracy: NonNullable<ReportInput["accuracy"]> = {
  populations:
    "four populations of 1,000 orders with eleven planted faults each (seeds 635607, 93728, 353665, 151935, drawn at random; simulated models and graders)",
  source: "npm run bench:macro, or loopwright orders, macro and macro score",
  measures: [
    atLeast("Agreement of patterns with planted faults (adjusted Rand index)", 0.955, 0.947, 0.85),
    atLeast("Planted faults found as a pattern", 1, 1, 0.9),
    atLeast("Faulty runs with a red mark that are in a pattern", 1, 0.988, 0.85),
    atMost("Agreement of patterns with case types (should be low)", 0.011, 0.021, 0.15),
    atLeast("First suspect is the step at fault", 0.956, 0.894, 0.85),
    atLeast("One of the first three suspects is", 1, 0.977, 0.95),
    atLeast("First suspect's agent is at fault", 0.956, 0.934, 0.9),
    atLeast("The same for faults of silence or order: the step", 0.954, 0.645, 0.85),
    atLeast("The same for faults of silence or order: the agent", 0.954, 0.829, 0.9),
    atLeast("Patterns that come back when runs are drawn anew", 0.98, 0.973, 0.8),
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
