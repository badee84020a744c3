export type Scheme = "light" | "dark";

/** The colours of a chart. Each meaning also has a shape, a place or a word: none rests on colour alone. */
export interface Palette {
  ground: string;
  text: string;
  muted: string;
  line: string;
  quiet: string;
  good: string;
  bad: string;
  warn: string;
  accent: string;
  /** For patterns, by order of impact. */
  series: readonly string[];
  /** Lift from far below 1 (blue) to far above it (red): the ground of a cell and the ink on it. */
  heat: readonly { ground: string; ink: string }[];
}

export const palettes: Readonly<Record<Scheme, Palette>> = {
  light: {
    ground: "#ffffff",
    text: "#1c2330",
    muted: "#5a6475",
    line: "#d9dee7",
    quiet: "#b9c1ce",
    good: "#2d8a5f",
    bad: "#c2403a",
    warn: "#c98a1b",
    accent: "#2f62c8",
    series: [
      "#2f62c8",
      "#d56a1f",
      "#1f8f6b",
      "#b8336a",
      "#7a4fc0",
      "#94781a",
      "#1787a3",
      "#85522f",
      "#586273",
      "#a346a3",
    ],
    heat: [
      { ground: "#bcd0f2", ink: "#1c2330" },
      { ground: "#e6edf9", ink: "#1c2330" },
      { ground: "#fbecd6", ink: "#1c2330" },
      { ground: "#ecae5c", ink: "#1c2330" },
      { ground: "#b8402f", ink: "#ffffff" },
    ],
  },
  dark: {
    ground: "#171b24",
    text: "#e6e9f0",
    muted: "#9aa5b8",
    line: "#323a4a",
    quiet: "#566074",
    good: "#55b98a",
    bad: "#ef7a70",
    warn: "#e0b04a",
    accent: "#7fa6f5",
    series: [
      "#7fa6f5",
      "#f0975a",
      "#5cc5a0",
      "#ec7ca8",
      "#b497ee",
      "#d3b750",
      "#5cc0da",
      "#c99368",
      "#a7b1c2",
      "#dd8bdd",
    ],
    heat: [
      { ground: "#2f4a78", ink: "#ffffff" },
      { ground: "#26324a", ink: "#e6e9f0" },
      { ground: "#4a3a26", ink: "#e6e9f0" },
      { ground: "#c98a3c", ink: "#10131a" },
      { ground: "#f2795c", ink: "#10131a" },
    ],
  },
};

/** The colour of the n-th pattern; runs in none are quiet. */
export function patternColour(palette: Palette, pattern: number): string {
  return pattern < 0
    ? palette.quiet
    : (palette.series[pattern % palette.series.length] ?? palette.accent);
}

const symbols = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow"];

/** Patterns are told apart by shape as well. */
export function patternSymbol(pattern: number): string {
  return pattern < 0 ? "circle" : (symbols[pattern % symbols.length] ?? "circle");
}
