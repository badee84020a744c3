import { useCallback } from "preact/hooks";
import { flowChart } from "../src/charts/flow.ts";
import { heatmapChart } from "../src/charts/heatmap.ts";
import type { Palette } from "../src/charts/palette.ts";
import type { Flow, ReportView } from "../src/view/report-view.ts";
import { figure } from "../src/view/words.ts";
import { Figure } from "./figure.tsx";

export function Where({ view }: { view: ReportView }) {
  const { patterns, heatmap } = view;
  const heat = useCallback(
    (palette: Palette, width: number) => heatmapChart(view, palette, width),
    [view],
  );
  return (
    <section id="where" aria-labelledby="where-title">
      <h2 id="where-title">Where</h2>
      <Figure
        title="Patterns by case type"
        means="Each number counts runs; the colour is the lift, how many times the pattern's usual share the case type has: blue is less than usual, orange and red are more. A frame and bold type mark what is beyond chance. Empty cells have no run."
        meansNot="that a case type leads to a pattern. Small counts give large lifts by chance: read those without a frame as hints."
        draw={heat}
        empty={patterns.length === 0 && "No pattern was found."}
        table={{
          head: ["Pattern", "Case type", "Runs", "Of", "Lift", "Beyond chance"],
          rows: heatmap.cells.map(({ pattern, case_type, runs, of, lift, certain }) => [
            patterns[pattern]?.label ?? "",
            heatmap.case_types[case_type] ?? "",
            runs,
            of,
            figure(lift),
            certain ? "yes" : "no",
          ]),
        }}
      />
      <FlowFigure
        title="Runs before clustering"
        means="How all runs spread from case type over their ending to the local finding, before any pattern is known."
        flow={view.flowBefore}
      />
      <FlowFigure
        title="Troubled runs after clustering"
        means="The same for the troubled runs, with the pattern each was assigned to as the last column. Many thin bands into one pattern show what the local findings hide."
        flow={view.flowAfter}
      />
    </section>
  );
}

function FlowFigure({ title, means, flow }: { title: string; means: string; flow: Flow }) {
  const draw = useCallback(
    (palette: Palette, width: number) => flowChart(flow, palette, width),
    [flow],
  );
  const { links, hidden } = flow;
  const thin = hidden > 0 ? ` Bands too thin to draw are left out (${hidden} steps of runs).` : "";
  return (
    <Figure
      title={title}
      means={`${means}${thin}`}
      meansNot="that what stands on the left leads to what stands on the right; bands count runs that have both."
      draw={draw}
      empty={links.length === 0 && "Too few runs for a flow."}
      table={{
        head: ["From", "To", "Runs"],
        rows: links.map(({ from, to, runs }) => [nameOf(from), nameOf(to), runs]),
      }}
    />
  );
}

function nameOf(node: string): string {
  return node.slice(node.indexOf("|") + 1);
}
