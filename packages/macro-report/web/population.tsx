import { useCallback } from "preact/hooks";
import { checksChart, coverageChart, labelChart } from "../src/charts/bars.ts";
import type { Palette } from "../src/charts/palette.ts";
import type { ReportView } from "../src/view/report-view.ts";
import { Figure } from "./figure.tsx";

export function Population({ view }: { view: ReportView }) {
  const { cases, labels, checks } = view;
  const coverage = useCallback((palette: Palette) => coverageChart(view, palette), [view]);
  const marks = useCallback((palette: Palette) => labelChart(view, palette), [view]);
  const rubrics = useCallback((palette: Palette) => checksChart(view, palette), [view]);
  return (
    <section id="population" aria-labelledby="population-title">
      <h2 id="population-title">The runs</h2>
      <Input view={view} />
      <Figure
        title="Coverage by case type"
        means="How many runs of each case type are in a pattern, are in trouble without one, or show no trouble."
        meansNot="that runs without trouble are right: no grader and no marker spoke against them, that is all."
        draw={coverage}
        table={{
          head: ["Case type", "In a pattern", "Trouble, no pattern", "No trouble"],
          rows: cases.map(({ case_type, assigned, unassigned, healthy }) => [
            case_type,
            assigned,
            unassigned,
            healthy,
          ]),
        }}
      />
      <Figure
        title="Passed and failed evals"
        means="Runs whose rubrics all passed, runs with at least one failed rubric, and runs without a label."
        meansNot="how many runs are truly right: graders err in both directions."
        draw={marks}
        table={{
          head: ["Passed", "Failed", "No label"],
          rows: [[labels.passed, labels.failed, labels.unlabelled]],
        }}
      />
      <Figure
        title="Failed rubrics"
        means="How many runs failed each rubric; a run can fail several."
        meansNot="which rubric is best: a strict grader fails more runs than a careful one."
        draw={rubrics}
        empty={checks.length === 0 && "No rubric failed."}
        table={{ head: ["Rubric", "Runs"], rows: checks.map(({ name, runs }) => [name, runs]) }}
      />
    </section>
  );
}

function Input({ view: { input } }: { view: ReportView }) {
  const steps: [string, number][] = [
    ["rows in the results", input.result_rows],
    ["runs that could be analysed", input.analysable_runs],
    ["with a label", input.labelled_runs],
    ["with signs of trouble", input.considered_runs],
    ["assigned to a pattern", input.assigned_runs],
  ];
  return (
    <>
      <dl class="counts">
        {steps.map(([name, count]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </dl>
      {input.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <h3>What could not be used</h3>
      {input.problems.length === 0 ? <p>Nothing: every row of the input was read.</p> : null}
      <ul>
        {input.problems.map(({ kind, count, examples }) => (
          <li key={kind}>
            {kind}: {count}
            <ul class="examples">
              {examples.map((text) => (
                <li key={text}>{text}</li>
              ))}
              {count > examples.length ? <li>and {count - examples.length} more</li> : null}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
}
