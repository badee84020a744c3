import type { Command } from "commander";
import type { MacroOptions } from "./command-macro.ts";
import type { OrdersOptions } from "./command-orders.ts";
import type { Shell } from "./shell.ts";

/**
 * Many runs at once: a population made on purpose, and the patterns in any. Their programs are loaded when they are
 * asked for, since charts and swarm cost every other command half a second.
 */
export function addPopulationCommands(program: Command, { settings, signal, done }: Shell): void {
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
    .action(async (options: OrdersOptions) => {
      const { ordersCommand } = await import("./command-orders.ts");
      done(await ordersCommand(options, settings, signal));
    });

  const macro = program
    .command("macro")
    .description("find the patterns in many runs, and where to look first")
    .option(
      "--data <dir>",
      "folder of traces; zip, Parquet or DuckDB file of bundles; JSONL of spans",
    )
    .option("--out <dir>", "where to write", "macro")
    .option("--labels <file>", "labels elsewhere than in the folder's eval_labels.jsonl")
    .option("--limit <n>", "read at most so many runs")
    .option("--previous <dir>", "an earlier result, whose patterns keep their ids")
    .option("--compat <method>", "cookbook: the reference method, for comparison")
    .option("--json", "print the result as JSON")
    .action(async (options: MacroOptions) => {
      const { macroCommand } = await import("./command-macro.ts");
      done(await macroCommand(options, settings, signal));
    });
  macro
    .command("score")
    .description("compare a result with a truth file")
    .requiredOption("--truth <file>", "what was planted, JSONL")
    .requiredOption("--macro <dir>", "folder that macro wrote")
    .option("--json", "print the table as JSON")
    .action(async (options: { truth: string; macro: string; json?: boolean }) => {
      const { macroScoreCommand } = await import("./command-macro.ts");
      done(await macroScoreCommand(options, settings));
    });
}
