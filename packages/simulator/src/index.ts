export { createSimulator, type Simulator, type SimulatorOptions } from "./simulator.ts";
export { serveSimulator, type ServeOptions, type SimulatorServer } from "./serve.ts";
export type { Fault, FaultCall, FaultPlan, FaultRule } from "./faults.ts";
export type { LoggedRequest } from "./request-log.ts";
export type { TokenUsage } from "./tokens.ts";
export { replyCall, replyJson, replyText } from "./replies.ts";
export { recordTo, type RecordOptions } from "./record.ts";
export { replayFrom, type ReplayOptions } from "./replay.ts";
