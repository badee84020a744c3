import type { HarnessConfig } from "@loopwright/core";

/** What a tool says about itself: the block comment at its top, without the stars. Empty when it has none. */
export function toolUsage(harness: Pick<HarnessConfig, "files">, name: string): string {
  const source = harness.files.find(({ path }) => path === `tools/${name}.mjs`)?.content ?? "";
  const comment = /^(?:#![^\n]*\n)?\s*\/\*\*?([\s\S]*?)\*\//.exec(source)?.[1] ?? "";
  return comment
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim();
}
