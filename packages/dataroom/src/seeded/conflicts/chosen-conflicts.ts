import type { ConflictId } from "./catalogue.ts";

/** Which conflicts a company is drawn around, before any of its figures is known. */
export interface ChosenConflicts {
  ids: readonly ConflictId[];
  has(id: ConflictId): boolean;
  /** Gaps are narrow and tempting readings are repeated. */
  subtle: boolean;
}
