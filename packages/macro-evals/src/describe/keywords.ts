import type { Encoded } from "../corpus/encode-runs.ts";
import type { FeatureIndex } from "../corpus/feature-index.ts";
import { featureOf } from "../corpus/feature-names.ts";
import { classTfIdf } from "./class-tfidf.ts";

/**
 * Keywords of each pattern: agents, tools, keys and values of what sets its runs apart, weighed by class-based
 * TF-IDF. No word of our own sentences is among them.
 *
 * @param features per pattern and run, the features that set the run apart
 */
export function keywordsOf(
  features: readonly (readonly (readonly number[])[])[],
  { encoded, index, most = 8 }: { encoded: Encoded; index: FeatureIndex; most?: number },
): string[][] {
  const known = new Map<number, string>();
  const termsOf = (feature: number): string => {
    const found = known.get(feature) ?? terms(feature, encoded, index).join("\n");
    known.set(feature, found);
    return found;
  };
  const documents = features.map((runs) => runs.map((list) => list.map(termsOf).join("\n")));
  return classTfIdf(documents, most, (document) => document.split("\n")).map((words) =>
    words.map(({ word }) => word),
  );
}

/** The names in a feature: nothing that is only punctuation, a place in a list, or a site's number. */
function terms(feature: number, encoded: Encoded, index: FeatureIndex): string[] {
  const { site, detail, other } = featureOf(encoded, index, feature);
  const details = detail
    .replaceAll("\u0002", " and ")
    .replaceAll("<-", " and ")
    .split(/[=<>≠:.~]+| and /)
    .map((part) => part.split("@")[0]?.trim() ?? "")
    .filter((part) => !/^\d*$/.test(part) && part !== "true" && part !== "false");
  return [site.agent, site.name, other?.agent ?? "", other?.name ?? "", ...details].filter(
    (term) => term !== "",
  );
}
