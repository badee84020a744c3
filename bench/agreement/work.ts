import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AgentRun, HarnessConfig } from "@loopwright/core";
import { questionBank, writeDataroom, type Dataroom } from "@loopwright/dataroom";
import { runAgents, type Sandbox } from "@loopwright/harness";
import { OpenAIProvider } from "@openai/agents";
import { names, simulatedClient } from "./simulated-models.ts";

/** A run, the number of its question, and what it left as files. */
export interface WorkedQuestion {
  number: number;
  run: AgentRun;
  artifacts: Readonly<Record<string, string>>;
}

/** Lets the simulated analyst answer every question of a company's bank under one harness. */
export async function answerBank(options: {
  dataroom: Dataroom;
  harness: HarnessConfig;
  sandbox: Sandbox;
  /** Seeds the simulated analyst. */
  modelSeed: string;
}): Promise<WorkedQuestion[]> {
  const { dataroom, harness, sandbox, modelSeed } = options;
  const dir = await mkdtemp(join(tmpdir(), "loopwright-agreement-"));
  const workspaceDir = join(dir, "dataroom");
  await writeDataroom(dataroom, workspaceDir);
  const questions = questionBank(dataroom).filter(({ conflicts }) => conflicts.length > 0);
  const runs = await runAgents({
    harness,
    sandbox,
    workspaceDir,
    modelProvider: new OpenAIProvider({ openAIClient: simulatedClient(modelSeed) }),
    model: names.analyst,
    mode: "simulated",
    concurrency: 2,
    tasks: questions.map(({ number, text }) => {
      const label = `trace-${String(number).padStart(2, "0")}`;
      return { label, question: text, outputDir: join(dir, label) };
    }),
  });
  return Promise.all(
    runs.map(async (run, index) => ({
      number: questions[index]?.number ?? 0,
      run,
      artifacts: await readArtifacts(run),
    })),
  );
}

async function readArtifacts(run: AgentRun): Promise<Record<string, string>> {
  const entries = await Promise.all(
    run.artifacts.map(
      async (path) => [path, await readFile(join(run.output_dir, path), "utf8")] as const,
    ),
  );
  return Object.fromEntries(entries);
}
