export { createGate, type Gate, type GateOptions, type GateRun } from "./create-gate.ts";
export type { Judge, Judgement, JudgeRequest } from "./judge-types.ts";
