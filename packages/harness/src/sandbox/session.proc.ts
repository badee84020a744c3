import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createSandbox } from "../index.ts";
import { openSession, ownTemporaryFolder, processesNamed, timed } from "./fixtures/open-session.ts";

const temporary = await ownTemporaryFolder();
const limits = {
  // Enough for what another limit is to stop, also on a busy machine.
  commandSeconds: 30,
  outputBytes: 50_000,
  memoryBytes: 400 * 1024 * 1024,
  processes: 64,
  fileBytes: 4 * 1024 * 1024,
};
const hasty = { ...limits, commandSeconds: 2 };
const host = await createSandbox({ kind: "host", limits });
const hastyHost = await createSandbox({ kind: "host", limits: hasty });
const automatic = await createSandbox({ kind: "auto", limits });
const hastyAutomatic = await createSandbox({ kind: "auto", limits: hasty });

/** What every backend of ours has to do. */
describe.each([
  {
    kind: "bubblewrap",
    sandbox: automatic,
    hastySandbox: hastyAutomatic,
    available: automatic.kind === "bubblewrap",
  },
  { kind: "host", sandbox: host, hastySandbox: hastyHost, available: true },
])("a $kind session", ({ sandbox, hastySandbox, available }) => {
  describe.skipIf(!available)("when it runs commands", () => {
    it("starts them in the workspace and answers as the SDK's own sandboxes do", async () => {
      const { run, root } = await openSession(sandbox.client);
      const { text, output, code } = await run("pwd; ls; cat data/ledger.csv");
      expect(text).toMatch(
        /^Chunk ID: \w+\nWall time: [\d.]+ seconds\nProcess exited with code 0\nOutput:\n/,
      );
      expect(code).toBe(0);
      expect(output).toBe(`${root}\ndata\noutputs\nitem,amount\nrent,40\ntea,2\n`);
    });

    it("keeps standard error and standard output in order, and the exit code", async () => {
      const { run } = await openSession(sandbox.client);
      expect(await run("echo one; echo two >&2; echo three; exit 7")).toMatchObject({
        code: 7,
        output: "one\ntwo\nthree\n",
      });
    });

    it("finds the running Node on the path", async () => {
      const { run } = await openSession(sandbox.client);
      expect((await run("node --version")).output).toBe(`${process.version}\n`);
    });

    it("gives them none of the parent's environment", async () => {
      process.env["LOOPWRIGHT_TEST_SECRET"] = "sk-secret";
      const { run } = await openSession(sandbox.client);
      const { output } = await run("env");
      expect(output).not.toContain("sk-secret");
      expect(output).toMatch(/^PATH=/m);
    });

    it("runs them below the workspace only", async () => {
      const { run, root } = await openSession(sandbox.client);
      expect((await run("pwd", { workdir: "data/letters" })).output).toBe(`${root}/data/letters\n`);
      expect((await run("pwd", { workdir: `${root}/data` })).output).toBe(`${root}/data\n`);
      for (const workdir of ["..", "/etc", "data/../../.."])
        expect(await run("pwd", { workdir })).toMatchObject({
          code: 126,
          output: expect.stringContaining("outside the workspace"),
        });
    });

    it("keeps what a command wrote for the next one", async () => {
      const { run, read } = await openSession(sandbox.client);
      await run("mkdir outputs/notes && echo first > outputs/notes/a.md");
      expect((await run("cat outputs/notes/a.md")).output).toBe("first\n");
      expect(await read("outputs/notes/a.md")).toBe("first\n");
    });

    it("never changes the folder that the data came from", async () => {
      const { run, source } = await openSession(sandbox.client);
      await run("echo changed > data/ledger.csv; rm -rf data/letters; touch data/new");
      expect(await readFile(join(source, "ledger.csv"), "utf8")).toContain("rent,40");
      expect(await readdir(source, { recursive: true })).toEqual([
        "ledger.csv",
        "letters",
        "letters/landlord.md",
      ]);
    });

    it("shortens long output in the middle, to the tokens asked for", async () => {
      const { run } = await openSession(sandbox.client);
      const { text, output } = await run("seq 1 5000", { maxOutputTokens: 100 });
      expect(text).toContain("Original token count: 5974");
      expect(output).toMatch(/^1\n2\n[\s\S]+tokens left out[\s\S]+\n5000\n$/);
      expect(output.length).toBeLessThan(500);
    });
  });

  describe.skipIf(!available)("when a command goes too far", () => {
    it("stops an endless one at the time limit", async () => {
      const { run } = await openSession(hastySandbox.client);
      const [result, milliseconds] = await timed(run("echo begun; sleep 600"));
      expect(result).toMatchObject({
        code: 124,
        output: "begun\n\n[The command was stopped: it ran longer than 2 seconds.]",
      });
      expect(milliseconds).toBeLessThan(4000);
    });

    it("does not wait for a child in the background, and ends it", async () => {
      const { run, root } = await openSession(sandbox.client);
      const marker = `${root.length}${Date.now()}`;
      const [result, milliseconds] = await timed(
        run(`(sleep 600.${marker} &) ; setsid sleep 601.${marker} & echo back`),
      );
      expect(result).toMatchObject({ code: 0, output: "back\n" });
      expect(milliseconds).toBeLessThan(1500);
      expect(await processesNamed(marker)).toEqual([]);
    });

    it("stops one that prints without end", async () => {
      const { run } = await openSession(sandbox.client);
      const [result, milliseconds] = await timed(run("head -c 1000000000 /dev/zero | tr '\\0' x"));
      expect(result.code).toBe(137);
      expect(result.output).toContain(
        "[The command was stopped: it printed more than 800000 bytes.]",
      );
      expect(result.text.length).toBeLessThan(70_000);
      expect(milliseconds).toBeLessThan(2000);
    });

    it("lets one print more than is kept, and says how much is not shown", async () => {
      const { run } = await openSession(sandbox.client);
      const { code, output } = await run(
        "head -c 60000 /dev/zero | tr '\\0' x; echo done > outputs/end; exit 3",
      );
      expect(code).toBe(3);
      expect(output).toContain("[10000 more bytes were printed and are not shown]");
    });

    it("stops one that takes too much memory", async () => {
      const { run } = await openSession(sandbox.client);
      const hog = "const all = []; for (;;) all.push(Buffer.alloc(1e7, 1));";
      const { code, output } = await run(`node -e '${hog}'`);
      expect(code).toBe(137);
      expect(output).toContain("bytes of memory.]");
    });

    it("stops a fork bomb, and works on", async () => {
      const { run } = await openSession(hastySandbox.client);
      const marker = `bomb_${process.pid}_${Date.now()}`;
      const [, milliseconds] = await timed(
        run(`${marker}() { ${marker} | ${marker} & }; ${marker}; sleep 600`),
      );
      expect(milliseconds).toBeLessThan(6000);
      expect(await processesNamed(marker)).toEqual([]);
      expect((await run("echo still here")).output).toBe("still here\n");
    });

    it("stops a file from growing without end", async () => {
      const { run, session } = await openSession(sandbox.client);
      expect((await run("head -c 100000000 /dev/zero > outputs/big")).code).not.toBe(0);
      const size = Number((await run("stat -c %s outputs/big")).output);
      expect(size).toBe(limits.fileBytes);
      await expect(session.readFile?.({ path: "outputs/big", maxBytes: 1000 })).rejects.toThrow(
        /4194304 bytes, more than the 1000 that are taken/,
      );
    });

    it("ends a running command when the session is deleted, and takes no more", async () => {
      const { run, end } = await openSession(sandbox.client);
      const running = timed(run("sleep 600"));
      await new Promise((resolve) => setTimeout(resolve, 200));
      await end();
      const [result, milliseconds] = await running;
      expect(result.output).toContain("the run was ended");
      expect(milliseconds).toBeLessThan(1500);
      await expect(run("echo more")).rejects.toThrow(/the session has ended/);
    });
  });

  describe.skipIf(!available)("when files are read and edited from outside", () => {
    it("applies patches below the writable folder", async () => {
      const { editor, read, run } = await openSession(sandbox.client);
      const path = "outputs/deep/report.md";
      expect(await editor.createFile({ type: "create_file", path, diff: "+one\n+two" })).toEqual({
        status: "completed",
        output: "Created outputs/deep/report.md",
      });
      await editor.updateFile({ type: "update_file", path, diff: "@@\n-two\n+three" });
      expect(await read(path)).toMatch(/^one\nthree\n?$/);
      expect((await run(`cat ${path}`)).output).toContain("three");
      await editor.deleteFile({ type: "delete_file", path });
      expect(await editor.deleteFile({ type: "delete_file", path })).toMatchObject({
        status: "failed",
        output: expect.stringContaining("no such file"),
      });
    });

    it("tells the model when a patch does not fit", async () => {
      const { editor, run } = await openSession(sandbox.client);
      await run("echo one > outputs/a.md");
      const result = await editor.updateFile({
        type: "update_file",
        path: "outputs/a.md",
        diff: "@@\n-two\n+three",
      });
      expect(result).toMatchObject({ status: "failed" });
    });

    it.each([
      ["climbs out", "../escaped.md"],
      ["climbs out further down", "outputs/../../escaped.md"],
      ["is absolute and elsewhere", "/tmp/escaped.md"],
      ["lies in the data", "data/ledger.csv"],
      ["lies beside both", "escaped.md"],
      ["is the folder itself", "outputs"],
    ])("refuses to write to a path that %s", async (_what, path) => {
      const { editor, source } = await openSession(sandbox.client);
      const result = await editor.createFile({ type: "create_file", path, diff: "+escaped" });
      expect(result).toMatchObject({ status: "failed" });
      expect(existsSync(join(tmpdir(), "escaped.md"))).toBe(false);
      expect(await readFile(join(source, "ledger.csv"), "utf8")).not.toContain("escaped");
    });

    it("follows no symbolic link that a command left, neither to read nor to write", async () => {
      const { editor, read, run, root } = await openSession(sandbox.client);
      await run(
        "ln -s /etc/hostname outputs/file; ln -s /tmp outputs/folder; ln -s ../data outputs/data",
      );
      for (const path of ["outputs/file", "outputs/data/ledger.csv", `${root}/outputs/file`])
        await expect(read(path)).rejects.toThrow(/leads through a symbolic link/);
      const into = {
        type: "create_file",
        path: "outputs/folder/escaped.md",
        diff: "+escaped",
      } as const;
      expect(await editor.createFile(into)).toMatchObject({ status: "failed" });
      expect(existsSync(join(tmpdir(), "escaped.md"))).toBe(false);
      await editor.createFile({ type: "create_file", path: "outputs/file", diff: "+mine" });
      expect(await read("outputs/file")).toMatch(/^mine/);
    });

    it("reads plain files only", async () => {
      const { read, run } = await openSession(sandbox.client);
      await run("mkfifo outputs/pipe");
      await expect(read("outputs/pipe")).rejects.toThrow(/not a file/);
      await expect(read("outputs")).rejects.toThrow(/not a file/);
      await expect(read("outputs/none")).rejects.toMatchObject({ code: "ENOENT" });
      await expect(read("../../etc/hostname")).rejects.toThrow(/outside the workspace/);
    });

    it("lists folders and tells what is there", async () => {
      const { session } = await openSession(sandbox.client);
      expect(await session.listDir?.({ path: "." })).toEqual([
        { name: "data", path: "data", type: "dir" },
        { name: "outputs", path: "outputs", type: "dir" },
      ]);
      expect(await session.listDir?.({ path: "data" })).toContainEqual({
        name: "ledger.csv",
        path: "data/ledger.csv",
        type: "file",
      });
      expect(await session.pathExists?.("data/letters")).toBe(true);
      expect(await session.directoryExists?.("data/ledger.csv")).toBe(false);
      expect(await session.pathExists?.("data/none")).toBe(false);
    });

    it("leaves nothing behind", async () => {
      const before = await leftovers();
      const { run, end } = await openSession(sandbox.client);
      await run("echo x > outputs/x");
      await end();
      expect(await leftovers()).toEqual(before);
    });
  });
});

async function leftovers(): Promise<string[]> {
  return (await readdir(temporary)).filter((name) => name.startsWith("loopwright-sandbox-"));
}
