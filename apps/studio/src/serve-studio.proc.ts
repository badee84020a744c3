import { readRecorded, seenHashOf } from "@loopwright/feedback";
import { afterEach, expect, it } from "vitest";
import { openSitting } from "./fixtures/sitting.ts";

let close: (() => Promise<void>) | undefined;
afterEach(() => close?.());

async function sitting() {
  const open = await openSitting();
  close = open.studio.close;
  return open;
}
const remarks = {
  note: "Name the source.",
  theme: "sources",
  required_observations: ["It names kpis.csv."],
  prohibited_claims: [],
};

it("keeps a verdict as the terminal does: reviewer, time, hash of what was seen, and remarks as feedback", async () => {
  const { call, files, runway } = await sitting();
  const { trace_id } = runway.run;
  const seen_hash = seenHashOf(runway);
  const body = { reviewer: "Ana", trace_id, seen_hash, verdict: "fail", remarks };
  expect((await call("/api/decision", body)).status).toBe(200);
  const { feedback, labels } = await readRecorded(files);
  const stamp = { reviewer: "Ana", time: "2026-01-01T00:00:00.000Z", seen_hash };
  expect(labels).toEqual([{ ...stamp, trace_id, verdict: "fail", note: "Name the source." }]);
  expect(feedback).toMatchObject([
    { ...stamp, feedback_id: "human-trace-01-ana", theme: "sources", summary: "Name the source." },
  ]);

  const [first] = runway.evals;
  if (!first) throw new Error("unreachable");
  const { eval_id, rubric } = first;
  const judged = { reviewer: "Ana", trace_id, eval_id, seen_hash: seenHashOf(runway, rubric) };
  expect((await call("/api/eval", { ...judged, verdict: "pass" })).status).toBe(200);
  expect((await readRecorded(files)).labels[1]).toMatchObject({ eval_id, verdict: "pass" });
  const view = await call(`/api/review?reviewer=Ana&run=${trace_id}`);
  expect(await view.json()).toMatchObject({
    queue: [{ trace_label: "trace-02" }, { trace_label: "trace-01" }],
    run: { trace_label: "trace-01", verdict_open: false, evals: [{ eval_id: "source" }] },
  });
});

it.each([
  ["a verdict on what was not shown", { seen_hash: "0".repeat(64) }, 400, "has changed since"],
  ["a verdict out of range", { verdict: "maybe" }, 400, "verdict"],
  ["a run that is not there", { trace_id: "x" }, 404, "no such run"],
  ["no name", { reviewer: " " }, 400, "reviewer"],
  ["more than a review holds", { remarks: { ...remarks, note: "x".repeat(300_000) } }, 400, "more"],
])("refuses %s and keeps nothing", async (_, change, status, words) => {
  const { call, files, runway } = await sitting();
  const { trace_id } = runway.run;
  const good = {
    reviewer: "Ana",
    trace_id,
    seen_hash: seenHashOf(runway),
    verdict: "fail",
    remarks,
  };
  const response = await call("/api/decision", { ...good, ...change });
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({ error: expect.stringContaining(words) });
  expect(await readRecorded(files)).toEqual({ feedback: [], labels: [] });
});

it("takes a name in another spelling for a slip", async () => {
  const { call, runway } = await sitting();
  const { trace_id } = runway.run;
  const decided = { trace_id, seen_hash: seenHashOf(runway), verdict: "pass", remarks };
  await call("/api/decision", { reviewer: "Ana", ...decided });
  const response = await call("/api/review?reviewer=ANA");
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    error: expect.stringContaining('"Ana" has reviewed this run before'),
  });
});

it("gives nothing without the token, and nothing to a foreign page", async () => {
  const { call, origin } = await sitting();
  expect((await call("/api/review?reviewer=Ana", undefined, { authorization: "" })).status).toBe(
    401,
  );
  const foreign = await call("/api/review?reviewer=Ana", undefined, {
    origin: "https://a.example",
  });
  expect(foreign.status).toBe(403);
  const page = await fetch(origin);
  const policy = page.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-[^ ]+'/);
  expect(await page.text()).not.toContain("Runway is 11 months");
  expect((await call("/api/nothing")).status).toBe(404);
});
