/** Something in the data that could not be used, and where it is. Nothing is dropped without one. */
export interface DataProblem {
  kind:
    | "unreadable"
    | "missing_bundle"
    | "duplicate_run"
    | "bad_label"
    | "label_without_run"
    | "too_long"
    | "bad_result";
  file: string;
  /** Counted from 1; 0 when the whole file is meant. */
  line: number;
  message: string;
}
