import { styleText } from "node:util";
import yoctoSpinner from "yocto-spinner";
import type { StageName, StageRecord } from "./run-record.ts";

/** What the user sees of one stage. */
export interface StageView {
  note(text: string): void;
  succeed(stage: StageRecord): void;
  fail(stage: StageRecord): void;
}

export interface Progress {
  start(name: StageName): StageView;
}

/** A line per stage: a spinner on a terminal, plain lines elsewhere. */
export function createProgress(options: { stream: NodeJS.WriteStream; plain: boolean }): Progress {
  const { stream } = options;
  return options.plain || !stream.isTTY ? plainProgress(stream) : spinnerProgress(stream);
}

function plainProgress(stream: NodeJS.WriteStream): Progress {
  return {
    start: (name) => ({
      note: (text) => stream.write(`  ${name}: ${text}\n`),
      succeed: (stage) => stream.write(`${stageLine("ok", stage)}\n`),
      fail: (stage) => stream.write(`${stageLine("failed", stage)}\n`),
    }),
  };
}

function spinnerProgress(stream: NodeJS.WriteStream): Progress {
  return {
    start(name) {
      const spinner = yoctoSpinner({ text: name, stream }).start();
      return {
        note(text) {
          spinner.text = `${name.padEnd(10)} ${styleText("dim", text, { stream })}`;
        },
        succeed: (stage) => void spinner.success(stageLine("", stage).trim()),
        fail: (stage) => void spinner.error(stageLine("", stage).trim()),
      };
    },
  };
}

function stageLine(mark: string, stage: StageRecord): string {
  const facts = [`${stage.seconds.toFixed(1)} s`];
  if (stage.usage) facts.push(`${stage.usage.requests} calls`, `${tokens(stage)} tokens`);
  if (stage.cost !== undefined) facts.push(`$${stage.cost.toFixed(2)}`);
  const text = stage.error?.message ?? stage.summary ?? "";
  return `${mark ? mark.padEnd(7) : ""}${stage.name.padEnd(10)} ${text} (${facts.join(", ")})`;
}

function tokens({ usage }: StageRecord): string {
  return ((usage?.input_tokens ?? 0) + (usage?.output_tokens ?? 0)).toLocaleString("en");
}
