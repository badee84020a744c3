import type { Encoded } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { featureOf, siteAt } from "../corpus/feature-names.ts";
import type { Feature, Site } from "../corpus/feature.ts";

/** A feature as a phrase that a person can read: who did, said or left out what. */
export function featureText(encoded: Encoded, index: FeatureIndex, f: number): string {
  return phrase(featureOf(encoded, index, f), (text) => readable(text, encoded));
}

function phrase({ family, site, detail, other }: Feature, fact: (text: string) => string): string {
  const here = siteText(site);
  const [own = "", known = ""] = detail.split("\u0002").map(fact);
  const when = known === "" ? "" : ` when ${known}`;
  switch (family) {
    case "does":
      return here;
    case "repeats":
      return `${here}, ${detail} times or more`;
    case "says":
      return `${here} says "${detail}"`;
    case "value":
    case "level":
      return `${here} gives ${detail}`;
    case "changed":
      return `${here} changes ${detail}`;
    case "copies":
      return `${here} takes ${own}`;
    case "follows":
      return `${siteText(other)} directly before ${here}`;
    case "before":
      return `${here} ahead of ${siteText(other)}`;
    case "lacks":
      return `${here} is missing`;
    case "without":
      return `${here} is missing after ${siteText(other)}${detail === "" ? "" : ` (${detail})`}`;
    case "unusual":
      return `${here}, unusual for this case type`;
    case "despite":
      return `${here} with ${own} although ${known}`;
    case "unlike":
      return `${here} not with ${own}${when}`;
    default:
      return here;
  }
}

/** A site in words: an agent's tool, a handoff, an agent. */
export function siteText(site: Site | undefined): string {
  if (!site) return "";
  if (site.kind === "handoff") return `handoff ${site.agent} → ${site.name}`;
  if (site.agent === "") return "run data";
  return site.name === "" ? site.agent : `${site.agent}.${site.name}`;
}

/** Facts name their sites by number. */
function readable(facts: string, encoded: Encoded): string {
  return facts
    .split(" and ")
    .map((fact) => readableFact(fact, encoded))
    .join(" and ");
}

function readableFact(fact: string, encoded: Encoded): string {
  const name = (id: string) => siteText(siteAt(encoded, Number(id)));
  return fact
    .replace(
      /: (\d+)([=≠])(\d+)$/,
      (_, a: string, sign: string, b: string) => ` of ${name(a)} ${sign} ${name(b)}`,
    )
    .replace(/(^|[<>=-])(\d+)\.(?=\D)/g, (_, before: string, id: string) => `${before}${name(id)}.`)
    .replace("<-", " from ")
    .replace("==", "=");
}
