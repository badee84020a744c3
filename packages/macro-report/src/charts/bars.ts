import type { PatternView, ReportView } from "../view/report-view.ts";
import { percent } from "../view/words.ts";
import {
  asGiven,
  base,
  contained,
  legend,
  marginFor,
  names,
  namesAbove,
  numbers,
  rowHeight,
  type Chart,
} from "./chart.ts";
import { patternColour, type Palette } from "./palette.ts";

const row = 26;
/** Room for names of case types and rubrics in full. */
const wideNames = { width: 280, lines: 1 };

/** Runs per case type, parted by whether a pattern explains their trouble. */
export function coverageChart({ cases }: ReportView, palette: Palette): Chart {
  const part = (name: string, color: string, data: number[]) => ({
    type: "bar",
    name,
    stack: "runs",
    data,
    itemStyle: { color },
  });
  const types = cases.map(({ case_type }) => case_type);
  return {
    height: 80 + row * cases.length,
    minWidth: 520,
    option: {
      ...base(palette),
      legend: legend(palette),
      grid: { left: marginFor(types), right: 16, top: 36, bottom: 40, ...contained },
      xAxis: numbers(palette, "runs"),
      yAxis: names(palette, types, wideNames),
      series: [
        part(
          "in a pattern",
          palette.bad,
          cases.map(({ assigned }) => assigned),
        ),
        part(
          "trouble, no pattern",
          palette.warn,
          cases.map(({ unassigned }) => unassigned),
        ),
        part(
          "no trouble",
          palette.good,
          cases.map(({ healthy }) => healthy),
        ),
      ],
    },
  };
}

/** One bar: passed, failed, without a label. */
export function labelChart({ labels }: ReportView, palette: Palette): Chart {
  const total = Math.max(1, labels.passed + labels.failed + labels.unlabelled);
  const part = (name: string, color: string, runs: number) => ({
    type: "bar",
    name,
    stack: "runs",
    data: [runs],
    barWidth: 34,
    itemStyle: { color },
    label: {
      show: runs / total > 0.12,
      color: palette.ground,
      fontWeight: "bold",
      formatter: `${runs} (${percent(runs / total)})`,
    },
  });
  return {
    height: 110,
    minWidth: 320,
    option: {
      ...base(palette),
      legend: legend(palette),
      grid: { left: 8, right: 16, top: 32, bottom: 24 },
      xAxis: { ...numbers(palette), max: total },
      yAxis: { type: "category", data: ["runs"], show: false },
      series: [
        part("passed", palette.good, labels.passed),
        part("failed", palette.bad, labels.failed),
        part("no label", palette.quiet, labels.unlabelled),
      ],
    },
  };
}

/** How often each rubric failed. */
export function checksChart({ checks }: ReportView, palette: Palette): Chart {
  const rubrics = checks.map(({ name }) => name);
  return {
    height: 60 + row * Math.max(1, checks.length),
    minWidth: 480,
    option: {
      ...base(palette),
      grid: { left: marginFor(rubrics), right: 40, top: 8, bottom: 40, ...contained },
      xAxis: numbers(palette, "runs that failed it"),
      yAxis: names(palette, rubrics, wideNames),
      series: [
        {
          type: "bar",
          data: checks.map(({ runs }) => runs),
          itemStyle: { color: palette.accent },
          label: { show: true, position: "right", color: palette.text },
        },
      ],
    },
  };
}

/** Patterns by impact: share of runs times mean severity. */
export function impactChart({ patterns }: ReportView, palette: Palette, width: number): Chart {
  const shown = patterns.slice(0, 15);
  const labels = shown.map(({ label }, i) => `${i + 1}. ${label}`);
  return {
    height: 60 + rowHeight(labels, width) * Math.max(1, shown.length),
    minWidth: 320,
    option: {
      ...base(palette),
      grid: { left: 8, right: 70, top: 20, bottom: 40, ...asGiven },
      xAxis: numbers(palette, "impact: share of runs × mean severity"),
      yAxis: namesAbove(palette, labels, width),
      series: [
        {
          type: "bar",
          barWidth: 13,
          data: shown.map(({ impact, unstable, trace_count }, i) => ({
            value: impact,
            itemStyle: {
              color: patternColour(palette, i),
              opacity: unstable ? 0.5 : 1,
              ...(unstable ? { borderColor: palette.text, borderType: "dashed" } : {}),
            },
            label: { formatter: `${trace_count} runs${unstable ? "?" : ""}` },
          })),
          label: { show: true, position: "right", color: palette.text },
        },
      ],
    },
  };
}

/** Where to look first within one pattern: how strongly each step stands out, and how often it ranks first. */
export function suspectsChart({ suspects }: PatternView, palette: Palette, width: number): Chart {
  const labels = suspects.map(({ name }, i) => `${i + 1}. ${name}`);
  return {
    height: 60 + rowHeight(labels, width) * Math.max(1, suspects.length),
    minWidth: 320,
    option: {
      ...base(palette),
      grid: { left: 8, right: 110, top: 20, bottom: 40, ...asGiven },
      xAxis: numbers(palette, "mean score"),
      yAxis: namesAbove(palette, labels, width),
      series: [
        {
          type: "bar",
          barWidth: 13,
          data: suspects.map(({ score, coverage }) => ({
            value: Math.round(100 * score) / 100,
            itemStyle: { color: coverageColour(coverage, palette) },
            label: { formatter: coverage > 0 ? `first in ${percent(coverage)}` : "never first" },
          })),
          label: { show: true, position: "right", color: palette.text },
        },
      ],
    },
  };
}

function coverageColour(coverage: number, palette: Palette): string {
  if (coverage >= 0.5) return palette.bad;
  return coverage > 0 ? palette.warn : palette.quiet;
}
