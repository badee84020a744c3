import { describe, expect, it } from "vitest";
import { splitSentences } from "./index.ts";

const texts = (text: string) => splitSentences(text).map((sentence) => sentence.text);

describe("splitSentences", () => {
  it("keeps decimals, abbreviations, initials and file names whole", () => {
    expect(
      texts(
        "ARR is $43.0M, i.e. the headline. See No. 5 in deck.md, e.g. by J. Doe. No. That ends it.",
      ),
    ).toEqual([
      "ARR is $43.0M, i.e. the headline.",
      "See No. 5 in deck.md, e.g. by J. Doe.",
      "No.",
      "That ends it.",
    ]);
  });

  it("takes headings, items, table rows and code one by one", () => {
    const markdown =
      "# Rules\n\nDo this:\n\n- one\n- two. Three.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```sh\nls. -l\n```\n";
    expect(
      splitSentences(markdown).map(({ kind, text, line }) => [kind, text.trim(), line]),
    ).toEqual([
      ["heading", "Rules", 1],
      ["prose", "Do this:", 3],
      ["list_item", "one", 5],
      ["list_item", "two.", 6],
      ["list_item", "Three.", 6],
      ["table_row", "| a | b |", 8],
      ["table_row", "| 1 | 2 |", 10],
      ["code", "ls. -l", 12],
    ]);
  });

  it("joins wrapped lines of a paragraph and of a list item", () => {
    expect(texts("One sentence\nover two lines.\n\n- an item\n  that goes on")).toEqual([
      "One sentence over two lines.",
      "an item that goes on",
    ]);
  });

  it("names what a nested item stands under", () => {
    const [, , item] = splitSentences("Never:\n\n- in answers:\n  - guess\n");
    expect(item).toMatchObject({ text: "guess", parents: ["Never:", "in answers:"] });
  });

  it("cuts Chinese at its own marks", () => {
    expect(texts("跑道为11个月。现金消耗为290万美元；尚未验证！")).toEqual([
      "跑道为11个月。",
      "现金消耗为290万美元；",
      "尚未验证！",
    ]);
  });

  it("keeps closing quotes with their sentence", () => {
    expect(texts('He said "done." Then left.')).toEqual(['He said "done."', "Then left."]);
  });

  it("finds nothing in an empty text", () => {
    expect(splitSentences("\n \n---\n")).toEqual([]);
  });
});
