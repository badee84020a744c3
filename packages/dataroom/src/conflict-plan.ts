import type { ConflictKind } from "./conflict-kind.ts";

/** Words that stand on exactly one line of a rendered file. */
export interface Quote {
  file: string;
  value: string;
}

/** A conflict before its quotes are looked up in the rendered files. */
export interface ConflictPlan {
  id: string;
  kind: ConflictKind;
  right: string;
  observations: readonly string[];
  tempting: string;
  /** Where the right reading stands. */
  proof: readonly Quote[];
  /** Where the tempting reading stands. */
  lure: readonly Quote[];
  questions: readonly number[];
}
