import { seededRandom } from "@loopwright/core/statistics";
import { describe, expect, it } from "vitest";
import { population } from "./fixtures/population.ts";
import {
  adjustedRandIndex,
  checkAgainstChance,
  classTfIdf,
  cluster,
  contrast,
  describePatterns,
  embed,
  endpointEmbedder,
  evaluateAgainstTruth,
  localize,
  project2d,
  scanDrift,
  sliceLift,
  wordsOf,
  type DriftRun,
} from "./index.ts";

describe("wordsOf", () => {
  it("knows words without spaces between them", () => {
    expect(wordsOf("Order 订单已取消")).toEqual(expect.arrayContaining(["order", "订单"]));
    expect(wordsOf("Stock is SHORT, 3x")).toEqual(["stock", "is", "short", "3x"]);
  });
});

describe("classTfIdf", () => {
  it("puts first what other classes do not say", () => {
    const [first] = classTfIdf([["stock short stock"], ["price high stock"]]);
    expect(first?.map(({ word }) => word)).toEqual(["short", "stock"]);
  });
});

describe("adjustedRandIndex", () => {
  it("is 1 for the same groups under other names and about 0 for chance", () => {
    expect(adjustedRandIndex(["a", "a", "b"], ["x", "x", "y"])).toBe(1);
    const random = seededRandom("ari");
    const draw = () => Array.from({ length: 2000 }, () => random.pick(["1", "2", "3"]));
    expect(Math.abs(adjustedRandIndex(draw(), draw()))).toBeLessThan(0.02);
  });
});

describe("contrast", () => {
  const random = seededRandom("contrast");
  const runs = Array.from({ length: 300 }, (_, i) => {
    const bad = i % 10 === 0;
    // Case b shows "usual" and fails more: no evidence against "usual" within the case.
    const stratum = i % 2 === 0 ? "a" : "b";
    const failed = bad ? random.next() < 0.9 : random.next() < (stratum === "b" ? 0.3 : 0.05);
    return {
      run_id: `r${i}`,
      stratum,
      failed: failed ? ["quality"] : [],
      features: [...(bad ? ["skipped"] : []), ...(stratum === "b" ? ["usual"] : []), `f${i % 13}`],
    };
  });

  it("keeps what failing runs show more often than their peers, and nothing that only their case shows", () => {
    const kept = contrast({ runs }).filter(({ kept }) => kept);
    expect(kept.map(({ feature }) => feature)).toEqual(["skipped"]);
    expect(kept[0]).toMatchObject({ runs: 30, column: "quality" });
  });

  it("keeps nothing when verdicts are shuffled", () => {
    const verdicts = random.shuffle(runs.map(({ failed }) => failed));
    const shuffled = runs.map((run, i) => ({ ...run, failed: verdicts[i] ?? [] }));
    expect(contrast({ runs: shuffled }).filter(({ kept }) => kept).length).toBeLessThanOrEqual(1);
  });
});

describe("cluster", () => {
  it("groups points and leaves loners out", () => {
    const { labels } = cluster({
      points: Float64Array.of(0, 0.1, 0.2, 9, 9.1, 9.2, 40),
      dims: 1,
      minClusterSize: 3,
    });
    expect([...labels]).toEqual([0, 0, 0, 1, 1, 1, -1]);
  });
});

describe("localize and describePatterns", () => {
  const { runs, labels, truth } = population();
  const assignments = truth.map(({ run_id, pattern_id }) => ({ run_id, pattern_id }));

  it("name the step to look at for groups that somebody else made", () => {
    const suspects = localize({ runs, assignments });
    const { measures } = evaluateAgainstTruth({ truth, assignments, suspects, drift: [] });
    expect(measures.find(({ name }) => name === "culprit step first")?.value).toBeGreaterThan(0.9);
  });

  it("describe those groups by what sets them apart", () => {
    const patterns = describePatterns({ runs, labels, assignments });
    expect(patterns.map(({ owner }) => owner).toSorted()).toEqual(["Buyer", "Clerk"]);
    expect(patterns.map(({ trace_count }) => trace_count).toSorted()).toEqual(
      ["ignored", "unfiled"]
        .map((name) => truth.filter(({ pattern_id }) => pattern_id === name).length)
        .toSorted(),
    );
  });
});

describe("sliceLift", () => {
  const runs = Array.from({ length: 100 }, (_, i) => ({
    run_id: `r${i}`,
    pattern_id: i < 10 ? "p" : null,
    slices: { region: i < 20 ? "EU" : "US", constant: "x" },
  }));

  it("gives share, interval and lift of a pattern in a slice", () => {
    const [row] = sliceLift(runs);
    expect(row).toMatchObject({
      dimension: "region",
      value: "EU",
      count: 10,
      slice_runs: 20,
      share: 0.5,
      overall_share: 0.1,
      lift: 5,
    });
    expect(row?.low).toBeLessThan(0.5);
    expect(row?.q_value).toBeLessThan(0.001);
  });

  it("leaves out thin cells and dimensions with one value", () => {
    expect(sliceLift(runs, 11)).toEqual([]);
    expect(sliceLift(runs).every(({ dimension }) => dimension !== "constant")).toBe(true);
  });
});

describe("scanDrift", () => {
  const runs = (inWindow: (i: number) => boolean): DriftRun[] =>
    Array.from({ length: 500 }, (_, i) => ({
      run_id: `r${String(i).padStart(4, "0")}`,
      started_at: new Date(Date.UTC(2026, 0, 1) + i * 60_000).toISOString(),
      case_type: i % 3 === 0 ? "a" : "b",
      behaviours: [
        "always",
        i % 7 === 0 ? "often" : "mostly",
        ...(inWindow(i) ? ["Other desk"] : []),
      ],
    }));

  it.each([10, 25, 50])("finds a window of %i runs in 500 and names what differs", (length) => {
    const [window] = scanDrift({ runs: runs((i) => i >= 300 && i < 300 + length) });
    expect(window).toMatchObject({ first_run: "r0300", runs: length, p_value: 0.01 });
    expect(window?.differs[0]).toEqual({ behaviour: "Other desk", inside: 1, outside: 0 });
  });

  it("finds none when the same runs are spread out, in any order of input", () => {
    const spread = new Set(
      seededRandom("spread")
        .shuffle(Array.from({ length: 500 }, (_, i) => i))
        .slice(0, 50),
    );
    const data = runs((i) => spread.has(i));
    expect(scanDrift({ runs: data })).toEqual([]);
    expect(scanDrift({ runs: data.toReversed() })).toEqual([]);
  });
});

describe("embed", () => {
  it("places like documents together", async () => {
    const { points, dims } = await embed([
      "stock is short today",
      "stock is short again",
      "price is high today",
      "price is high again",
    ]);
    const dot = (a: number, b: number) =>
      Array.from(
        { length: dims },
        (_, d) => (points[a * dims + d] ?? 0) * (points[b * dims + d] ?? 0),
      ).reduce((x, y) => x + y, 0);
    expect(dot(0, 1)).toBeGreaterThan(dot(0, 2));
  });

  it("asks any endpoint that speaks the embeddings protocol", async () => {
    const bodies: string[] = [];
    const fetch: typeof globalThis.fetch = async (_url, init) => {
      bodies.push(String(init?.body));
      return Response.json({
        data: [
          { index: 1, embedding: [0, 2] },
          { index: 0, embedding: [3, 0] },
        ],
      });
    };
    const embedder = endpointEmbedder({ baseURL: "http://models.invalid/v1/", model: "m", fetch });
    const { points, dims } = await embed(["a", "b"], embedder);
    expect([dims, ...points]).toEqual([2, 1, 0, 0, 1]);
    expect(bodies).toEqual(['{"model":"m","input":["a","b"]}']);
  });

  it("says when an endpoint refuses or talks nonsense", async () => {
    const answer = (response: () => Response) =>
      endpointEmbedder({ baseURL: "http://x.invalid", model: "m", fetch: async () => response() });
    await expect(
      embed(
        ["a"],
        answer(() => new Response("", { status: 401 })),
      ),
    ).rejects.toMatchObject({ code: "model_refused" });
    await expect(
      embed(
        ["a"],
        answer(() => Response.json({})),
      ),
    ).rejects.toMatchObject({ code: "model_nonsense" });
  });
});

describe("project2d", () => {
  it.each(["linear", "umap"] as const)(
    "gives two coordinates a point, the same every time: %s",
    async (method) => {
      const random = seededRandom("map");
      const points = Float64Array.from({ length: 60 }, () => random.next());
      const map = await project2d({ points, dims: 3, method, neighbors: 5 });
      expect(map).toHaveLength(20);
      expect(await project2d({ points, dims: 3, method, neighbors: 5 })).toEqual(map);
    },
  );
});

describe("evaluateAgainstTruth", () => {
  const row = { further_patterns: [], in_rogue_window: false, culprit_kind: "omission" };
  const truth = [
    { ...row, run_id: "a", pattern_id: "p", culprit_agent: "A", culprit_event_id: "e1" },
    { ...row, run_id: "b", pattern_id: "p", culprit_agent: "A", culprit_event_id: "e2" },
    {
      ...row,
      run_id: "c",
      pattern_id: null,
      culprit_agent: null,
      culprit_event_id: null,
      culprit_kind: null,
    },
  ];
  const assignments = [
    { run_id: "a", pattern_id: "x" },
    { run_id: "b", pattern_id: null },
    { run_id: "c", pattern_id: null },
  ];
  const figure = (name: string) =>
    evaluateAgainstTruth({
      truth,
      assignments,
      suspects: [{ run_id: "a", rank: 1, event_id: "e1", agent: "A" }],
      drift: [],
    }).measures.find((one) => one.name === name);

  it("counts a run that was left open as a miss", () => {
    expect(figure("culprit step first")).toMatchObject({ value: 0.5, of: 2, met: false });
    expect(figure("silent faults: culprit agent first")).toMatchObject({ value: 0.5 });
    expect(figure("planted red runs assigned")).toMatchObject({ value: 0.5 });
  });

  it("finds a pattern by purity and coverage", () => {
    expect(figure("planted patterns found")).toMatchObject({ value: 1, met: true });
  });

  it("leaves open what the truth does not hold", () => {
    expect(figure("rogue window overlap (IoU)")).toMatchObject({ value: null, met: null });
  });
});

describe("checkAgainstChance", () => {
  it("finds at most one pattern in nearly every shuffle of the verdicts", async () => {
    const { runs, labels } = population();
    const patterns = await checkAgainstChance({ runs, labels, shuffles: 20 });
    expect(patterns).toHaveLength(20);
    expect(patterns.filter((count) => count <= 1).length).toBeGreaterThanOrEqual(19);
  });
});
