import type { Encoded } from "./encode-runs.ts";
import type { FeatureIndex } from "./feature-index.ts";
import { families, type Feature, type Site } from "./feature.ts";

/** A feature as names, for people and for documents. */
export function featureOf(encoded: Encoded, index: FeatureIndex, feature: number): Feature {
  const family = families[index.family[feature]!]!;
  const a = index.a[feature]!;
  const b = index.b[feature]!;
  const word = encoded.textOf(b);
  switch (family) {
    case "says":
    case "value":
    case "level":
    case "changed":
    case "copies":
    case "despite":
    case "unlike":
      return { family, site: siteAt(encoded, a), detail: word };
    case "repeats":
      return { family, site: siteAt(encoded, a), detail: String(b) };
    case "before":
      return { family, site: siteAt(encoded, a), detail: "", other: siteAt(encoded, b) };
    case "follows":
      return { family, site: siteAt(encoded, b), detail: "", other: siteAt(encoded, a) };
    case "without":
      return {
        family,
        site: siteAt(encoded, a),
        ...triggerOf(encoded, b),
      };
    default:
      return { family, site: siteAt(encoded, a), detail: "" };
  }
}

/** A site by number; a negative number means the target of a handoff. */
export function siteAt({ sites, agents }: Encoded, id: number): Site {
  if (id < 0) return { agent: agents[-1 - id] ?? "", kind: "agent", name: "" };
  const [agent = "", kind = "", name = ""] = (sites[id] ?? "").split("\u0001");
  return { agent, kind, name };
}

/** What lets a step be expected: a site, and what was known there. */
export function triggerOf(encoded: Encoded, word: number): { other: Site; detail: string } {
  const [site = "", detail = ""] = encoded.textOf(word).split("\u0002");
  return { other: siteAt(encoded, Number(site)), detail };
}
