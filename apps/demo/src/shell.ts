import type { Settings } from "./settings.ts";

/** Where commands run, and who hears of their exit code. */
export interface Shell {
  settings: Settings;
  signal: AbortSignal;
  done: (exitCode: number) => void;
}
