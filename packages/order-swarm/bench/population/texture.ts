import { caseMix, type ResultRow } from "../../src/index.ts";
import { between, mean, quantile, share, type Check } from "./check.ts";
import type { CountedRun, Population } from "./read-population.ts";

const inEveryRun = [
  "OrderOrchestratorAgent",
  "CustomerValidationAgent",
  "ConfigurationValidationAgent",
  "PricingValidationAgent",
  "ComplianceValidationAgent",
];

/** Size and shape: kinds of order, tool calls, hand-overs, agents, endings, rows without a bundle or metadata. */
export function textureChecks({ rows, runs }: Population): Check[] {
  const all = [...runs.values()];
  const calls = all.map(({ spans }) => spans.get("function") ?? 0);
  const hops = all.map(({ spans }) => spans.get("handoff") ?? 0);
  return [
    ...mixChecks(rows),
    between("tool calls, mean", mean(calls), [62, 78]),
    between("tool calls, 5th percentile", quantile(calls, 0.05), [32, 42]),
    between("tool calls, 95th percentile", quantile(calls, 0.95), [98, 120]),
    between("hand-overs, mean", mean(hops), [23, 29]),
    between("hand-overs, 5th percentile", quantile(hops, 0.05), [13, 18]),
    between("hand-overs, 95th percentile", quantile(hops, 0.95), [36, 42]),
    between("hand-overs, dip between two modes", dip(hops), [0, 0.9]),
    between("runs with orchestrator and validators", share(everywhere(all), all.length), [1, 1]),
    between("runner errors in 1,000", (1000 * errors(rows).length) / rows.length, [8, 8]),
    between("runner errors with a bundle", errors(rows).filter(hasBundle(runs)).length, [0, 0]),
    between("rows without metadata, share", share(bare(rows).length, rows.length), [0.3, 0.8]),
    between("rows without run id or kind", rows.filter(isNameless).length, [0, 0]),
    ...endingChecks(all),
  ];
}

function mixChecks(rows: readonly ResultRow[]): Check[] {
  return Object.entries(caseMix).map(([kind, wanted]) => {
    const found = rows.filter(({ case_type }) => case_type === kind).length;
    const exact = Math.round((wanted * rows.length) / 1000);
    return between(`orders of kind ${kind}`, found, [exact - 1, exact + 1]);
  });
}

function endingChecks(all: readonly CountedRun[]): Check[] {
  return ["completed", "awaiting_review", "blocked", "failed", "in_progress"].map((ending) =>
    between(`runs that end ${ending}`, all.filter(({ status }) => status === ending).length, [
      1,
      all.length / 2,
    ]),
  );
}

function everywhere(all: readonly CountedRun[]): number {
  return all.filter(({ agents }) => inEveryRun.every((agent) => agents.has(agent))).length;
}

function errors(rows: readonly ResultRow[]): ResultRow[] {
  return rows.filter(({ status }) => status === "runner_error");
}

function hasBundle(runs: Population["runs"]) {
  return ({ run_id }: ResultRow) => runs.has(run_id);
}

function bare(rows: readonly ResultRow[]): ResultRow[] {
  return rows.filter(({ agent_version, region }) => agent_version === null && region === null);
}

function isNameless({ run_id, case_type }: ResultRow): boolean {
  return run_id === "" || case_type === "";
}

/** Lowest count between the two highest humps over the lower hump; below 1 there are two modes. */
function dip(hops: readonly number[]): number {
  // Out and back make two hops, so even numbers are commoner: bins of three hold one or two of them in turn.
  const width = 4;
  const bins = Array.from({ length: 12 }, (_, bin) => {
    const from = bin * width;
    return hops.filter((count) => count >= from && count < from + width).length;
  });
  let lowest = 1;
  for (let a = 0; a < bins.length; a++)
    for (let b = a + 2; b < bins.length; b++) {
      const hump = Math.min(bins[a] ?? 0, bins[b] ?? 0);
      const valley = Math.min(...bins.slice(a + 1, b));
      if (hump > hops.length / 20) lowest = Math.min(lowest, valley / hump);
    }
  return lowest;
}
