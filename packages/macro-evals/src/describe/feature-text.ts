import type { Encoded } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { featureOf } from "../corpus/feature-names.ts";
import type { Feature, Site } from "../corpus/feature.ts";
import { assignments, knownText, ownFact } from "./fact-text.ts";
import { actText, omissionText, siteText } from "./site-text.ts";

/** A feature as a sentence that a person can read: who did, said or left out what. */
export function featureText(encoded: Encoded, index: FeatureIndex, f: number): string {
  return sentence(featureOf(encoded, index, f), encoded);
}

function sentence({ family, site, detail, other }: Feature, encoded: Encoded): string {
  const acts = actText(site);
  switch (family) {
    case "repeats":
      return `${acts}, ${detail} times or more`;
    case "says":
      return `${acts} with the words "${detail}"`;
    case "value":
    case "level":
      return `${acts} with ${assignments(detail)}`;
    case "changed":
      return `${acts} with another ${detail} than before`;
    case "follows":
      return `${actText(other)}, and next ${acts}`;
    case "before":
      return `${acts} before ${actText(other)}`;
    case "lacks":
      return omissionText(site);
    case "without":
      return `${omissionText(site)} although ${triggerText(site, other, detail, encoded)}`;
    case "unusual":
      return `${acts}, unusual for this case type`;
    case "copies":
    case "despite":
    case "unlike":
      return actionText(acts, detail, family === "unlike", encoded);
    default:
      return acts;
  }
}

/** An action with what it says or takes, or does not, and what was known. */
function actionText(acts: string, detail: string, isNot: boolean, encoded: Encoded): string {
  const [own = "", known = ""] = detail.split("\u0002");
  const fact = ownFact(own, encoded);
  const does =
    "says" in fact
      ? `${isNot ? "without" : "with"} ${fact.says}`
      : `${isNot ? "without taking" : "taking"} its ${fact.takes} from ${fact.from}`;
  return `${acts} ${does}${known === "" ? "" : ` although ${knownText(known, encoded)}`}`;
}

/** What lets a step be expected: that a site was visited, or what was known there. */
function triggerText(
  site: Site,
  trigger: Site | undefined,
  known: string,
  encoded: Encoded,
): string {
  if (known === "") return actText(trigger);
  const whose =
    trigger?.agent === ""
      ? "the run"
      : trigger?.agent === site.agent
        ? `its ${trigger.name || "own step"}`
        : siteText(trigger);
  const fact = ownFact(known, encoded);
  if ("takes" in fact) return `${whose} takes its ${fact.takes} from ${fact.from}`;
  return /[=<>]/.test(known) ? `${whose} gave ${fact.says}` : `${whose} said "${known}"`;
}
