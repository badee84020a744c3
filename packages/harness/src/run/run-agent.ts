import { mkdir } from "node:fs/promises";
import {
  sdkTraceIdOf,
  traceIdOf,
  type AgentRun,
  type HarnessConfig,
  type Usage,
} from "@loopwright/core";
import {
  getGlobalTraceProvider,
  RunContext,
  withCustomSpan,
  withTrace,
  type ModelProvider,
} from "@openai/agents";
import type { Sandbox } from "../sandbox/create-sandbox.ts";
import { askAgent } from "./ask-agent.ts";
import { collectArtifacts } from "./collect-artifacts.ts";
import { startDeadline } from "./deadline.ts";
import { explainFailure } from "./explain-failure.ts";
import { endCommands, endSession, openSession } from "./run-session.ts";
import { listWorkspace, stageWorkspace, type WorkspaceFile } from "./stage-workspace.ts";

export interface RunAgentOptions {
  harness: HarnessConfig;
  question: string;
  /** Names the run: `trace-01`. The trace id follows from it. */
  label: string;
  /** Folder with the data; it is copied and never changed. */
  workspaceDir: string;
  /** Folder that the required artifacts are copied to. */
  outputDir: string;
  /** Where models come from, for instance the SDK's `OpenAIProvider` over a client of the caller. */
  modelProvider: ModelProvider;
  /** The model to ask; a caller that follows the harness passes its `model_settings.model` when it has one. */
  model: string;
  sandbox: Sandbox;
  /** Whether the model is a scripted one; only recorded. */
  mode: AgentRun["mode"];
  /** Time for the whole run, in milliseconds; unlimited when left out. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
  /** Groups the traces of one batch. */
  groupId?: string | undefined;
  /** Further metadata of the trace. */
  traceMetadata?: Record<string, string | number | boolean> | undefined;
}

/**
 * Asks a harness's agent one question over a workspace, in a sandbox session and a trace of its own, and keeps what
 * it leaves. A run that fails (too many turns, time limit, cancel, endpoint) is a record with status `failed` and
 * whatever artifacts there are; session and staged copy are removed either way.
 *
 * Traces go to the processors that the application has set. The SDK's default sends them to a hosted service: call
 * `setTraceProcessors` first.
 *
 * @returns the record; its `output_dir` is `outputDir` as given
 * @throws LoopError `not_found` or `bad_input` when the workspace itself is unusable
 * @example const run = await runAgent({ ...batch, question, label: "trace-01", outputDir: "out/trace_01" })
 */
export async function runAgent(options: RunAgentOptions): Promise<AgentRun> {
  const files = await listWorkspace(options.workspaceDir, options.harness);
  const started = performance.now();
  const deadline = startDeadline(options);
  const progress: RunProgress = { answer: "", artifacts: [], context: new RunContext({}) };
  let error: string | undefined;
  try {
    await inTrace(options, () => answer({ options, files, progress, signal: deadline.signal }));
  } catch (problem) {
    const maxTurns = options.harness.model_settings.max_turns;
    error = explainFailure(problem, { maxTurns, signal: deadline.signal });
  } finally {
    deadline.clear();
    await getGlobalTraceProvider().forceFlush();
  }
  return toRecord({ options, progress, error, seconds: (performance.now() - started) / 1000 });
}

/** What has come of a run so far; kept outside the trace so that a failure loses nothing. */
interface RunProgress {
  answer: string;
  artifacts: string[];
  /** Counts tokens also of a run that fails. */
  context: RunContext;
}

function inTrace(options: RunAgentOptions, work: () => Promise<void>): Promise<void> {
  const { harness, label, groupId, traceMetadata } = options;
  return withTrace(harness.name, work, {
    traceId: sdkTraceIdOf(label),
    ...(groupId !== undefined && { groupId }),
    metadata: {
      trace_label: label,
      harness_version: harness.eval_metadata.version,
      harness_hash: harness.content_hash,
      mode: options.mode,
      ...traceMetadata,
    },
  });
}

async function answer(run: {
  options: RunAgentOptions;
  files: readonly WorkspaceFile[];
  progress: RunProgress;
  signal: AbortSignal;
}): Promise<void> {
  const { options, files, progress, signal } = run;
  const { harness, outputDir, sandbox } = options;
  const staged = await stageWorkspace({ ...options, files });
  try {
    const session = await openSession({ harness, sandbox, files, stagingDir: staged.dir });
    try {
      await recordConfig(options);
      await mkdir(outputDir, { recursive: true });
      try {
        progress.answer = await askAgent({
          ...options,
          session,
          context: progress.context,
          signal,
        });
      } finally {
        await endCommands(sandbox, session);
        progress.artifacts = await collectArtifacts({ session, harness, outputDir });
      }
    } finally {
      await endSession(session);
    }
  } finally {
    await staged.remove();
  }
}

function recordConfig({ harness, model }: RunAgentOptions): Promise<void> {
  const data = {
    harness: harness.name,
    version: harness.eval_metadata.version,
    content_hash: harness.content_hash,
    model,
    max_turns: harness.model_settings.max_turns,
    reasoning_effort: harness.model_settings.reasoning_effort ?? "default",
    runtime_tools: harness.tool_policy.runtime_tools,
    required_artifacts: harness.required_artifacts.map(({ path }) => path),
  };
  return withCustomSpan(async () => {}, { data: { name: "agent_config", data } });
}

function toRecord(outcome: {
  options: RunAgentOptions;
  progress: RunProgress;
  error: string | undefined;
  seconds: number;
}): AgentRun {
  const { options, progress, error, seconds } = outcome;
  return {
    trace_id: traceIdOf(options.label),
    sdk_trace_id: sdkTraceIdOf(options.label),
    trace_label: options.label,
    question: options.question,
    answer: progress.answer,
    output_dir: options.outputDir,
    mode: options.mode,
    status: error === undefined ? "completed" : "failed",
    ...(error !== undefined && { error }),
    artifacts: progress.artifacts,
    harness_version: options.harness.eval_metadata.version,
    harness_hash: options.harness.content_hash,
    usage: usageOf(progress.context),
    seconds,
  };
}

function usageOf({ usage }: RunContext): Usage {
  return {
    requests: usage.requests,
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
  };
}
