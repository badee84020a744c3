// How fast does the trace store index and answer? Prints megabytes a second on one thread, memory, and the ratio
// against the public Python engine on the same file in the same run (with LOOPWRIGHT_HALO_PYTHON). Build first.
//   node --conditions=@loopwright/source bench/trace-store.ts [MEGABYTES=72]
import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { seededRandom } from "@loopwright/core/statistics";
import { openTraceStore } from "@loopwright/trace-store";
import { z } from "zod";

const megabytes = Number(process.argv[2] ?? 72);
const python = process.env["LOOPWRIGHT_HALO_PYTHON"];
const folder = await mkdtemp(join(tmpdir(), "loopwright-bench-traces-"));
const file = join(folder, "spans.jsonl");
const seed = randomBytes(6).toString("hex");

async function main(): Promise<void> {
  console.log(`generated spans, seed ${seed}`);
  await writeSpans(file, megabytes * 1e6);
  const { size } = await stat(file);
  const rounds = size < 3e8 ? 3 : 1;
  const ours = [];
  for (let round = 0; round < rounds; round++) ours.push(await inChild());
  const best = ours.toSorted((a, b) => a.cpu - b.cpu)[0];
  if (!best) return;
  console.log(
    `index ${(size / 1e6).toFixed(0)} MB, ${best.traces} traces, ${best.spans} spans: ` +
      `${best.wall.toFixed(2)} s wall, ${best.cpu.toFixed(2)} s CPU, ` +
      `${(size / 1e6 / best.cpu).toFixed(0)} MB/s of one core, peak memory ${(best.peak / 1e6).toFixed(0)} MB`,
  );
  if (python) await comparePython(python, rounds, Math.min(...ours.map(({ wall }) => wall)));
  else console.log("no LOOPWRIGHT_HALO_PYTHON: the Python engine was not measured");
  await questions(size);
}

const Measured = z.object({
  wall: z.number(),
  cpu: z.number(),
  peak: z.number(),
  traces: z.number(),
  spans: z.number(),
});

/** Builds the index with the built package in a process of its own: time and memory are of nothing else. */
async function inChild(): Promise<z.infer<typeof Measured>> {
  for (const suffix of ["columns", "meta.json"])
    await rm(`${file}.engine-index.${suffix}`, { force: true });
  const args = ["--input-type=module", "--eval", indexOnce, file];
  const here = fileURLToPath(new URL(".", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: here });
  return Measured.parse(JSON.parse(stdout));
}

const indexOnce = `
  import { openTraceStore } from "@loopwright/trace-store";
  const cpu = process.cpuUsage();
  const started = performance.now();
  const store = await openTraceStore({ files: [process.argv[1]] });
  const wall = (performance.now() - started) / 1000;
  const used = process.cpuUsage(cpu);
  const [{ traces, spans }] = store.files();
  await store.close();
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ wall, cpu: (used.user + used.system) / 1e6, peak, traces, spans }));
`;

const Timed = z.object({
  seconds: z.object({ build: z.number() }),
  answers: z.array(z.object({ seconds: z.number() })),
});

async function comparePython(interpreter: string, rounds: number, ours: number): Promise<void> {
  const seconds = [];
  let overview = 0;
  for (let round = 0; round < rounds; round++) {
    const index_dir = await mkdtemp(join(folder, "python-"));
    const reply = await oracle(interpreter, {
      files: [file],
      index_dir,
      timed: true,
      questions: [{ ask: "overview", timed: true }],
    });
    seconds.push(reply.seconds.build);
    overview = reply.answers[0]?.seconds ?? 0;
  }
  const theirs = Math.min(...seconds);
  console.log(
    `Python engine, same file, with its worker processes: index ${theirs.toFixed(2)} s, ratio ${(theirs / ours).toFixed(1)}; ` +
      `overview ${(overview * 1000).toFixed(0)} ms`,
  );
}

async function oracle(interpreter: string, request: unknown): Promise<z.infer<typeof Timed>> {
  const script = fileURLToPath(new URL("../scripts/halo-oracle.py", import.meta.url));
  const child = spawn(interpreter, [script], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify(request));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(Buffer.from(chunk));
  return Timed.parse(JSON.parse(Buffer.concat(chunks).toString()));
}

async function questions(size: number): Promise<void> {
  const opened = await timed(async () => (await openTraceStore({ files: [file] })).close());
  const store = await openTraceStore({ files: [file] });
  const total = (await store.count()).total;
  const overview = await timed(() => store.overview());
  console.log(
    `${total} traces: open with a stored index ${opened.ms.toFixed(0)} ms, ` +
      `overview ${overview.ms.toFixed(0)} ms (${overview.cpu.toFixed(0)} of one core)`,
  );
  for (const [kind, pattern] of [
    ["literal", "zq-no-such-text-qz"],
    ["pattern", "zq[0-9]{4,}x"],
    ["pattern", "(?i)zqQwz|yyxq"],
    ["pattern", "(foo|bar|baz)+q{2}"],
    ["pattern", "[a-z]+\\d{9}\\w"],
    ["pattern", "\\w{3,}@\\w+\\.zq"],
  ] as const) {
    const scan = await timed(() => store.count({ filters: { regex_pattern: pattern } }));
    console.log(
      `scan without a hit, ${kind} ${pattern}: ${speed(size, scan)}, ${scan.result.total} traces`,
    );
  }
  const grouped = await timed(() => store.aggregate({ groupBy: ["name"], measure: "duration_ms" }));
  console.log(`aggregate over every span: ${speed(size, grouped)}`);
  await store.close();
}

interface TimedWork<T> {
  /** Milliseconds by the clock, the shortest of three; and of one core. */
  ms: number;
  cpu: number;
  result: T;
}

/** On a busy machine the clock tells how busy it is; the processor's time tells how fast the work is. */
function speed(size: number, { ms, cpu }: TimedWork<unknown>): string {
  return `${(size / 1e3 / cpu).toFixed(0)} MB/s of one core (${(size / 1e3 / ms).toFixed(0)} by the clock)`;
}

async function timed<T>(work: () => Promise<T>): Promise<TimedWork<T>> {
  const clock = [];
  const cores = [];
  let result = await work();
  for (let round = 0; round < 3; round++) {
    const [started, used] = [performance.now(), process.cpuUsage()];
    result = await work();
    const { user, system } = process.cpuUsage(used);
    clock.push(performance.now() - started);
    cores.push((user + system) / 1000);
  }
  return { ms: Math.min(...clock), cpu: Math.min(...cores), result };
}

/** Spans of about 720 bytes, four a trace, as a small agent leaves them. */
async function writeSpans(path: string, bytes: number): Promise<void> {
  const random = seededRandom(seed);
  const out = await open(path, "w");
  let written = 0;
  for (let trace = 0; written < bytes;) {
    const lines: string[] = [];
    for (let i = 0; i < 500; i++, trace++) for (let s = 0; s < 4; s++) lines.push(span(trace, s));
    const text = lines.join("");
    await out.writeFile(text);
    written += Buffer.byteLength(text);
  }
  await out.close();

  function span(trace: number, s: number): string {
    const id = (t: number, n: number) => (t * 4 + n).toString(16).padStart(16, "0");
    const failed = random.next() < 0.03;
    const second = String(trace % 60).padStart(2, "0");
    const words = random.pick(["order", "refund", "invoice", "naïve quote", "delivery"]);
    return `${JSON.stringify({
      trace_id: trace.toString(16).padStart(32, "a"),
      span_id: id(trace, s),
      parent_span_id: s === 0 ? "" : id(trace, 0),
      trace_state: "",
      name: random.pick(["agent.Desk", "response.sim", "function.stock", "turn"]),
      kind: "SPAN_KIND_INTERNAL",
      start_time: `2026-03-01T10:00:${second}.${String(s).padStart(9, "0")}Z`,
      end_time: `2026-03-01T10:01:${second}.000000000Z`,
      status: {
        code: failed ? "STATUS_CODE_ERROR" : "STATUS_CODE_OK",
        message: failed ? "stock service timed out" : "",
      },
      resource: { attributes: { "service.name": "shop", "service.version": "1.2.3" } },
      scope: { name: "openai-agents-sdk", version: "0.20" },
      attributes: {
        "openinference.span.kind": "LLM",
        "inference.observation_kind": "LLM",
        "inference.export.schema_version": 1,
        "inference.project_id": "orders",
        "inference.llm.model_name": random.pick(["sim-a", "sim-b"]),
        "inference.llm.input_tokens": random.integer(50, 4000),
        "inference.llm.output_tokens": random.integer(5, 900),
        "inference.agent_name": random.pick(["Desk", "Pricing", "Stock"]),
        "input.value": `{"question": "where is my ${words}", "attempt": ${random.integer(1, 9)}}`,
      },
    })}\n`;
  }
}

try {
  await main();
} finally {
  await rm(folder, { recursive: true, force: true });
}
