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

/** What an admitted eval has shown, and what it cost to show it. */
export interface EvalReport {
  eval_id: string;
  source_trace_id: string;
  /** By operator; `harness:…` are answers of an agent whose harness lacks something. */
  kills: OperatorKills[];
  mutants: number;
  killed: number;
  survivors: Survivor[];
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
  /** All answers that the engine scored, also for evals that were not admitted. */
  checks: number;
}
