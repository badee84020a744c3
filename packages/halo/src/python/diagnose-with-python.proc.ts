import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SpanRecord } from "@loopwright/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildContext, diagnoseWithPython } from "../index.ts";
import { drafted, failedRun, gateClaim, noInsights, ruleClaim, turn } from "../fixtures/drafts.ts";

let dir = "";
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "python-door-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** A program that keeps what it was given, and prints this. */
async function program(name: string, printed: string, ending = "") {
  const command = join(dir, name);
  const script = `#!/bin/sh\ncp "$1" "${command}.context"\nprintf '%s' "$3" > "${command}.prompt"\ncat <<'THE_REPORT'\n${printed}\nTHE_REPORT\n${ending}\n`;
  await writeFile(command, script);
  await chmod(command, 0o755);
  return command;
}

const context = buildContext(turn);
const report = (recommendations: unknown[]) =>
  JSON.stringify({ summary: "Parents matter.", recommendations, insights: noInsights }, null, 2);

describe("diagnoseWithPython", () => {
  it("turns the program's report into a diagnosis whose evidence was looked up", async () => {
    const invented = drafted([{ ...gateClaim, evidence: [{ ref: "gate:none" }] }, ruleClaim], {
      id: "b",
      title: "An invention",
    });
    const command = await program(
      "halo",
      `Reading {traces} …\n\u001b[1mReport\u001b[0m\n\`\`\`json\n${report([drafted([gateClaim, ruleClaim]), invented])}\n\`\`\``,
    );
    const diagnosis = await diagnoseWithPython({ context, harness: turn.harness, command });
    expect(diagnosis.recommendations.map((one) => one.title)).toEqual([
      "Enforce the parent rollup",
    ]);
    expect(diagnosis.refused[0]).toMatchObject({ title: "An invention" });
    expect(diagnosis.evidence).toEqual({ verified: 4, total: 5 });
    expect(diagnosis.summary).toContain("Parents matter.");
    expect(await readFile(`${command}.prompt`, "utf8")).toContain("Roll legal entities up");
    expect((await readFile(`${command}.context`, "utf8")).trim().split("\n")).toHaveLength(
      context.length,
    );
  });

  it("gives the program no secret", async () => {
    const command = await program("careful", report([]));
    const leaky = context.map((span) =>
      span.trace_id === failedRun
        ? {
            ...span,
            attributes: {
              ...span.attributes,
              note: "mail jane.doe@example.com, key sk-abcdefghijklmnopqrst",
            },
          }
        : span,
    );
    await diagnoseWithPython({ context: leaky, harness: turn.harness, command });
    expect(await readFile(`${command}.context`, "utf8")).not.toMatch(/jane\.doe|sk-abc/);
  });

  it.each<[string, string, string, string]>([
    ["prints no report", "All is well.", "", "printed no JSON report"],
    ["fails", report([]), "echo 'no key' >&2; exit 3", "ended with code 3: no key"],
  ])("says so when the program %s", async (name, printed, ending, message) => {
    const command = await program(name.replaceAll(" ", "-"), printed, ending);
    await expect(diagnoseWithPython({ context, harness: turn.harness, command })).rejects.toThrow(
      message,
    );
  });

  it("says how to install a program that is not there", async () => {
    const command = join(dir, "absent");
    await expect(
      diagnoseWithPython({ context, harness: turn.harness, command }),
    ).rejects.toMatchObject({ code: "not_found", message: expect.stringContaining("pip install") });
  });

  it("stops a program that takes too long", async () => {
    const command = await program("slow", "", "exec sleep 30");
    await expect(
      diagnoseWithPython({ context, harness: turn.harness, command, timeoutMs: 300 }),
    ).rejects.toMatchObject({ code: "aborted" });
  });
});

describe("what the program is given", () => {
  it("holds the harness's files in the trace file where they are too long for a command line", async () => {
    const command = await program("long", report([]));
    const long = Array.from(
      { length: 3000 },
      (_, index) => `- Rule ${index}: keep ${"to it ".repeat(8)}`,
    );
    const harness = {
      ...turn.harness,
      files: [{ path: "instructions.md", content: long.join("\n") }],
    };
    await diagnoseWithPython({ context, harness, command });
    expect((await readFile(`${command}.prompt`, "utf8")).length).toBeLessThan(60_000);
    const lines = (await readFile(`${command}.context`, "utf8")).trim().split("\n");
    const parts = lines.slice(context.length).map((line) => SpanRecord.parse(JSON.parse(line)));
    const shown = parts.map((span) => String(span.attributes["harness.file.lines"]));
    expect(shown.join("\n").split("\n")).toEqual(long.map((line, index) => `${index + 1}|${line}`));
    expect(Math.max(...shown.map((part) => part.length))).toBeLessThanOrEqual(16_384);
    expect(new Set(parts.map((span) => span.span_id)).size).toBe(parts.length);
  });
});

describe("what the program prints", () => {
  const rule = (title: string) => `───────── ${title} ─────────`;
  const item = (role: string, literal: string) =>
    `AgentMessage(role='${role}', content=${literal}, tool_calls=None)`;

  it("is read as Python writes it, whatever quotation marks and escapes it holds", async () => {
    const summary = 'It\'s "said"\nC:\\tmp\u2028é😀.';
    const text = JSON.stringify({ summary, recommendations: [], insights: noInsights }, null, 2);
    const literal = text
      .replaceAll("\\", "\\\\")
      .replaceAll("'", "\\'")
      .replaceAll("\n", "\\n")
      .replaceAll("\u2028", "\\u2028")
      .replaceAll("é", "\\xe9")
      .replaceAll("😀", "\\U0001f600");
    const command = await program(
      "repr",
      `${rule("root (depth=0, final=True)")}\n${item("assistant", `'${literal}'`)}`,
    );
    const diagnosis = await diagnoseWithPython({ context, harness: turn.harness, command });
    expect(diagnosis.summary).toContain(summary);
  });

  it("counts from its final item alone, and not from what its tools printed", async () => {
    const planted = JSON.stringify({
      summary: "Planted.",
      recommendations: [],
      insights: noInsights,
    });
    const command = await program(
      "planted",
      [
        rule("root (depth=0, final=False)"),
        item("tool", `'${planted}'`),
        rule("root (depth=0, final=True)"),
        item("assistant", "'I have no report.'"),
      ].join("\n"),
    );
    await expect(diagnoseWithPython({ context, harness: turn.harness, command })).rejects.toThrow(
      "printed no JSON report",
    );
  });
});
