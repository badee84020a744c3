import { useCallback } from "preact/hooks";
import { impactChart } from "../src/charts/bars.ts";
import { mapChart } from "../src/charts/map.ts";
import type { Palette } from "../src/charts/palette.ts";
import type { ReportView } from "../src/view/report-view.ts";
import { figure, percent } from "../src/view/words.ts";
import { Figure, Name } from "./figure.tsx";

interface ListProps {
  view: ReportView;
  chosen: string;
  open: (pattern: string) => void;
}

export function PatternList({ view, chosen, open }: ListProps) {
  const { patterns, map } = view;
  const impact = useCallback(
    (palette: Palette, width: number) => impactChart(view, palette, width),
    [view],
  );
  const places = useCallback(
    (palette: Palette, width: number) => mapChart(view, palette, width),
    [view],
  );
  const none = patterns.length === 0 && "No pattern was found.";
  return (
    <section id="patterns" aria-labelledby="patterns-title">
      <h2 id="patterns-title">Patterns</h2>
      <Figure
        title="Impact leaderboard"
        means="How much each pattern weighs: its share of all runs times the mean severity of those runs. A dashed, pale bar with a question mark is an unstable pattern. Choose a pattern below the chart to see it close up."
        meansNot="which pattern is easiest to mend, or that runs outside every pattern are fine."
        draw={impact}
        empty={none}
      >
        <ol class="choices">
          {patterns.map(({ id, label, trace_count, prevalence, unstable, suspects }) => (
            <li key={id}>
              <button type="button" aria-pressed={id === chosen} onClick={() => open(id)}>
                <span class="name">
                  <Name text={label} />
                </span>
                <span class="facts">
                  {trace_count} runs, {percent(prevalence)}
                  {unstable ? ", unstable" : ""}
                  <Name text={suspects[0] ? `; inspect first: ${suspects[0].name}` : ""} />
                </span>
              </button>
            </li>
          ))}
        </ol>
        <details>
          <summary>The numbers of “Impact leaderboard” as a table</summary>
          <Leaderboard view={view} />
        </details>
      </Figure>
      <Figure
        title="Map of the troubled runs"
        means={`Runs that misbehave alike lie near each other; each pattern has its own shape and colour.${
          map.hidden > 0
            ? ` ${map.hidden} runs are left out of the picture only, to keep it readable.`
            : ""
        }`}
        meansNot="anything by its axes, by the size of gaps, or by the area of a group. The groups were found before the picture was drawn, not from it."
        draw={places}
        empty={map.groups.length === 0 && "No run has a place on the map."}
        table={{
          head: ["Pattern", "Points drawn"],
          rows: map.groups.map(({ pattern, points }) => [
            patterns[pattern]?.label ?? "in no pattern",
            points.length,
          ]),
        }}
      />
    </section>
  );
}

function Leaderboard({ view: { patterns } }: { view: ReportView }) {
  const head = ["Pattern", "Runs", "Share", "Severity", "Impact", "Stability", "p", "Not flagged"];
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {patterns.map((pattern) => (
            <tr key={pattern.id}>
              <th scope="row">
                <Name text={pattern.label} />
              </th>
              <td>{pattern.trace_count}</td>
              <td>{percent(pattern.prevalence)}</td>
              <td>{figure(pattern.severity)}</td>
              <td>{figure(pattern.impact)}</td>
              <td>{pattern.stability === null ? "not measured" : figure(pattern.stability)}</td>
              <td>{pattern.p_value === null ? "not measured" : figure(pattern.p_value)}</td>
              <td>{pattern.unflagged_count}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
