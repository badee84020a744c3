import type { Command } from "commander";
import { dataroomCommand, type DataroomOptions } from "./command-dataroom.ts";
import { doctorCommand } from "./command-doctor.ts";
import { gateCommand, type GateOptions } from "./command-gate.ts";
import { runCommand } from "./command-run.ts";
import { simulatorCommand } from "./command-simulator.ts";
import type { RunOptions } from "./plan.ts";
import { stageNames } from "./run-record.ts";
import { sandboxKinds } from "./sandbox.ts";
import type { Shell } from "./shell.ts";

/** A turn of the loop, and what it needs: a dataroom, a gate, models to talk to, a machine that is fit. */
export function addLoopCommands(program: Command, shell: Shell): void {
  addRun(program, shell);
  addGate(program, shell);
  const { settings, signal, done } = shell;
  program
    .command("dataroom")
    .description("write a company's diligence files from a seed and, elsewhere, their answer key")
    .option("--seed <seed>", "any text; `reference` is the fixed reference company", "reference")
    .option("--difficulty <level>", "easy, normal (default) or hard")
    .option("--locale <locale>", "language of the narratives: en or zh-CN", "en")
    .option("--files <n>", "number of files, 24 to 2000")
    .requiredOption("--out <dir>", "a new folder for the files")
    .option("--key <file>", "where to write the answer key; never inside the folder")
    .option("--json", "print what was written as JSON")
    .action(async (options: DataroomOptions) => done(await dataroomCommand(options, settings)));

  program
    .command("simulator")
    .description("serve the simulated models on loopback")
    .option("--port <n>", "0 takes a free one", "0")
    .option("--seed <seed>", "seeds the simulated models", "42")
    .action(async (options: { port: string; seed: string }) =>
      done(await simulatorCommand(options, signal)),
    );

  program
    .command("doctor")
    .description("check Node, the sandbox, the network and the key")
    .option("--json", "print the findings as JSON")
    .action(async (options: { json?: boolean }) => done(await doctorCommand(options, settings)));
}

function addRun(program: Command, { settings, signal, done }: Shell): void {
  program
    .command("run", { isDefault: true })
    .description("one turn of the loop: dataroom, runs, feedback, evals, gate, diagnosis, handoff")
    .option(
      "--live",
      "call real models (OPENAI_API_KEY, OPENAI_BASE_URL) in place of the simulated ones",
    )
    .option("--questions <numbers>", "numbers from the question bank, such as 1,2,5")
    .option("--all", "ask every question of the bank")
    .option("--questions-file <file>", "your own questions: one a line, or JSONL with `text`")
    .option("--harness <dir>", "harness folder (default: the demo's own)")
    .option("--dataroom <dir>", "your own dataroom (default: the reference company)")
    .option("--feedback <file>", "human feedback, CSV or JSONL")
    .option("--map <columns>", 'which column of it holds what: "Comment=summary,Who=reviewer"')
    .option(
      "--calibration <file>",
      "what `calibrate` wrote: judges that it finds wanting only advise",
    )
    .option("--seed <seed>", "seeds the simulated models", "42")
    .option("--out <dir>", "where to write (default: runs/<time>-<seed>)")
    .option("--concurrency <n>", "agent runs at a time", "5")
    .option(
      "--harness-mutants <n>",
      "agent runs with a rule taken out of the harness, to prove evals on (default: 5; live: 0)",
    )
    .option("--sandbox <kind>", sandboxKinds.join(", "), "auto")
    .option("--stage <name>", `do one stage from files: ${stageNames.join(", ")}`)
    .option("--resume <dir>", "carry on an earlier run")
    .option("--fail-on-gate", "exit with 100 when the gate does not pass")
    .option("--max-cost <dollars>", "stop a live run at this cost")
    .option("--unsafe-host", "let a live model's commands run on this machine without isolation")
    .option("--latency <ms>", "latency of each simulated model call")
    .option("--json", "print one JSON object at the end; progress goes to stderr")
    .action(async (options: RunOptions) => done(await runCommand(options, settings, signal)));
}

function addGate(program: Command, { settings, signal, done }: Shell): void {
  program
    .command("gate")
    .description("score any answers with any suite")
    .requiredOption("--suite <file>", "eval suite, JSON")
    .requiredOption("--answers <file>", "JSONL of trace_id and answer")
    .option("--out <dir>", "where to write gate.json and Promptfoo's results")
    .option(
      "--calibration <file>",
      "what `calibrate` wrote: judges that it finds wanting only advise",
    )
    .option("--live", "judge with a real model")
    .option("--max-cost <dollars>", "stop at this cost")
    .option("--seed <seed>", "seeds the simulated judge", "42")
    .option("--json", "print the result as JSON")
    .action(async (options: GateOptions) => done(await gateCommand(options, settings, signal)));
}
