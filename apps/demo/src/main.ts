#!/usr/bin/env node
import { LoopError, messageOf } from "@loopwright/core";
import { Command, CommanderError } from "commander";
import { addEvidenceCommands } from "./evidence-commands.ts";
import { exitCodeOf, exitCodes } from "./exit-code.ts";
import { addLoopCommands } from "./loop-commands.ts";
import { addPeopleCommands } from "./people-commands.ts";
import { addPopulationCommands } from "./population-commands.ts";
import { readSettings } from "./settings.ts";
import type { Shell } from "./shell.ts";

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
    let exitCode: number = exitCodes.ok;
    const program = commandLine({
      settings: readSettings(process.env, process.cwd()),
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

function commandLine(shell: Shell): Command {
  const program = new Command("loopwright")
    // Options behind a command are its own, also where the command above it has one by the same name.
    .enablePositionalOptions()
    .description("Make AI agents better from their own runs.")
    .exitOverride()
    .showHelpAfterError("(see loopwright --help)");
  addLoopCommands(program, shell);
  addPeopleCommands(program, shell);
  addEvidenceCommands(program, shell);
  addPopulationCommands(program, shell);
  return program;
}

function explain(error: unknown): string {
  if (error instanceof LoopError) return `loopwright: ${error.message}`;
  const stack = error instanceof Error ? error.stack : undefined;
  return `loopwright: unexpected: ${stack ?? messageOf(error)}`;
}
