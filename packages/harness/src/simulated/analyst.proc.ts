import type { OfferedTool } from "@loopwright/core/model";
import { beforeAll, describe, expect, it } from "vitest";
import { simulatedAnalyst } from "./analyst.ts";
import { claimCounter, instructionsWith } from "./fixtures/brief.ts";
import { dataroomFiles } from "./fixtures/dataroom.ts";
import {
  sandboxTools,
  workAtDesk,
  type DeskFile,
  type DeskOptions,
} from "./fixtures/local-desk.ts";

const model = simulatedAnalyst({ lapseRate: 0 });

let files: DeskFile[];
beforeAll(async () => {
  files = [...(await dataroomFiles()), claimCounter];
});

const ask = (user: string, more: Partial<DeskOptions> = {}) =>
  workAtDesk({ model, instructions: instructionsWith(), user, files, ...more });

describe("the answers of a simulated analyst with all rules", () => {
  const answers: [string, readonly (string | RegExp)[]][] = [
    [
      "How serious is the near-term financing risk, judged from runway and monthly cash burn?",
      ["11 months", "$2.9M", "high", "financials/p_and_l.csv"],
    ],
    [
      "How good is the quality of revenue, and which ARR figure should the committee rely on?",
      [
        "$36.9M",
        "$43.0M",
        "$40.8M",
        "$2.8M",
        "$1.1M",
        "$29.08M",
        "$39.1M",
        /August 2025/,
        "financials/arr_bridge.csv",
      ],
    ],
    [
      "How concentrated is revenue in the largest customers once legal entities are rolled up to their parent accounts?",
      [
        "Northstar Holdings: $12.4M, 33.6%",
        "about 34%",
        "customers/account_hierarchy.csv",
        /no more than 15%/,
      ],
    ],
    [
      "Which legal exposure should be looked into first, and why that one?",
      [
        "$3.2M",
        "uncapped confidentiality indemnity",
        "Helio Retail",
        "possible, not probable",
        "nothing in the customer contracts affects valuation",
      ],
    ],
    [
      "Is the company ready for enterprise security reviews, and what is the status of its certification?",
      [
        "SOC 2 Type I is complete",
        /Type II .*not been issued/,
        "weaker evidence",
        "sales/security_faq.md",
        "blocked on Type II",
      ],
    ],
    [
      "Where do the board deck, finance's records and management's statements contradict each other?",
      ["$43.0M", "$36.9M", "no more than 15%", "SOC 2 complete", "clause inventory", "122%"],
    ],
    [
      "Which requested metrics, such as net revenue retention and CAC payback, should we refuse to report as official, and why?",
      [
        /Refuse to report as official: net revenue retention/,
        "122%",
        "finance has not validated",
        /CAC payback \(not provided/,
      ],
    ],
    [
      "Which follow-up questions have to be answered before the investment committee meets?",
      [
        "Can finance reconcile $43.0M to $36.9M",
        "SOC 2 Type II report be issued",
        "Summit Foods",
        "cash balance",
      ],
    ],
    [
      "What are the top three risks across financial, legal and customer risk, ordered by severity?",
      [
        /\(1\).*\(2\).*\(3\)/,
        "**Financial risk**",
        "**Legal risk**",
        "**Customer risk**",
        "11 months",
        "33.6%",
      ],
    ],
    [
      "Which of management's claims need stronger evidence before anyone relies on them?",
      ["ARR of $43.0M", "by parent account", "SOC 2 complete", "NRR) of 122%"],
    ],
  ];

  for (const [question, parts] of answers)
    it(`answers "${question}"`, async () => {
      const run = await ask(question);
      for (const part of parts)
        expect(run.answer).toMatch(part instanceof RegExp ? part : literally(part));
      expect(run.turns).toBeGreaterThanOrEqual(8);
      expect(run.turns).toBeLessThanOrEqual(16);
      expect([...run.artifacts.keys()].sort()).toEqual([
        "citations.json",
        "evidence_table.csv",
        "investment_memo.md",
        "open_questions.md",
        "risk_register.json",
        "summary_answer.md",
      ]);
    });

  it("shows every money figure and share in a tool's output before it shows in the answer", async () => {
    const run = await ask(
      "Which ARR figure should the committee rely on, and how concentrated is it?",
    );
    const printed = run.commands.map(({ output }) => output).join("\n");
    const figures = [...run.answer.matchAll(/\$(\d+(?:\.\d+)?)M|(\d+\.\d)%/g)].map(
      (match) => match[1] ?? match[2] ?? "",
    );
    expect(figures.length).toBeGreaterThan(10);
    for (const figure of figures) expect(printed).toContain(figure);
  });

  it("looks up what it has no method for", async () => {
    expect((await ask("What is BluePeak's renewal date?")).answer).toMatch(
      /^BluePeak Logistics: renewal date 2026-06-30/,
    );
    expect((await ask("How many hires are planned for next year?")).answer).toContain(
      "14 net new hires",
    );
    expect((await ask("What is the weather in Paris?")).answer).toMatch(/^This is unknown/);
  });
});

describe("a simulated analyst at work", () => {
  it("lists, reads in several turns, calculates, writes, validates, mends and validates again", async () => {
    const { commands, items } = await ask("Which ARR figure should the committee rely on?");
    const at = (part: string) => commands.findIndex(({ cmd }) => cmd.includes(part));
    expect(at("find data")).toBe(0);
    expect(at("cat data/financials/arr_bridge.csv")).toBeLessThan(at("rolled forward"));
    expect(at("rolled forward")).toBeLessThan(at("count_claims.mjs"));
    const checks = commands.filter(({ cmd }) => cmd.includes("count_claims.mjs"));
    expect(checks.map(({ output }) => JSON.parse(output).passed)).toContain(true);
    expect(items.filter(({ type }) => type === "apply_patch_call")).toHaveLength(6);
  });

  it("mends what a tool reports", async () => {
    const { commands, artifacts } = await ask("What is BluePeak's renewal date?");
    const checks = commands.filter(({ cmd }) => cmd.includes("count_claims.mjs"));
    expect(checks.map(({ output }) => JSON.parse(output).passed)).toEqual([false, true]);
    expect(JSON.parse(artifacts.get("citations.json") ?? "[]").length).toBeGreaterThan(8);
  });

  it("writes its files with a patch function, or with the shell alone", async () => {
    const shellOnly = sandboxTools.filter(({ name }) => name === "exec_command");
    const patchFunction: OfferedTool = { type: "function", name: "apply_patch" };
    for (const tools of [shellOnly, [...shellOnly, patchFunction]]) {
      const { artifacts } = await ask("Which ARR figure should we rely on?", { tools });
      expect(artifacts.get("summary_answer.md")).toContain("$36.9M");
      expect(artifacts.size).toBe(6);
    }
  });

  it("writes a file with the shell when the patch tool refuses it", async () => {
    const { artifacts } = await ask("Which ARR figure should we rely on?", {
      refuse: ["outputs/open_questions.md"],
    });
    expect(artifacts.get("open_questions.md")).toContain("Can finance reconcile");
  });

  it("says that it cannot look when no shell is offered", async () => {
    expect((await ask("Which ARR figure should we rely on?", { tools: [] })).answer).toContain(
      "unknown",
    );
  });

  it("gives the same reply to the same request and forgets nothing between turns", async () => {
    const first = await ask("Where do the sources contradict each other?");
    const second = await ask("Where do the sources contradict each other?");
    expect(second.answer).toBe(first.answer);
    expect(second.commands.map(({ cmd }) => cmd)).toEqual(first.commands.map(({ cmd }) => cmd));
  });

  it("reads a long file piece by piece and respects the output cap", async () => {
    const rows = Array.from(
      { length: 900 },
      (_, index) => `Customer ${index},2027-01-${String((index % 28) + 1).padStart(2, "0")},low,`,
    );
    const calendar = ["customer,renewal_date,renewal_risk,notes", ...rows].join("\n");
    const long = files.map((file) =>
      file.path.endsWith("renewal_calendar.csv") ? { ...file, content: calendar } : file,
    );
    const run = await ask("What is the renewal date of Customer 880?", { files: long });
    expect(run.answer).toMatch(/^Customer 880: renewal date 2027-01-13/);
    for (const { output } of run.commands) expect(Buffer.byteLength(output)).toBeLessThan(16_000);
  });
});

describe("a simulated analyst in somebody else's dataroom", () => {
  it("follows every renamed company and changed figure", async () => {
    const renamed = files.map(({ path, content }) => ({
      path,
      content: path.startsWith("tools/") ? content : disguise(content),
    }));
    const questions: [string, string][] = [
      ["How serious is the near-term financing risk, judged from runway and burn?", money(2.9)],
      ["Which ARR figure should the committee rely on?", money(36.9)],
      ["How concentrated is revenue by parent account?", `Corvid Union: ${money(12.4)}`],
      ["Which legal exposure comes first?", money(3.2)],
      ["What are the top three risks?", "Corvid Union"],
    ];
    for (const [question, expected] of questions) {
      const run = await ask(question, { files: renamed });
      const everything = [run.answer, ...run.artifacts.values()].join("\n");
      expect(run.answer).toContain(expected);
      expect(
        run.commands.some(({ output }) => output.includes(expected.replace(/^.*\$|M$/g, ""))),
      ).toBe(true);
      expect(everything).not.toMatch(
        /Northstar|Helio|BluePeak|Summit Foods|DataHarbor|FictionalCorp/,
      );
      for (const old of ["36.9", "43.0", "12.4", "21.58", "33.6", "40.8", "29.08"])
        expect(figuresOf(everything)).not.toContain(old);
    }
  });

  it("says unknown where a file is missing, whichever it is", async () => {
    const structured = files.filter(({ path }) => path.endsWith(".csv"));
    for (const { path } of structured) {
      const rest = files.filter((file) => file.path !== path);
      const run = await ask(
        "What are the top three risks across financial, legal and customer risk?",
        { files: rest },
      );
      expect(run.answer).not.toMatch(/undefined|NaN/);
      expect(run.answer.length).toBeGreaterThan(200);
    }
    const withoutBridge = files.filter(({ path }) => !/arr_bridge|monthly_kpis/.test(path));
    expect(
      (await ask("Which ARR figure should we rely on?", { files: withoutBridge })).answer,
    ).toMatch(/unknown/);
    const withoutLedger = files.filter(({ path }) => !path.includes("p_and_l"));
    expect((await ask("How long is the runway?", { files: withoutLedger })).answer).toMatch(
      /unknown/,
    );
  });

  it("reports a finished certification as finished", async () => {
    const issued = files.map((file) => ({
      ...file,
      content: file.content.replace(
        "SOC 2 Type II: fieldwork in progress; the report has not been issued.",
        "SOC 2 Type II: report issued in November.",
      ),
    }));
    const run = await ask("What is the status of the certification?", { files: issued });
    expect(run.answer).toMatch(/^SOC 2 Type II has been issued/);
  });

  it("reads Chinese narratives", async () => {
    const chinese: Record<string, string> = {
      "board_deck.md":
        "# 董事会会议\n\n- 期末 ARR：$43.0M\n- 同比增长：71%\n\n按法律实体看，集中度可控。\n",
      "overview.md": "管理层报告 ARR 为 $43.0M。每个法律实体最多占已签约 ARR 的 15%。\n",
      "financials/revenue_recognition_notes.md":
        "董事会材料中的 ARR 包含 $2.8M 尚未上线的承诺。它还包含 $1.1M 用量补差，财务不将其视为经常性收入。\n",
      "security/security_overview.md":
        "- SOC 2 Type I：已完成。\n- SOC 2 Type II：审计进行中，报告尚未出具。\n",
      "sales/security_faq.md": "销售的简短回答：SOC 2 已完成。它不是认证证据。\n",
    };
    const mixed = files.map(({ path, content }) => ({ path, content: chinese[path] ?? content }));
    const arr = await ask("Which ARR figure should we rely on?", { files: mixed });
    for (const figure of ["$36.9M", "$43.0M", "$2.8M", "$1.1M", "$39.1M"])
      expect(arr.answer).toContain(figure);
    const security = await ask("What is the status of the certification?", { files: mixed });
    expect(security.answer).toMatch(
      /^SOC 2 Type I is complete; SOC 2 Type II is still in progress/,
    );
    expect(security.answer).toContain("SOC 2 已完成");
  });

  it("answers from whatever a strange folder holds", async () => {
    const strange = [
      { path: "notes.md", content: "# Notes\n\nThe warehouse in Ghent has 14 docks.\n" },
      claimCounter,
    ];
    const run = await ask("How many docks does the warehouse have?", { files: strange });
    expect(run.answer).toMatch(/^The warehouse in Ghent has 14 docks/);
  });
});

describe("rules that no habit knows", () => {
  it("looks up what every answer is told to state, and cites it", async () => {
    const instructions = instructionsWith({ extra: ["Always state the gross margin."] });
    const run = await ask("What is BluePeak's renewal date?", { instructions });
    expect(run.answer).toMatch(/gross margin 0\.69.*`financials\/p_and_l\.csv`/);
    expect((await ask("What is BluePeak's renewal date?")).answer).not.toMatch(/gross margin/i);
  });

  it("leaves the statement out where the rule bans it", async () => {
    const instructions = instructionsWith({ extra: ["Never mention the gross margin."] });
    expect((await ask("What is BluePeak's renewal date?", { instructions })).answer).not.toMatch(
      /gross margin/i,
    );
  });

  it("asks for what it was told to state and cannot find", async () => {
    const instructions = instructionsWith({
      extra: ["Always mention the number of warehouse robots."],
    });
    expect((await ask("What is BluePeak's renewal date?", { instructions })).answer).toMatch(
      /not found.*warehouse robots/,
    );
  });

  it("writes an artifact that it has never heard of", async () => {
    const instructions = instructionsWith().replace(
      "- `open_questions.md`",
      "- `board_brief.md`: A brief for the board.\n- `open_questions.md`",
    );
    expect(
      (await ask("Which ARR figure should we rely on?", { instructions })).artifacts.get(
        "board_brief.md",
      ),
    ).toContain("$36.9M");
  });
});

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
}

const names: [RegExp, string][] = [
  [/Northstar Holdings/g, "Corvid Union"],
  [/Northstar/g, "Corvid"],
  [/Helio Retail/g, "Tern Outfitters"],
  [/BluePeak/g, "Sandpiper"],
  [/Summit Foods/g, "Dunlin Grocers"],
  [/DataHarbor/g, "ReefLink"],
  [/FictionalCorp XYZ/g, "Meridian Test AG"],
];

/** Other names, and other figures with the same number of decimals. */
function disguise(content: string): string {
  const renamed = names.reduce((text, [old, fresh]) => text.replace(old, fresh), content);
  return renamed.replace(/(?<![\d.-])\d+\.\d+(?![\d.])/g, (digits) =>
    changed(Number(digits)).toFixed(digits.split(".")[1]?.length ?? 0),
  );
}

function money(old: number): string {
  return `$${changed(old).toFixed(1)}M`;
}

function changed(value: number): number {
  return value < 1 ? value * 0.83 : value * 1.31 + 0.9;
}

function figuresOf(text: string): string[] {
  return text.match(/\d+\.\d+/g) ?? [];
}
