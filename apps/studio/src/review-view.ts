import type { HumanVerdict } from "@loopwright/core";

/** A run in the list of what is left, with why it stands where it does. */
export interface QueueEntry {
  trace_id: string;
  trace_label: string;
  why: string;
}

/** All that is shown of one run. */
export interface RunView {
  trace_id: string;
  trace_label: string;
  question: string;
  answer: string;
  artifacts: readonly { path: string; content: string }[];
  evidence: readonly { title: string; text: string }[];
  /** Whether this reviewer has still to decide about the run itself. */
  verdict_open: boolean;
  /** Evals that this reviewer has still to decide, each with the hash of what is shown. */
  evals: readonly { eval_id: string; title: string; rubric: string; seen_hash: string }[];
  /** The hash of question, answer and artifacts. It comes back with a verdict, which is then about just these. */
  seen_hash: string;
}

/** What the page shows a reviewer. */
export interface ReviewView {
  /** How many reviews a usable judge still needs. */
  progress: string;
  queue: readonly QueueEntry[];
  /** The run that was asked for, or the first of the queue. */
  run?: RunView;
}

export type { HumanVerdict };
