import { type DeskEntry, type DeskView } from "../desk-view.ts";
import { anyGround, groundOf, passingRemark, type Ground } from "../phrases.ts";

/** What a specialist puts on record and with which words it hands over. */
export interface DeskOutcome {
  entries: DeskEntry[];
  status: string;
  summary: string;
  /** Whom it hands over to, when not to the one who asked. */
  to?: string;
}

/** What a specialist does with what it was told and has read. */
export type Policy = (view: DeskView) => DeskOutcome;

/** Policies by the name that the instructions give a specialist. */
export type Policies = Readonly<Record<string, Policy>>;

/** Whether the instructions say so in any of these ways. */
export function told(view: DeskView, ways: RegExp): boolean {
  return ways.test(view.instructions);
}

export function entry(
  view: DeskView,
  tool: string,
  decision: string,
  ground: Ground | "any",
  more: Pick<DeskEntry, "figure" | "reference"> = {},
): DeskEntry {
  const basis = ground === "any" ? anyGround(view.random) : groundOf(view.random, ground);
  return { tool, decision, basis, remark: passingRemark(view.random), ...more };
}

export function finding(view: DeskView, code: string, severity: string): DeskEntry {
  return {
    tool: "record_finding",
    decision: code,
    basis: severity,
    remark: passingRemark(view.random),
  };
}

export function done(entries: DeskEntry[], summary: string, status = "done"): DeskOutcome {
  return { entries, status, summary };
}
