#!/usr/bin/env node
import { LoopError, messageOf } from "@loopwright/core";
import { Command, CommanderError } from "commander";
import { diagnoseCommand, diagnosisEngines, type DiagnoseOptions } from "./command-diagnose.ts";
import { dataroomCommand, type DataroomOptions } from "./command-dataroom.ts";
import { doctorCommand } from "./command-doctor.ts";
import { gateCommand, type GateOptions } from "./command-gate.ts";
import { ordersCommand, type OrdersOptions } from "./command-orders.ts";
import { handoffVerifyCommand } from "./command-handoff.ts";
import { macroCommand, macroScoreCommand, type MacroOptions } from "./command-macro.ts";
import { runCommand } from "./command-run.ts";
import { simulatorCommand } from "./command-simulator.ts";
import { tracesCommand, traceQuestions, type TracesOptions } from "./command-traces.ts";
import { exitCodeOf, exitCodes } from "./exit-code.ts";
import { addPeopleCommands } from "./people-commands.ts";
import type { RunOptions } from "./plan.ts";
import { sandboxKinds } from "./sandbox.ts";
import { readSettings } from "./settings.ts";
import { stageNames } from "./run-record.ts";

const interrupted = new AbortController();
process.once("SIGINT", () => interrupted.abort());
process.once("SIGTERM", () => interrupted.abort());

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.ok);
});

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  try {
    const settings = readSettings(process.env, process.cwd());
    let exitCode: number = exitCodes.ok;
    const program = commandLine({
      run: async (options: RunOptions) => {
        exitCode = await runCommand(options, settings, interrupted.signal);
      },
      gate: async (options: GateOptions) => {
        exitCode = await gateCommand(options, settings, interrupted.signal);
      },
      orders: async (options: OrdersOptions) => {
        exitCode = await ordersCommand(options, settings, interrupted.signal);
      },
      macro: async (options: MacroOptions) => {
        exitCode = await macroCommand(options, settings, interrupted.signal);
      },
      macroScore: async (options: { truth: string; macro: string; json?: boolean }) => {
        exitCode = await macroScoreCommand(options, settings);
      },
      simulator: async (options: { port: string; seed: string }) => {
        exitCode = await simulatorCommand(options, interrupted.signal);
      },
      dataroom: async (options: DataroomOptions) => {
        exitCode = await dataroomCommand(options, settings);
      },
      doctor: async (options: { json?: boolean }) => {
        exitCode = await doctorCommand(options, settings);
      },
      diagnose: async (options: DiagnoseOptions) => {
        exitCode = await diagnoseCommand(options, settings, interrupted.signal);
      },
      handoffVerify: async (target: string, options: { json?: boolean; harness?: string }) => {
        exitCode = await handoffVerifyCommand(target, options, settings);
      },
      traces: async (question: string, files: string[], options: TracesOptions) => {
        exitCode = await tracesCommand(question, files, options, settings, interrupted.signal);
      },
    });
    addPeopleCommands(program, {
      settings,
      signal: interrupted.signal,
      done: (code) => {
        exitCode = code;
      },
    });
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    console.error(explain(error));
    return exitCodeOf(error);
  }
}

interface Actions {
  run: (options: RunOptions) => Promise<void>;
  gate: (options: GateOptions) => Promise<void>;
  orders: (options: OrdersOptions) => Promise<void>;
  macro: (options: MacroOptions) => Promise<void>;
  macroScore: (options: { truth: string; macro: string; json?: boolean }) => Promise<void>;
  simulator: (options: { port: string; seed: string }) => Promise<void>;
  dataroom: (options: DataroomOptions) => Promise<void>;
  doctor: (options: { json?: boolean }) => Promise<void>;
  diagnose: (options: DiagnoseOptions) => Promise<void>;
  handoffVerify: (target: string, options: { json?: boolean; harness?: string }) => Promise<void>;
  traces: (question: string, files: string[], options: TracesOptions) => Promise<void>;
}

function commandLine(actions: Actions): Command {
  const program = new Command("loopwright")
    // Options behind a command are its own, also where the command above it has one by the same name.
    .enablePositionalOptions()
    .description("Make AI agents better from their own runs.")
    .exitOverride()
    .showHelpAfterError("(see loopwright --help)");

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
    .action(actions.run);

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
    .action(actions.gate);

  program
    .command("orders")
    .description("run a population of vehicle orders with planted behaviour, and label it")
    .option("--count <n>", "how many orders", "1000")
    .option("--seed <seed>", "seeds orders, planted behaviour and simulated models", "42")
    .requiredOption("--out <dir>", "where to write data/ and truth.jsonl")
    .option("--concurrency <n>", "orders at a time", "4")
    .option("--live", "call a real model (OPENAI_API_KEY); meant for a small --count")
    .option("--max-cost <dollars>", "stop a live run at this cost")
    .option("--json", "print the result as JSON")
    .action(actions.orders);

  program
    .command("simulator")
    .description("serve the simulated models on loopback")
    .option("--port <n>", "0 takes a free one", "0")
    .option("--seed <seed>", "seeds the simulated models", "42")
    .action(actions.simulator);

  program
    .command("diagnose")
    .description("diagnose a finished run again and rewrite its handoff")
    .requiredOption("--run <dir>", "folder of the run")
    .option("--engine <name>", diagnosisEngines.join(", "), "deterministic")
    .option("--harness <dir>", "compare with this harness folder (default: the run's own)")
    .option("--patterns <file>", "patterns.json of macro evals, to be cited as evidence")
    .option("--python-command <file>", "the Python engine's program", "halo")
    .option("--live", "let a real model read the traces (engines agent and python)")
    .option("--max-cost <dollars>", "stop a live diagnosis at this cost")
    .option("--seed <seed>", "seeds the simulated models", "42")
    .option("--json", "print the diagnosis as JSON")
    .action(actions.diagnose);

  program
    .command("handoff")
    .description("work with the handoff of a run")
    .command("verify")
    .description("look up every reference, quote and count in the run's own files")
    .argument("<target>", "folder of the run, codex_handoff.md or handoff/recommendations.json")
    .option("--harness <dir>", "the harness that was diagnosed (default: the run's own)")
    .option("--json", "print the findings as JSON")
    .action(actions.handoffVerify);

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
    .action(actions.dataroom);

  program
    .command("doctor")
    .description("check Node, the sandbox, the network and the key")
    .option("--json", "print the findings as JSON")
    .action(actions.doctor);

  program
    .command("traces")
    .description("index span files (JSONL) and ask them")
    .argument("<question>", traceQuestions.join(", "))
    .argument("<files...>", "span files")
    .option("--trace <id>", "view, search: which trace")
    .option("--span <ids...>", "view: these spans of it; search: this one")
    .option(
      "--pattern <regex>",
      "search, overview, query: a line matches (Python's syntax, linear time)",
    )
    .option("--errors", "overview, query: only traces with errors")
    .option("--no-errors", "overview, query: only traces without errors")
    .option("--model <names...>", "overview, query: any of these models")
    .option("--service <names...>", "overview, query: any of these services")
    .option("--agent <names...>", "overview, query: any of these agents")
    .option("--project <id>", "overview, query: of this project")
    .option("--from <time>", "overview, query: started at or after, compared as text")
    .option("--to <time>", "overview, query: ended at or before, compared as text")
    .option("--limit <n>", "query: traces (50), search: matches (50), tail: spans (20)")
    .option("--offset <n>", "query: traces to pass over")
    .option("--context <n>", "search: characters around a match (100)")
    .option("--follow", "tail: go on with what comes, until interrupted")
    .option("--memory", "write no index beside the files")
    .option("--json", "print the answer as JSON")
    .action(actions.traces);

  const macro = program
    .command("macro")
    .description("find the patterns in many runs, and where to look first")
    .option("--data <dir>", "folder of traces, or a JSONL file of spans")
    .option("--out <dir>", "where to write", "macro")
    .option("--labels <file>", "labels elsewhere than in the folder's eval_labels.jsonl")
    .option("--limit <n>", "read at most so many runs")
    .option("--previous <dir>", "an earlier result, whose patterns keep their ids")
    .option("--compat <method>", "cookbook: the reference method, for comparison")
    .option("--json", "print the result as JSON")
    .action(actions.macro);
  macro
    .command("score")
    .description("compare a result with a truth file")
    .requiredOption("--truth <file>", "what was planted, JSONL")
    .requiredOption("--macro <dir>", "folder that macro wrote")
    .option("--json", "print the table as JSON")
    .action(actions.macroScore);

  return program;
}

function explain(error: unknown): string {
  if (error instanceof LoopError) return `loopwright: ${error.message}`;
  const stack = error instanceof Error ? error.stack : undefined;
  return `loopwright: unexpected: ${stack ?? messageOf(error)}`;
}
