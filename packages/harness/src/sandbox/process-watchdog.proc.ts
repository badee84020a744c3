import { describe, expect, it } from "vitest";
import { bubblewrapBackend } from "./bubblewrap.ts";
import { localClient } from "./client.ts";
import { openSession, processesNamed, timed } from "./fixtures/open-session.ts";
import { hostBackend } from "./host.ts";
import { defaultLimits } from "./limits.ts";
import { probeBubblewrap } from "./probe-bubblewrap.ts";

const limits = {
  ...defaultLimits,
  commandSeconds: 20,
  memoryBytes: 300 * 1024 * 1024,
  processes: 40,
};
const nodeBinary = process.execPath;
const probed = await probeBubblewrap({ nodeBinary, limits });
const withoutGroups = { limits, controlGroups: [] };
const clients = [
  {
    backendId: "host",
    client: localClient({
      backendId: "host",
      createBackend: hostBackend({ nodeBinary }),
      mountsInPlace: false,
      ...withoutGroups,
    }),
  },
  ...("unavailable" in probed
    ? []
    : [
        {
          backendId: "bubblewrap",
          client: localClient({
            backendId: "bubblewrap",
            createBackend: bubblewrapBackend(probed),
            mountsInPlace: true,
            ...withoutGroups,
          }),
        },
      ]),
];

/** Most users may not make control groups: then the watchdog holds the line. */
describe.each(clients)("a $backendId session without control groups", ({ client }) => {
  it("stops a command that starts too many processes", async () => {
    const { run } = await openSession(client);
    const [result, milliseconds] = await timed(
      run("for i in $(seq 400); do sleep 600 & done; echo all started; wait"),
    );
    expect(result.code).toBe(137);
    expect(result.output).toContain("it started more than 40 processes and threads");
    expect(milliseconds).toBeLessThan(5000);
    expect((await run("echo still here")).output).toBe("still here\n");
  });

  it("stops processes that take too much memory together", async () => {
    const { run } = await openSession(client);
    const hog = "const a = Buffer.alloc(12e7, 1); setTimeout(() => {}, 600000)";
    const result = await run(`for i in 1 2 3; do node -e '${hog}' & done; wait`);
    expect(result.code).toBe(137);
    expect(result.output).toContain("it used more than 314572800 bytes of memory");
  });

  it("lets a command be that stays within its limits", async () => {
    const { run } = await openSession(client);
    expect(await run("for i in $(seq 20); do sleep 0.2 & done; wait; echo done")).toMatchObject({
      code: 0,
      output: "done\n",
    });
  });

  it("ends what has slipped out of the command's process group", async () => {
    const { run } = await openSession(client);
    const [result, milliseconds] = await timed(
      run(`setsid sleep 600.${process.pid} & sleep 0.3; echo back`),
    );
    expect(result.output).toBe("back\n");
    expect(milliseconds).toBeLessThan(1500);
    expect(await processesNamed(`600.${process.pid}`)).toEqual([]);
  });
});
