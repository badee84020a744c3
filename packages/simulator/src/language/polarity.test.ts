import { describe, expect, it } from "vitest";
import { polarityOf, type Polarity } from "./index.ts";

const cases: readonly (readonly [Polarity, string, string])[] = [
  ["affirmed", "Finance has validated the NRR.", "validated NRR"],
  ["affirmed", "Not only the burn but the runway is a concern.", "runway"],
  ["affirmed", "It is not unverified.", "verified"],
  ["affirmed", "Never answer without citing a file.", "citing a file"],
  ["denied", "Finance has not validated the NRR.", "validated NRR"],
  ["denied", "The report is no longer available.", "report available"],
  ["denied", "The audit is far from complete.", "audit complete"],
  ["denied", "The NRR cannot be confirmed.", "NRR confirmed"],
  ["denied", "The NRR is unverified.", "NRR verified"],
  ["denied", "The report has yet to be issued.", "report issued"],
  ["denied", "Without a bridge, the total stands.", "bridge"],
  ["hedged", "The NRR may be validated later.", "validated NRR"],
  ["hedged", "Once the report is issued, deals will close.", "report issued"],
  ["attributed", "Management claims the report is issued.", "report issued"],
  ["attributed", 'The FAQ says "SOC 2 complete".', "SOC 2 complete"],
  ["warned_against", "Do not treat the estimate as official.", "estimate official"],
  ["warned_against", "Use the parent rather than the legal entity.", "legal entity"],
  ["warned_against", "Report concentration per parent, not per entity.", "per entity"],
  ["affirmed", "Report concentration per parent, not per entity.", "parent"],
  ["warned_against", "Quote the bridge instead of the deck.", "deck"],
  ["affirmed", "Instead of the deck, quote the bridge.", "bridge"],
  ["absent", "Runway is 11 months.", "NRR"],
  ["denied", "净收入留存率尚未验证。", "净收入留存率 验证"],
  ["warned_against", "不要引用董事会口径。", "董事会口径"],
];

describe("polarityOf", () => {
  it.each(cases)("is %s in %j of: %s", (polarity, sentence, phrase) => {
    expect(polarityOf(sentence, phrase)).toBe(polarity);
  });
});
