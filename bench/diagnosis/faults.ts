import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FindingClass, HarnessComponent, SpanRecord } from "@loopwright/core";
import type { Random } from "@loopwright/core/statistics";

/** A defect of the harness, or of the recording of its runs, that is no missing rule. */
export interface Fault {
  name: string;
  /** Changes the harness folder before the runs. */
  plant?: (dir: string, random: Random) => Promise<void>;
  /** Changes what was recorded, after the runs. */
  spoil?: (context: readonly SpanRecord[], random: Random) => SpanRecord[];
  /** What a reviewer adds to the feedback, a line of the file each. */
  feedback?: readonly object[];
  matter: RegExp;
  class: FindingClass;
  components: readonly HarnessComponent[];
}

const tools = ["check_evidence_coverage", "validate_output_contract"];
const defect = "implementation_or_observability_defect" as const;

export const faults: readonly Fault[] = [
  {
    name: "a runtime tool that crashes",
    plant: async (dir, random) => {
      const crash = random.pick([
        `import "./rates.mjs";\n`,
        `JSON.parse("{");\n`,
        `undefined.rates.find(() => true);\n`,
      ]);
      await edit(join(dir, "tools", `${random.pick(tools)}.mjs`), (text) => crash + text);
    },
    matter: /check_evidence_coverage|validate_output_contract/,
    class: defect,
    components: ["tools"],
  },
  {
    name: "an artifact dropped from the contract",
    plant: (dir) =>
      edit(join(dir, "harness.yaml"), (text) =>
        text.replace(/ {2}- path: risk_register\.json\n(?: {4}.*\n)+/, ""),
      ),
    feedback: [
      {
        question: "What are the main financial, legal and customer risks?",
        theme: "risk_register",
        summary:
          "The committee keeps its own list of risks and needs them as a register, not only as prose.",
        required_observations: [
          "The run writes risk_register.json with a severity for every risk.",
        ],
        prohibited_claims: [],
        reviewer: "committee",
      },
    ],
    matter: /register/i,
    class: "missing_requirement",
    components: ["artifact_schema"],
  },
  {
    name: "a trigger that no question matches",
    plant: (dir) =>
      edit(join(dir, "guidance/net-revenue-retention.md"), (text) =>
        text.replace(/\[net revenue.*\]/, "[retention waterfall, logo churn]"),
      ),
    matter: /NRR|retention|official/i,
    class: defect,
    components: ["routing"],
  },
  {
    name: "too few turns",
    plant: (dir, random) =>
      edit(join(dir, "harness.yaml"), (text) =>
        text.replace(/max_turns: \d+/, `max_turns: ${random.integer(10, 11)}`),
      ),
    matter: /turn/i,
    class: defect,
    components: ["control_flow"],
  },
  {
    name: "tool calls that are not recorded",
    spoil: (context, random) => {
      const lossy = lossyTraces(context, random);
      return context.filter(
        (span) =>
          !(lossy.has(span.trace_id) && span.attributes["openinference.span.kind"] === "TOOL"),
      );
    },
    matter: /record/i,
    class: defect,
    components: ["observability"],
  },
  {
    name: "messages that are not recorded",
    spoil: (context, random) => {
      const lossy = lossyTraces(context, random);
      return context.map((span) =>
        lossy.has(span.trace_id) ? { ...span, attributes: withoutMessages(span.attributes) } : span,
      );
    },
    matter: /record/i,
    class: defect,
    components: ["observability"],
  },
];

/** About two thirds of the runs: loss is seldom complete. */
function lossyTraces(context: readonly SpanRecord[], random: Random): ReadonlySet<string> {
  const runs = new Set(
    context
      .filter((span) => span.attributes["inference.observation_kind"] === "LLM")
      .map((span) => span.trace_id),
  );
  return new Set(random.shuffle([...runs]).slice(0, Math.ceil((2 * runs.size) / 3)));
}

function withoutMessages(attributes: SpanRecord["attributes"]): SpanRecord["attributes"] {
  return Object.fromEntries(
    Object.entries(attributes).filter(([key]) => !/^llm\.(?:input|output)_messages/.test(key)),
  );
}

async function edit(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(file, "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file}: nothing to change was found`);
  await writeFile(file, after);
}
