import type { HarnessConfig } from "@loopwright/core";
import { describe, expect, it } from "vitest";
import { oneTurn, stories } from "../fixtures/one-turn.ts";
import { buildContext, diagnoseRuns } from "../index.ts";

const failed = stories.filter((story) => /concentrated/.test(story.question));
const bare = "# Analyst\n\n## Rules\n\n- Answer in the language of the question.\n";

/** What is found about the rollup when a run broke it under these instructions and files. */
function found(options: { instructions?: string; file?: { path: string; content: string } }) {
  const turn = oneTurn({ stories: failed, instructions: options.instructions ?? bare });
  const { file } = options;
  const harness: HarnessConfig = {
    ...turn.harness,
    files: [...turn.harness.files, ...(file ? [file] : [])],
    guidance: file?.path.startsWith("guidance/")
      ? [{ file: file.path.replace("guidance/", ""), when: [["customer"]], text: file.content }]
      : [],
  };
  const { recommendations } = diagnoseRuns({ context: buildContext(turn), harness });
  const about = recommendations.find(({ title }) => /parent account|concentration/i.test(title));
  const place = about?.claims
    .flatMap((claim) => claim.evidence)
    .find(({ ref }) => ref.startsWith("harness:"));
  return { class: about?.class, title: about?.title ?? "", ref: place?.ref, quote: place?.quote };
}

const listed = (rule: string) => `${bare}- ${rule}\n`;

describe("where a rule may stand", () => {
  it("is missing where none stands", () => {
    expect(found({}).class).toBe("missing_requirement");
  });

  it.each([
    [
      "in a list",
      {
        instructions: listed(
          "Consolidate subsidiaries by ultimate owner before stating customer shares.",
        ),
      },
      6,
    ],
    [
      "in two sentences of a paragraph",
      {
        instructions: `${bare}\n## Customers\n\nAn account may belong to a group. Combine such entities under their parent before you report concentration.\n`,
      },
      9,
    ],
    [
      "below an introduction",
      {
        instructions: `${bare}\n## Customers\n\nBefore you report concentration:\n\n- combine legal entities under their parent account\n`,
      },
      11,
    ],
    [
      "as how things are done",
      {
        instructions: `${bare}\nCustomer concentration is reported by corporate family, with all entities added together.\n`,
      },
      7,
    ],
  ])("is found %s", (_where, options, line) => {
    expect(found(options)).toMatchObject({
      class: "not_reliably_followed",
      ref: `harness:instructions.md:${line}`,
    });
  });

  it("is found in guidance that the question brings in", () => {
    const content =
      "---\nwhen:\n  - [customer]\n---\n\nRoll legal entities up to their parent before you report concentration.\n";
    expect(found({ file: { path: "guidance/customers.md", content } })).toMatchObject({
      class: "not_reliably_followed",
      ref: "harness:guidance/customers.md:6",
    });
  });

  it.each([
    ["a plain value", "concentration: Roll legal entities up to their parent account first.\n", 1],
    [
      "a folded value",
      "concentration: >-\n  Customers may buy through several entities.\n  Combine legal entities under their\n  parent account before you state concentration.\n",
      3,
    ],
    [
      "a list",
      "policies:\n  - Answer in the language of the question, always.\n  - 'Combine legal entities under their parent account before you state concentration.'\n",
      3,
    ],
  ])("is found in a policy file, as %s", (_how, content, line) => {
    expect(found({ file: { path: "policies.yaml", content } })).toMatchObject({
      class: "not_reliably_followed",
      ref: `harness:policies.yaml:${line}`,
    });
  });
});

describe("which way a rule points", () => {
  it.each([
    "Never report customer concentration without rolling legal entities up to their parent account.",
    "Do not state concentration before entities are combined under their parent account.",
    "Do not judge customer concentration by legal entity alone; roll up to the parent account.",
    "Never lump a parent account's legal entities apart when you report customer concentration; combine them.",
  ])("is for what is wanted: %s", (rule) => {
    expect(found({ instructions: listed(rule) }).class).toBe("not_reliably_followed");
  });

  it.each([
    "Do not roll legal entities up to their parent account when you report customer concentration.",
    "Rolling legal entities up to their parent account must never be done for customer concentration.",
  ])("is against it: %s", (rule) => {
    expect(found({ instructions: listed(rule) }).title).toMatch(/^Turn round/);
  });

  it.each([
    "Mention which customer's contract ends within a year.",
    "The parent account is the company that owns the others.",
    "Describe each customer's industry in one sentence.",
  ])("is neither: %s", (rule) => {
    expect(found({ instructions: `${bare}\n${rule}\n` }).class).toBe("missing_requirement");
  });
});
