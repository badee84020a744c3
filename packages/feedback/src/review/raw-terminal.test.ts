import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import { openReviewTerminal } from "../index.ts";

/** Streams as a terminal has them; `modes` says when single keys were asked for. */
function fakeTerminal(signal?: AbortSignal) {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => void modes.push(raw),
  });
  const output = Object.assign(new PassThrough(), { columns: 80 });
  const terminal = openReviewTerminal({ input, output, ...(signal ? { signal } : {}) });
  return { input, output, modes, terminal };
}

it("takes a key without Enter, and passes others over", async () => {
  const { input, output, terminal, modes } = fakeTerminal();
  const key = terminal.key("verdict> ", "pf");
  input.write("xF");
  expect(await key).toBe("f");
  expect(String(output.read())).toContain("verdict> ");
  terminal.close();
  expect(modes).toEqual([true, false]);
});

it("edits lines as a shell does, with what was typed ahead in its place", async () => {
  const { input, terminal } = fakeTerminal();
  const key = terminal.key("> ", "n");
  // Pasted in one piece: the key, a line with a slip mended by backspace, and the next key.
  input.write("nno sourcs\u007fe 文\rp");
  expect(await key).toBe("n");
  expect(await terminal.line("note: ")).toBe("no source 文");
  expect(await terminal.key("> ", "pf")).toBe("p");
  terminal.close();
});

it("keeps single keys on after a line", async () => {
  const { input, terminal, modes } = fakeTerminal();
  const line = terminal.line("note: ");
  input.write("one\r");
  expect(await line).toBe("one");
  expect(modes.at(-1)).toBe(true);
  const key = terminal.key("> ", "p");
  input.write("p");
  expect(await key).toBe("p");
  terminal.close();
  expect(modes.at(-1)).toBe(false);
});

it("breaks lines between words, at the width that the window has now", () => {
  const { output, terminal } = fakeTerminal();
  output.columns = 24;
  terminal.show("  The largest customer is Northstar Bank.");
  expect(String(output.read())).toBe("  The largest customer\n  is Northstar Bank.\n");
  terminal.close();
});

it.each([
  ["Ctrl-C", "\u0003"],
  ["Ctrl-D", "\u0004"],
])("leaves on %s, at a key and in a line", async (_, sequence) => {
  const atKey = fakeTerminal();
  const key = atKey.terminal.key("> ", "p");
  atKey.input.write(sequence);
  expect(await key).toBeUndefined();
  atKey.terminal.close();

  const inLine = fakeTerminal();
  const line = inLine.terminal.line("note: ");
  inLine.input.write(sequence);
  expect(await line).toBeUndefined();
  inLine.terminal.close();
});

it.each(["key", "line"] as const)("leaves when its signal is aborted, at a %s", async (what) => {
  const abort = new AbortController();
  const { terminal } = fakeTerminal(abort.signal);
  const answer = what === "key" ? terminal.key("> ", "p") : terminal.line("> ");
  abort.abort();
  expect(await answer).toBeUndefined();
  terminal.close();
});
