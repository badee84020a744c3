/** How the mutants of one operator fared under an eval. */
export interface OperatorKills {
  operator: string;
  made: number;
  killed: number;
}

/** A wrong answer that an eval let through. */
export interface Survivor {
  operator: string;
  answer: string;
}

/** What an eval made of an answer that the agent gave with one rule taken out of its harness. */
export interface HarnessKill {
  /** The rule that was taken out. */
  name: string;
  killed: boolean;
}

/** What an admitted eval has shown, and what it cost to show it. */
export interface EvalReport {
  eval_id: string;
  source_trace_id: string;
  /** By operator. */
  kills: OperatorKills[];
  mutants: number;
  killed: number;
  survivors: Survivor[];
  /**
   * Answers of an agent whose harness lacks a rule, where they differ from what it said before. They stand apart: such
   * an answer may still be right by this eval, and then it passes rightly.
   */
  harness_mutants: HarnessKill[];
  /** Equivalent rewrites of right answers that were tried, and how many of them failed: 0 for an admitted eval. */
  rewrites: number;
  false_failures: number;
  /** Answers that the gate's engine scored for this eval. */
  checks: number;
}

/** What a suite has shown: `evals/admission.json`. */
export interface AdmissionReport {
  evals: EvalReport[];
  /** Wrong answers made of right ones by the operators of admission, and how many at least one eval fails. */
  mutants: number;
  killed: number;
  /** `killed / mutants`, 0 to 1; 0 when there are no mutants. */
  mutation_score: number;
  /** Answers under a harness that lacks a rule, and how many of them at least one eval of their run fails. */
  harness_mutants: { made: number; killed: number };
  /** All answers that the engine scored, also for evals that were not admitted. */
  checks: number;
}
