import type { Encoded } from "../corpus/encode-runs.ts";
import { siteAt } from "../corpus/feature-names.ts";
import { siteText } from "./site-text.ts";

/** What an action says itself (`key=value`, `key>=cut`), or where it takes a value from. */
export type OwnFact = { takes: string; from: string } | { says: string };

export function ownFact(fact: string, encoded: Encoded): OwnFact {
  const [, key, place] = /^([^<>=]+)<-(.+)$/s.exec(fact) ?? [];
  if (key !== undefined && place !== undefined)
    return { takes: listPlace(key), from: placeText(place, encoded) };
  return { says: assignments(fact) };
}

/** `key=value` and the like, one or several with "and" between them. */
export function assignments(facts: string): string {
  return facts
    .split(/ and (?=[^<>=]+(?:[<>]=?|=))/)
    .map((fact) => {
      const [, key, sign, value] = signed.exec(fact) ?? [];
      if (key === undefined || value === undefined) return `"${fact}"`;
      return `${listPlace(key)} ${comparedTo(sign ?? "", value)}`;
    })
    .join(" and ");
}

/** What was known when an action was taken: how a place stood, or how two places compared. */
export function knownText(facts: string, encoded: Encoded): string {
  return facts
    .split(/ and (?=[^<>=≠]+(?:[<>]=?|==?|≠))/)
    .map((fact) => oneKnown(fact, encoded))
    .join(" and ");
}

const signed = /^([^<>=≠]+?)(>=|==|<|>|=)(.*)$/s;

function oneKnown(fact: string, encoded: Encoded): string {
  const [, key, a, same, b] = /^(.+): (\d+)([=≠])(\d+)$/.exec(fact) ?? [];
  if (key !== undefined)
    return `${siteName(a, encoded)} and ${siteName(b, encoded)} ${same === "=" ? "agree" : "differ"} in ${listPlace(key)}`;
  const [, tool, word] = /^([^<>=≠~]+)~(.+)$/s.exec(fact) ?? [];
  if (tool !== undefined) return `${tool} said "${word ?? ""}"`;
  const [, place, sign = "", value = ""] = signed.exec(fact) ?? [];
  if (place === undefined) return fact;
  const subject = placeText(place, encoded);
  if (value === "today") return `${subject} ${sign === "<" ? "is past" : "is not past"}`;
  // Numbers are compared with each other by their places; nothing else carries such a sign.
  if (sign === "==" || sign === ">" || (sign === "<" && !isNumber(value)))
    return `${subject} is ${relations[sign] ?? ""} ${placeText(value, encoded)}`;
  return `${subject} is ${comparedTo(sign, value)}`;
}

const relations: Readonly<Record<string, string>> = {
  "==": "equal to",
  ">": "above",
  "<": "below",
};

function comparedTo(sign: string, value: string): string {
  if (sign === ">=") return `${value} or more`;
  if (sign === "<") return `below ${value}`;
  return isNumber(value) || value === "true" || value === "false" ? value : `"${value}"`;
}

function isNumber(text: string): boolean {
  return text !== "" && Number.isFinite(Number(text));
}

/** `tool.key` or, for what an agent decided, `site number.key`. */
function placeText(place: string, encoded: Encoded): string {
  const at = place.lastIndexOf(".");
  const from = place.slice(0, at);
  const name = /^\d+$/.test(from) ? siteName(from, encoded) : from;
  return `${listPlace(place.slice(at + 1))} of ${name}`;
}

function siteName(id: string | undefined, encoded: Encoded): string {
  return siteText(siteAt(encoded, Number(id)));
}

/** Where an item stands in its list: `rate@last`. */
function listPlace(key: string): string {
  const [name = "", place = ""] = key.split("@");
  return place === "" ? name : `${positions[place] ?? ""} ${name}`;
}

const positions: Readonly<Record<string, string>> = {
  first: "first",
  last: "last",
  between: "middle",
  only: "only",
};
