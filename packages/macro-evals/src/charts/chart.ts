/** A chart as data: what to draw, not how. Each says what it means and what it does not. */
export type Chart =
  | BarChart
  | SankeyChart
  | MapChart
  | HeatmapChart
  | TimelineChart
  | StoryChart
  | SwimlaneChart
  | DocumentChart;

interface ChartText {
  /** Unique among the charts. */
  id: string;
  title: string;
  /** What a reader may conclude. */
  means: string;
  /** What a reader may not conclude. */
  does_not_mean: string;
}

export interface BarChart extends ChartText {
  kind: "bars";
  unit: string;
  /** `tone` groups bars by colour. */
  bars: { label: string; value: number; tone?: string; note?: string; pattern_id?: string }[];
}

/** Columns from left to right; a node's `column` says where it stands, so no link goes back. */
export interface SankeyChart extends ChartText {
  kind: "sankey";
  nodes: { id: string; label: string; column: number }[];
  links: { source: string; target: string; value: number }[];
}

export interface MapChart extends ChartText {
  kind: "map";
  points: { x: number; y: number; run_id: string; pattern_id: string | null }[];
}

export interface HeatmapChart extends ChartText {
  kind: "heatmap";
  rows: { id: string; label: string }[];
  columns: string[];
  cells: { row: number; column: number; count: number; share: number; lift: number }[];
}

/** Runs in time order in equal bins, with windows of changed behaviour. */
export interface TimelineChart extends ChartText {
  kind: "timeline";
  bins: {
    first_run: string;
    started_at: string;
    runs: number;
    red: number;
    by_pattern: Record<string, number>;
  }[];
  windows: { from_bin: number; to_bin: number; p_value: number; label: string }[];
}

/** From the first suspect to the end of the run, in a few boxes. */
export interface StoryChart extends ChartText {
  kind: "story";
  pattern_id: string;
  run_id: string;
  boxes: StoryBox[];
}

export interface StoryBox {
  event_id: string;
  agent: string;
  action: string;
  text: string;
  role: "suspect" | "step" | "marker" | "end";
}

/** Steps around the first suspect, one lane an agent. */
export interface SwimlaneChart extends ChartText {
  kind: "swimlane";
  pattern_id: string;
  run_id: string;
  lanes: string[];
  steps: {
    event_id: string;
    lane: number;
    position: number;
    label: string;
    role: "suspect" | "step" | "marker";
  }[];
}

export interface DocumentChart extends ChartText {
  kind: "document";
  pattern_id: string;
  run_id: string;
  text: string;
}
