import type { Encoded } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { featureOf, siteAt } from "../corpus/feature-names.ts";
import type { Feature, Site } from "../corpus/feature.ts";

/** A feature as a phrase that a person can read: who did, said or left out what. */
export function featureText(encoded: Encoded, index: FeatureIndex, f: number): string {
  return phrase(featureOf(encoded, index, f), (text) => readable(text, encoded));
}

function phrase({ family, site, detail, other }: Feature, fact: (text: string) => string): string {
  const acts = actText(site);
  const [own = "", known = ""] = detail.split("\u0002").map(fact);
  switch (family) {
    case "repeats":
      return `${acts}, ${detail} times or more`;
    case "says":
      return `${acts} with the words "${detail}"`;
    case "value":
    case "level":
      return `${acts} with ${detail}`;
    case "changed":
      return `${acts} with another ${detail} than before`;
    case "copies":
      return `${acts} with ${own}`;
    case "follows":
      return `${actText(other)}, and next ${acts}`;
    case "before":
      return `${acts} before ${actText(other)}`;
    case "lacks":
      return omissionText(site);
    case "without":
      return `${omissionText(site)} although ${triggerText(other, fact(detail))}`;
    case "unusual":
      return `${acts}, unusual for this case type`;
    case "despite":
      return `${acts} with ${own} although ${known}`;
    case "unlike":
      return `${acts} without ${own}${known === "" ? "" : ` although ${known}`}`;
    default:
      return acts;
  }
}

/** What happens at a site, as a sentence: an agent calls a tool, hands over, or takes part. */
export function actText(site: Site | undefined): string {
  if (!site) return "";
  const { agent, kind, name } = site;
  if (agent === "") return "the run has data";
  if (kind === "handoff") return `${agent} hands over to ${name || "another agent"}`;
  if (kind === "finding") return `${agent} files finding ${name}`;
  if (kind === "status") return `${agent} reports status ${name}`;
  return name === "" ? `${agent} takes part` : `${agent} calls ${name}`;
}

function omissionText({ agent, kind, name }: Site): string {
  if (kind === "handoff") return `${agent} does not hand over to ${name || "another agent"}`;
  if (kind === "finding") return `${agent} does not file finding ${name}`;
  if (kind === "status") return `${agent} does not report status ${name}`;
  return name === "" ? `${agent} takes no part` : `${agent} does not call ${name}`;
}

/** What lets a step be expected: that a site was visited, or what was known there. */
function triggerText(site: Site | undefined, known: string): string {
  if (known === "") return actText(site);
  const has = /[=<>]/.test(known) ? `has ${known}` : `says "${known}"`;
  return `${site?.agent === "" ? "the run" : siteText(site)} ${has}`;
}

/** A site as a name: an agent's tool, a handoff, an agent. */
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
    .replace("==", "=")
    .replace(
      /([\w.]+)\.(\w+)@(first|last|between|only)/g,
      (_, from: string, key: string, place: string) => `${places[place] ?? ""} ${key} of ${from}`,
    );
}

/** Where an item stands in its list. */
const places: Readonly<Record<string, string>> = {
  first: "the first",
  last: "the last",
  between: "a middle",
  only: "the only",
};
