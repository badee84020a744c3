import type { Encoded } from "../corpus/encode-runs.ts";
import { outcomeSites, type FeatureIndex } from "../corpus/feature-index.ts";
import { siteAt, triggerOf } from "../corpus/feature-names.ts";
import { familyNumber } from "../corpus/feature.ts";

const missingAgent = 1.35;
const missingTool = 1.15;
/** Metadata is written at the end: what it lets expect may be a consequence itself. */
const missingByMetadata = 1;
const detour = 0.6;

/**
 * Something missing is named rather than a step that goes with it. But a handover that went elsewhere, when its
 * usual target acted in the run all the same, is a detour and no omission; so is a tool that another agent called.
 */
export function omissionWeights(
  encoded: Encoded,
  index: FeatureIndex,
): (run: number, site: number, feature: number) => number {
  const agentNumber = new Map(encoded.agents.map((agent, id) => [agent, id]));
  const tool = encoded.sites
    .map((_, id) => siteAt(encoded, id))
    .map(({ kind, name }) => (kind === "function" ? name : ""));
  const sameTool = (a: number, b: number) => tool[a] !== "" && tool[a] === tool[b];
  const fromMetadata = (feature: number) =>
    index.family[feature] === familyNumber.without &&
    triggerOf(encoded, index.b[feature]!).other.kind === "run";
  const weightOf = remembered(encoded, (run, site) => {
    const { agent, kind, name } = siteAt(encoded, site);
    if (kind === "function" && encoded.events[run]!.site.some((other) => sameTool(other, site)))
      return detour;
    const target = agentNumber.get(kind === "handoff" ? name : agent) ?? -1;
    if (!encoded.events[run]!.agent.includes(target)) return missingAgent;
    return kind === "handoff" ? detour : missingTool;
  });
  return (run, site, feature) => {
    const weight = weightOf(run, site);
    return weight === missingAgent && fromMetadata(feature) ? missingByMetadata : weight;
  };
}

/** Many features speak of the same site in the same run. */
function remembered(
  { sites }: Encoded,
  find: (run: number, site: number) => number,
): (run: number, site: number) => number {
  const known = new Map<number, number>();
  return (run, site) => {
    const key = run * sites.length + site;
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = find(run, site)));
    return value;
  };
}

/** Finds the step to look at when a site was not visited. */
export function responsibleAgents(encoded: Encoded): (run: number, site: number) => number {
  const agentNumber = new Map(encoded.agents.map((agent, id) => [agent, id]));
  const givers = usualGivers(encoded);
  const outcome = outcomeSites(encoded);
  const lastOf = (run: number, agent: string): number => {
    const { agent: who, site } = encoded.events[run]!;
    const wanted = agentNumber.get(agent) ?? -1;
    for (let event = who.length - 1; event >= 0; event--)
      if (who[event] === wanted && !outcome[site[event]!]) return event;
    return -1;
  };
  return remembered(encoded, (run, site) => {
    const { agent } = siteAt(encoded, site);
    const own = lastOf(run, agent);
    if (own >= 0) return own;
    for (const giver of givers.get(agent) ?? []) {
      const last = lastOf(run, giver);
      if (last >= 0) return last;
    }
    return -1;
  });
}

/** Who hands over to each agent, most frequent first. */
function usualGivers(encoded: Encoded): Map<string, string[]> {
  const counts = new Int32Array(encoded.sites.length);
  for (const { site } of encoded.events) for (const id of site) counts[id]!++;
  const givers = new Map<string, { agent: string; count: number }[]>();
  encoded.sites.forEach((_, id) => {
    const { agent, kind, name } = siteAt(encoded, id);
    if (kind === "handoff" && agent !== "" && name !== "")
      givers.set(name, [...(givers.get(name) ?? []), { agent, count: counts[id]! }]);
  });
  return new Map(
    [...givers].map(([name, list]) => [
      name,
      list.toSorted((x, y) => y.count - x.count).map(({ agent }) => agent),
    ]),
  );
}
