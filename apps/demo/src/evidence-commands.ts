import type { Command } from "commander";
import { diagnoseCommand, diagnosisEngines, type DiagnoseOptions } from "./command-diagnose.ts";
import { handoffVerifyCommand } from "./command-handoff.ts";
import { tracesCommand, traceQuestions, type TracesOptions } from "./command-traces.ts";
import type { Shell } from "./shell.ts";

/** What runs left behind: their traces, a diagnosis of them, and the handoff that rests on it. */
export function addEvidenceCommands(program: Command, shell: Shell): void {
  const { settings, signal, done } = shell;
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
    .action(async (options: DiagnoseOptions) =>
      done(await diagnoseCommand(options, settings, signal)),
    );

  program
    .command("handoff")
    .description("work with the handoff of a run")
    .command("verify")
    .description("look up every reference, quote and count in the run's own files")
    .argument("<target>", "folder of the run, codex_handoff.md or handoff/recommendations.json")
    .option("--harness <dir>", "the harness that was diagnosed (default: the run's own)")
    .option("--json", "print the findings as JSON")
    .action(async (target: string, options: { json?: boolean; harness?: string }) =>
      done(await handoffVerifyCommand(target, options, settings)),
    );
  addTraces(program, shell);
}

function addTraces(program: Command, { settings, signal, done }: Shell): void {
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
    .action(async (question: string, files: string[], options: TracesOptions) =>
      done(await tracesCommand(question, files, options, settings, signal)),
    );
}
