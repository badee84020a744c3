import { useCallback } from "preact/hooks";
import type { Palette } from "../src/charts/palette.ts";
import { timelineChart } from "../src/charts/timeline.ts";
import type { ReportView, WindowView } from "../src/view/report-view.ts";
import { figure, percent } from "../src/view/words.ts";
import { Figure, Table } from "./figure.tsx";

export function Time({ view }: { view: ReportView }) {
  const { timeline, patterns, windows } = view;
  const draw = useCallback(
    (palette: Palette, width: number) => timelineChart(view, palette, width),
    [view],
  );
  return (
    <section id="time" aria-labelledby="time-title">
      <h2 id="time-title">When</h2>
      <Figure
        title="Drift over the runs"
        means="The share of each of the five weightiest patterns in stretches of equally many runs, in time order, with the share of runs that failed their evals (dashed). Shaded stretches behave otherwise than the rest beyond chance."
        meansNot="what changed outside the traces at that time; and a slow drift over all runs is no window."
        draw={draw}
        table={{
          head: [
            "From",
            "To",
            "Date",
            "Failed",
            ...patterns.slice(0, timeline.series.length).map(({ label }) => label),
          ],
          rows: timeline.bins.map(({ first_run, last_run, date }, i) => [
            first_run,
            last_run,
            date,
            shareAt(timeline.failed, i),
            ...timeline.series.map(({ share }) => shareAt(share, i)),
          ]),
        }}
      />
      {windows.map((window, i) => (
        <Window key={window.first_run} window={window} number={i + 1} />
      ))}
    </section>
  );
}

function Window({ window, number }: { window: WindowView; number: number }) {
  const { first_run, last_run, dates, runs, share, p_value, differs } = window;
  return (
    <div class="window">
      <h3>
        Window {number}: {first_run} to {last_run}
      </h3>
      <p>
        {dates ? `${dates}. ` : ""}
        {runs} runs, {percent(share)} of all; p {figure(p_value)}.
      </p>
      <Table
        head={["What differs", "Runs inside", "Runs outside"]}
        rows={differs.map(({ behaviour, inside, outside }) => [
          behaviour,
          percent(inside),
          percent(outside),
        ])}
      />
    </div>
  );
}

function shareAt(shares: readonly (number | null)[], i: number): string {
  const share = shares[i];
  return typeof share === "number" ? percent(share) : "";
}
