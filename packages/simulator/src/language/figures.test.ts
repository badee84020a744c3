import { describe, expect, it } from "vitest";
import { figureFallsUnder, readFigures, sameFigure, type Figure } from "./index.ts";

function only(text: string): Figure {
  const figures = readFigures(text);
  const [figure] = figures;
  if (figure === undefined || figures.length > 1)
    throw new Error(`${figures.length} figures in ${text}`);
  return figure;
}

describe("readFigures", () => {
  it.each([
    ["$43.0M", 43_000_000, "money"],
    ["43.0 million dollars", 43_000_000, "money"],
    ["USD 43m", 43_000_000, "money"],
    ["4300万美元", 43_000_000, "money"],
    ["$1.2bn", 1_200_000_000, "money"],
    ["43,000,000", 43_000_000, "count"],
    ["36.9", 36.9, "count"],
    ["71%", 71, "percent"],
    ["71 percent", 71, "percent"],
    ["71 per cent", 71, "percent"],
    ["eleven months", 11, "months"],
    ["an 11-month runway", 11, "months"],
    ["十一个月", 11, "months"],
    ["twenty-two hires", 22, "count"],
    ["2.1x", 2.1, "times"],
    ["two years", 2, "years"],
  ])("reads %s as %d %s", (text, value, unit) => {
    expect(only(text)).toMatchObject({ value, unit, bound: "exact" });
  });

  it.each([
    ["more than 12 months", "above"],
    ["12 months or more", "at_least"],
    ["no more than 15%", "at_most"],
    ["less than 15%", "below"],
    ["about 34%", "about"],
    ["超过12个月", "above"],
  ])("reads the bound of %s as %s", (text, bound) => {
    expect(only(text).bound).toBe(bound);
  });

  it.each([
    "SOC 2 Type 2",
    "FY2025",
    "by 2025-12-31",
    "No. 5",
    "Q3",
    "the top five customers",
    "trace-01",
    "data/v2/file_3.csv",
  ])("sees no figure in %s", (text) => {
    expect(readFigures(text)).toEqual([]);
  });

  it("gives the place of each figure in the text", () => {
    const text = "ARR is $43.0M, up 71%.";
    expect(readFigures(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "$43.0M",
      "71%",
    ]);
  });
});

describe("sameFigure", () => {
  it.each([
    ["$43.0M", "43,000,000", true],
    ["$43 million", "43.0", true],
    ["69%", "0.69", true],
    ["71%", "71.4 percent", true],
    ["11 months", "eleven", true],
    ["24 months", "two years", true],
    ["$43.0M", "$36.9M", false],
    ["11 months", "12 months", false],
    ["11%", "11 months", false],
    ["$2.9M", "$29M", false],
    ["34%", "0.69", false],
  ])("compares %s with %s", (a, b, same) => {
    expect(sameFigure(only(a), only(b))).toBe(same);
  });
});

describe("figureFallsUnder", () => {
  it.each([
    ["14 months", "more than 12 months", true],
    ["12 months", "more than 12 months", false],
    ["12 months", "at least 12 months", true],
    ["11 months", "less than 12 months", true],
    ["more than 11 months", "11 months", false],
    ["9%", "at most 15%", true],
    ["34%", "at most 15%", false],
  ])("places %s under %s", (stated, wanted, falls) => {
    expect(figureFallsUnder(only(stated), only(wanted))).toBe(falls);
  });
});
