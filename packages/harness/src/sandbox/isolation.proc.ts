import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSandbox } from "../index.ts";
import { openSession, ownTemporaryFolder, processesNamed } from "./fixtures/open-session.ts";

await ownTemporaryFolder();
const sandbox = await createSandbox({ kind: "auto" });

/** What a command that means harm can reach from inside bubblewrap. */
describe.skipIf(sandbox.kind !== "bubblewrap")("a bubblewrap session", () => {
  it("says that it isolates and warns of nothing", () => {
    expect(sandbox).toMatchObject({ isolated: true });
    expect(sandbox.warning).toBeUndefined();
  });

  it("has no network, not even the host's loopback", async () => {
    const server = createServer((socket) => socket.end("reached"));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { run } = await openSession(sandbox.client);
    const client = (host: string) =>
      `require("net").connect(${port}, "${host}").on("data", d => console.log(String(d))).on("error", e => console.log(e.code))`;
    expect((await run(`node -e '${client("127.0.0.1")}'`)).output).toBe("ECONNREFUSED\n");
    expect((await run(`node -e '${client("192.0.2.1")}'`)).output).toBe("ENETUNREACH\n");
    expect((await run("cat /proc/net/dev")).output).not.toMatch(/eth|ens|wlan/);
  });

  it("reaches no socket that the host listens on through an abstract name", async () => {
    const name = `loopwright-test-${process.pid}`;
    const server = createServer((socket) => socket.end("reached"));
    server.listen(`\0${name}`);
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { run } = await openSession(sandbox.client);
    const script = `require("net").connect("\\0${name}").on("data", d => console.log(String(d))).on("error", e => console.log(e.code))`;
    expect((await run(`node -e '${script}'`)).output).toBe("ECONNREFUSED\n");
  });

  it("writes to outputs and to temporary folders in memory, and nowhere else", async () => {
    const { run, source } = await openSession(sandbox.client);
    const places = [
      "/",
      "/workspace",
      "/workspace/data",
      "/workspace/data/letters",
      "/usr",
      "/usr/bin",
    ];
    places.push(
      "/etc",
      "/bin",
      "/lib",
      "/dev",
      "/sandbox",
      "/sandbox/bin",
      "/proc",
      "/proc/sys/kernel",
    );
    const written: string[] = [];
    for (const place of places) {
      const { output } = await run(`touch ${place}/planted && echo written`);
      if (output.includes("written")) written.push(place);
    }
    expect(written).toEqual([]);
    expect((await run("rm data/ledger.csv; echo x >> data/ledger.csv")).output).toMatch(
      /Read-only/,
    );
    expect(await readdir(source)).toEqual(["ledger.csv", "letters"]);
    const temporary = `planted-${process.pid}`;
    expect((await run(`echo x > /tmp/${temporary} && cat /tmp/${temporary}`)).output).toBe("x\n");
    expect(existsSync(join(tmpdir(), temporary))).toBe(false);
    expect((await run(`ls /tmp`)).output).toBe("");
  });

  it("bounds its temporary folders", async () => {
    const small = await createSandbox({
      kind: "bubblewrap",
      limits: { temporaryBytes: 1024 * 1024 },
    });
    const { run } = await openSession(small.client);
    for (const place of ["/tmp", "/dev/shm"])
      expect((await run(`head -c 3000000 /dev/zero > ${place}/big`)).output).toMatch(
        /No space left/,
      );
  });

  it("sees nothing of the host's own folders", async () => {
    const secret = join(tmpdir(), `secret-${process.pid}`);
    await writeFile(secret, "sk-secret");
    const { run } = await openSession(sandbox.client);
    expect((await run(`cat ${secret}`)).output).toMatch(/No such file/);
    expect((await run("ls /")).output.trim().split("\n").toSorted()).toEqual(
      expect.not.arrayContaining(["home", "root", "var", "run", "mnt", "sys", "opt", "srv"]),
    );
    const elsewhere = [
      homedir(),
      process.cwd(),
      "/etc/shadow",
      "/etc/hostname",
      "/var/run/docker.sock",
    ];
    const { output } = await run(`ls -d ${elsewhere.join(" ")} 2>/dev/null`);
    expect(output).toBe("");
    expect((await run("cat /etc/passwd")).output).toBe("sandbox:x:1000:1000::/tmp:/bin/sh\n");
  });

  it("sees neither the parent's environment nor any process of the host", async () => {
    process.env["LOOPWRIGHT_TEST_SECRET"] = "sk-secret";
    const { run } = await openSession(sandbox.client);
    const everyEnvironment = await run("cat /proc/*/environ | tr '\\0' '\\n'; env");
    expect(everyEnvironment.output).toContain("USER=sandbox");
    expect(everyEnvironment.output).not.toContain("sk-secret");
    const { output } = await run("ls /proc | grep -c '^[0-9]'; ls -d /proc/[0-9]* | wc -l");
    expect(Number(output.split("\n")[0])).toBeLessThan(8);
    expect((await run(`kill -9 ${process.pid}`)).output).toMatch(/No such process/);
    const others = (await run("cat /proc/*/cmdline | tr '\\0' ' '")).output;
    expect(others).not.toContain("vitest");
  });

  it("has no privileges and no way to new ones", async () => {
    const { run } = await openSession(sandbox.client);
    const status = (await run("cat /proc/self/status")).output;
    expect(status).toMatch(/^CapEff:\s+0+$/m);
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m);
    expect((await run("id -u")).output).toBe("1000\n");
    const attempts = [
      "unshare -U true",
      "mount -t tmpfs none /tmp",
      "chroot / true",
      "mknod /tmp/d b 8 0",
    ];
    const { output } = await run(
      attempts.map((attempt) => `${attempt} 2>&- && echo did`).join("; "),
    );
    expect(output).toBe("");
  });

  it("ends with the program that started it, however that ends", async () => {
    const marker = `${process.pid}${Date.now()}`;
    const script = `
      import { createSandbox } from "@loopwright/harness";
      import { Manifest } from "@openai/agents/sandbox";
      const { client } = await createSandbox({ kind: "bubblewrap" });
      const session = await client.create({ manifest: new Manifest() });
      await session.execCommand({ cmd: "sleep 600.${marker}" });`;
    const options = ["--conditions=@loopwright/source", "--input-type=module", "-e", script];
    const program = spawn(process.execPath, options, { cwd: import.meta.dirname });
    const isRunning = async () => (await processesNamed(`sleep\x00600.${marker}`)).length > 0;
    await expect.poll(isRunning, { timeout: 20_000, interval: 50 }).toBe(true);
    program.kill("SIGKILL");
    await expect.poll(isRunning, { timeout: 5000, interval: 50 }).toBe(false);
  });

  it("shows a file that another session wrote to none but that session", async () => {
    const [first, second] = [await openSession(sandbox.client), await openSession(sandbox.client)];
    await first.run("echo mine > outputs/a.md");
    expect((await second.run("ls outputs")).output).toBe("");
    expect(await first.read("outputs/a.md")).toBe("mine\n");
  });

  it("answers from a login of its own, whatever the caller's shell is", async () => {
    const { session } = await openSession(sandbox.client);
    const answer = await session.execCommand?.({
      cmd: "echo $0 $HOME",
      shell: "/bin/sh",
      login: true,
    });
    expect(answer).toMatch(/\/bin\/sh \/tmp$/m);
    const unknown = await session.execCommand?.({ cmd: "echo hi", shell: "/no/such/shell" });
    expect(unknown).not.toContain("exited with code 0");
  });
});

describe("createSandbox", () => {
  it("warns loudly of the plain host", async () => {
    const host = await createSandbox({ kind: "host" });
    expect(host).toMatchObject({ kind: "host", isolated: false });
    expect(host.warning).toMatch(/^NO ISOLATION \(asked for\): .+your files and your network/);
  });

  it("offers the SDK's own clients, and warns of the one that does not isolate", async () => {
    expect(await createSandbox({ kind: "unix-local" })).toMatchObject({
      kind: "unix-local",
      isolated: false,
      warning: expect.stringContaining("NO ISOLATION"),
      client: { backendId: "unix_local" },
    });
    expect(await createSandbox({ kind: "docker", dockerImage: "node:24-slim" })).toMatchObject({
      kind: "docker",
      isolated: true,
      client: { backendId: "docker" },
    });
  });
});
