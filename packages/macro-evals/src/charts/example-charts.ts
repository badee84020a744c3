import type { Analysis, SuspectRow } from "../analysis.ts";
import { asText } from "../bundle/loose.ts";
import type { EventRow, NormalizedRun } from "../bundle/records.ts";
import type { BehaviorPattern } from "../describe/pattern.ts";
import { buildDocuments } from "../documents/build-documents.ts";
import type { Chart, StoryBox } from "./chart.ts";

const mostBoxes = 5;
const around = 6;
const longestText = 160;

/** Story strip, swimlane and document of one example run per pattern. */
export function exampleCharts(analysis: Analysis, examples: readonly NormalizedRun[]): Chart[] {
  return analysis.patterns.flatMap((pattern): Chart[] => {
    const run = examples.find(({ trace }) => pattern.representatives.includes(trace.run_id));
    if (!run) return [];
    const suspects = analysis.suspects.filter(({ run_id }) => run_id === run.trace.run_id);
    const at = run.events.findIndex(({ event_id }) => event_id === suspects[0]?.event_id);
    if (at < 0) return [documentOf(pattern, run)];
    return [
      story(pattern, run, at, suspects),
      swimlane(pattern, run, at),
      documentOf(pattern, run),
    ];
  });
}

function story(
  pattern: BehaviorPattern,
  run: NormalizedRun,
  at: number,
  suspects: readonly SuspectRow[],
): Chart {
  const { events } = run;
  const suspected = new Set(suspects.slice(0, 3).map(({ event_id }) => event_id));
  const later = events
    .slice(at + 1)
    .filter(({ event_id, is_failure_marker }) => suspected.has(event_id) || is_failure_marker);
  const chosen = [events[at], ...later.slice(0, mostBoxes - 2), events.at(-1)].filter(
    (event) => event !== undefined,
  );
  const boxes = [...new Set(chosen)].map((event, i, all): StoryBox => ({
    event_id: event.event_id,
    agent: event.agent_name,
    action: actionOf(event),
    text: i === 0 ? (suspects[0]?.because ?? "") : asText(event.output).slice(0, longestText),
    role:
      i === 0
        ? "suspect"
        : i === all.length - 1
          ? "end"
          : event.is_failure_marker
            ? "marker"
            : "step",
  }));
  return {
    kind: "story",
    id: `story-${pattern.id}`,
    title: `How ${run.trace.run_id} went`,
    means: "The step to inspect first, and what followed it in one run of the pattern.",
    does_not_mean: "That each box caused the next.",
    pattern_id: pattern.id,
    run_id: run.trace.run_id,
    boxes,
  };
}

function swimlane(pattern: BehaviorPattern, { trace, events }: NormalizedRun, at: number): Chart {
  const shown = events.slice(Math.max(0, at - around), at + around + 1);
  const lanes = [...new Set(shown.map(({ agent_name }) => agent_name || "run"))];
  return {
    kind: "swimlane",
    id: `swimlane-${pattern.id}`,
    title: `Steps around the suspect in ${trace.run_id}`,
    means: "Who did what just before and after the step to inspect first.",
    does_not_mean: "How long the steps took: they stand in order, evenly spaced.",
    pattern_id: pattern.id,
    run_id: trace.run_id,
    lanes,
    steps: shown.map((event, position) => ({
      event_id: event.event_id,
      lane: lanes.indexOf(event.agent_name || "run"),
      position,
      label: actionOf(event),
      role: event === events[at] ? "suspect" : event.is_failure_marker ? "marker" : "step",
    })),
  };
}

function documentOf(pattern: BehaviorPattern, run: NormalizedRun): Chart {
  return {
    kind: "document",
    id: `document-${pattern.id}`,
    title: `Example: ${run.trace.run_id}`,
    means: "One run of the pattern, around its first failure marker.",
    does_not_mean: "The whole run.",
    pattern_id: pattern.id,
    run_id: run.trace.run_id,
    text: buildDocuments([run], ["failure_window"])[0]?.text ?? "",
  };
}

function actionOf(event: EventRow): string {
  if (event.node_kind === "handoff") return `hands over to ${event.target_agent}`;
  if (event.node_kind === "finding") return `finding ${event.finding_code}`;
  if (event.node_kind === "status") return `status ${event.run_status}`;
  return event.tool_name || event.node_kind;
}
