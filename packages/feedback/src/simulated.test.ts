import { describe, expect, it } from "vitest";
import { observationsOn } from "./fixtures/critic.ts";

const json = (value: unknown) => JSON.stringify(value);

describe("the simulated critic", () => {
  it("points at figures without a source, and is content with a source beside them", async () => {
    const bare = await observationsOn({ answer: "Runway is 11 months. The team is calm." });
    expect(bare.join("\n")).toContain("gives 11 months without naming a source file");
    for (const answer of [
      "Runway is 11 months (`finance/year.csv`). The team is calm.",
      "Runway is 11 months.\n\nSources: finance/year.csv",
    ])
      expect((await observationsOn({ answer })).join("\n")).not.toContain(
        "without naming a source",
      );
  });

  it("points at figures that none of the run's files hold", async () => {
    const artifacts = {
      "table.csv": "claim_id,claim,sources\nc1,Burn is $2.9M a month,year.csv\n",
    };
    const good = await observationsOn({ answer: "Burn is $2.90M monthly (year.csv).", artifacts });
    const bad = await observationsOn({ answer: "Burn is $3.4M a month (year.csv).", artifacts });
    expect(good.join("\n")).not.toContain("none of the files");
    expect(bad.join("\n")).toContain(
      "$3.4M a month, which stands in none of the files".replace(" a month", ""),
    );
  });

  it("notices a reservation of the evidence that the answer drops", async () => {
    const artifacts = {
      "citations.json": json([
        {
          claim_id: "c1",
          claim: "The Type II audit fieldwork is in progress.",
          sources: ["a.md", "b.csv"],
        },
      ]),
    };
    const dropped = await observationsOn({
      answer: "The Type II audit fieldwork supports the sale.",
      artifacts,
    });
    const kept = await observationsOn({
      answer: "The Type II audit fieldwork is still in progress.",
      artifacts,
    });
    expect(dropped.join("\n")).toContain("drops that reservation");
    expect(kept.join("\n")).not.toContain("drops that reservation");
  });

  it.each([
    [
      "SOC 2 is complete.",
      "does not tell a Type I report",
      "SOC 2 Type I is complete; Type II is in progress.",
    ],
    ["SOC 2 is complete.", "does not tell a Type I report", "SOC 2 is not complete."],
    [
      "Net revenue retention is 118%.",
      "net revenue retention as a fact",
      "Net revenue retention of 118% is management's estimate.",
    ],
    [
      "NRR came in at 131%.",
      "net revenue retention as a fact",
      "We cannot report NRR; the 131% is unvalidated.",
    ],
    ["ARR is $52.0M.", "without its basis", "Controlled ARR is $52.0M."],
  ])("finds fault with %j (%s), not with its careful form", async (careless, fault, careful) => {
    expect((await observationsOn({ answer: careless })).join("\n")).toContain(fault);
    expect((await observationsOn({ answer: careful })).join("\n")).not.toContain(fault);
  });

  it("asks for the parent view of concentration", async () => {
    const question = "How concentrated is revenue in the largest customers?";
    const byEntity = "Ashgrove Bank has 20% and Ashgrove Leasing has 12% of ARR (customers.csv).";
    const byParent = "The parent Ashgrove Holdings has 32% of ARR (hierarchy.csv).";
    const artifacts = {
      "notes.md": "Both entities belong to the parent account Ashgrove Holdings.",
    };
    expect((await observationsOn({ question, answer: byEntity })).join("\n")).toContain(
      "by legal entity",
    );
    expect((await observationsOn({ question, answer: byEntity, artifacts })).join("\n")).toContain(
      "although notes.md speaks of parent accounts",
    );
    expect((await observationsOn({ question, answer: byParent })).join("\n")).not.toContain(
      "by legal entity",
    );
  });

  it("notices values that disagree and are passed over", async () => {
    const artifacts = {
      "evidence.md": "Controlled ARR is $36.9M.\n\nThe board shows ending ARR of $43.0M.",
    };
    const silent = await observationsOn({
      answer: "Controlled ARR is $36.9M (bridge.csv).",
      artifacts,
    });
    const open = await observationsOn({
      answer:
        "Controlled ARR is $36.9M (bridge.csv), which conflicts with the board's $43.0M (deck.md).",
      artifacts,
    });
    expect(silent.join("\n")).toMatch(/more than one value for ending ARR \(\$36\.9M, \$43\.0M\)/);
    expect(open.join("\n")).not.toContain("more than one value");
    expect(open.join("\n")).toContain("shows a disagreement between sources openly");
  });

  it("notices open questions that the answer keeps to itself", async () => {
    const artifacts = {
      "open_questions.md": "- Who signs the renewal in May?\n- Is the price fixed?",
    };
    const answer = "Renewals look safe (renewals.csv).";
    expect((await observationsOn({ answer })).join("\n")).toContain("names no open question");
    expect((await observationsOn({ answer, artifacts })).join("\n")).toContain(
      "open_questions.md holds 2 questions",
    );
    const asking = `${answer} Open question: who signs the renewal in May?`;
    expect((await observationsOn({ answer: asking, artifacts })).join("\n")).not.toContain(
      "no open question",
    );
  });

  it("reads the work product: empty, malformed and thin files", async () => {
    const artifacts = {
      "memo.md": "",
      "broken.json": "[{",
      "citations.json": json([
        { claim_id: "1", claim: "Burn is $2M a month", sources: ["deck.md"] },
        { claim_id: "2", claim: "Nobody left", sources: [] },
      ]),
      "risks.json": json([{ id: "r", risk: "Churn", evidence: [], open_questions: [] }]),
    };
    const text = (
      await observationsOn({ answer: "Fine. Open question: none yet?", artifacts })
    ).join("\n");
    for (const part of [
      "left memo.md empty",
      "broken.json is not valid JSON",
      "rests on narrative text alone (deck.md)",
      '"Nobody left" is listed without any source',
    ])
      expect(text).toContain(part);
  });

  it("misses a disagreement that the run's files describe and that bears on the question", async () => {
    const artifacts = { "memo.md": "The revenue bridge does not tie." };
    const answer = "Revenue quality is good. Hiring is on plan.";
    const about = async (question: string) =>
      (await observationsOn({ question, answer, artifacts })).join("\n");
    expect(await about("How good is the quality of revenue?")).toContain(
      'memo.md describes a disagreement between sources, "The revenue bridge does not tie."',
    );
    expect(await about("Is hiring on plan?")).not.toContain("describes a disagreement");
    expect(await about("Which sources contradict each other?")).toContain(
      "The question asks where sources disagree",
    );
  });

  it("does not take the repeated question for evidence", async () => {
    const question = "Which figures does finance hold to be unvalidated today?";
    const artifacts = { "summary.md": question };
    const text = (
      await observationsOn({ question, answer: "Finance holds figures today.", artifacts })
    ).join("\n");
    expect(text).not.toContain("summary.md");
  });

  it("compares the list of claims with the answer", async () => {
    const artifacts = {
      "citations.json": json([
        { claim_id: "1", claim: "Burn is $2M a month", sources: ["a.csv", "b.csv"] },
      ]),
    };
    const partly = "Burn is $2M a month (a.csv). Margin is 61% (c.csv).";
    expect((await observationsOn({ answer: partly, artifacts })).join("\n")).toContain(
      'leaves out a statement of the answer that gives a figure: "Margin is 61% (c.csv)."',
    );
    const wholly = "Burn is $2M a month (a.csv).";
    expect((await observationsOn({ answer: wholly, artifacts })).join("\n")).not.toContain(
      "leaves out",
    );
  });

  it("repeats the run's own word that its checks failed", async () => {
    const answer = "All files are there; the checks still report two missing sources.";
    expect((await observationsOn({ answer })).join("\n")).toContain(
      "its own checks were not clean",
    );
  });

  it("praises what should be kept", async () => {
    const answer =
      "**Facts**\n\n- Churn is 4% (a.csv).\n- Margin is 61% (b.csv).\n- Burn is $2M (c.csv).\n\n**Inferences**\n\n- Fine.\n\n**Open questions**\n\n- Who pays?";
    const text = (await observationsOn({ answer })).join("\n");
    expect(text).toContain("keeps facts, inferences and open questions apart");
    expect(text).toContain("names 3 source files");
    const careful = await observationsOn({ answer: "CAC payback was not provided." });
    expect(careful.join("\n")).toContain("keeps an unsettled point unsettled");
  });

  it("always has something to say, at most eight things", async () => {
    expect(await observationsOn({ answer: "" })).toContain("The run ended without an answer.");
    const long =
      "ARR is $5M. NRR is 120%. SOC 2 is complete. Growth was 30%. Growth was 40%. Runway is 3 months.";
    const count = (await observationsOn({ answer: long.repeat(20) })).length;
    expect(count).toBeGreaterThanOrEqual(3);
    expect(count).toBeLessThanOrEqual(8);
  });

  it("says the same about the same run", async () => {
    const answer = "ARR is $5M and churn is rising.";
    expect(await observationsOn({ answer })).toEqual(await observationsOn({ answer }));
  });
});
