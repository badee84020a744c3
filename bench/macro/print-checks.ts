import type { Checks } from "./checks.ts";
import { medianOf, printRow, worstOf } from "./table.ts";

/** Prints what was tried on every population beside the table. */
export function printChecks(checks: readonly Checks[]): void {
  console.log(`\nover ${checks.length} populations, median (worst), simulated models`);
  const step1 = checks.map(({ noise }) => noise.step1);
  printRow(
    "20% of red labels missed, 20% false alarms: step first",
    `${medianOf(step1).toFixed(3)} (${worstOf(step1, "at_least").toFixed(3)})`,
    ">= 0.70",
    medianOf(step1) >= 0.7,
  );
  const others = `in first three ${medianOf(checks.map(({ noise }) => noise.step3)).toFixed(3)}, patterns found ${medianOf(checks.map(({ noise }) => noise.found)).toFixed(3)}`;
  console.log(`  ${others}`);
  for (const [i, { share }] of (checks[0]?.windows ?? []).entries()) printWindow(checks, i, share);
  const raised = checks.reduce((sum, { alarms }) => sum + alarms.raised, 0);
  const of = checks.reduce((sum, { alarms }) => sum + alarms.of, 0);
  printRow(
    "false alarms in populations without a window",
    `${raised} of ${of}`,
    "<= 5%",
    raised <= 0.05 * of,
  );
  console.log(
    `  in the true order of time, without the planted window: ${checks.map(({ otherWindows }) => otherWindows).join(" ")} windows`,
  );
  const signatures = checks.map(({ signature }) => signature);
  const highest = worstOf(signatures, "at_most");
  printRow(
    "one word, phrase, tool, agent or value alone: highest F1",
    `${medianOf(signatures).toFixed(2)} (${highest.toFixed(2)})`,
    "<= 0.60",
    highest <= 0.6,
  );
}

function printWindow(checks: readonly Checks[], i: number, share: number): void {
  const overlaps = checks.map(({ windows }) => windows[i]?.overlap ?? 0);
  const ps = checks.map(({ windows }) => windows[i]?.p ?? 1);
  printRow(
    `window of ${Math.round(100 * share)}% of the runs: overlap (IoU), p`,
    `${medianOf(overlaps).toFixed(3)} (${worstOf(overlaps, "at_least").toFixed(3)}), ${medianOf(ps).toFixed(2)} (${worstOf(ps, "at_most").toFixed(2)})`,
    ">= 0.80, <= 0.01",
    medianOf(overlaps) >= 0.8 && medianOf(ps) <= 0.01,
  );
}
