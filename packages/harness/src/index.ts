export { loadHarness } from "./folder/load-harness.ts";
export { harnessMutants, type HarnessMutant } from "./mutants/harness-mutants.ts";
export { renderInstructions } from "./render/render-instructions.ts";
export { renderTurn } from "./render/render-turn.ts";
export { runAgent, type RunAgentOptions } from "./run/run-agent.ts";
export { runAgents, type RunAgentsOptions, type RunTask } from "./run/run-agents.ts";
export {
  createSandbox,
  type CreateSandboxOptions,
  type Sandbox,
  type SandboxKind,
} from "./sandbox/create-sandbox.ts";
export { defaultLimits, type SandboxLimits } from "./sandbox/limits.ts";
