import type { FindingClass, HarnessComponent } from "@loopwright/core";

/** The sections of a handoff, in their order: each a `## ` heading. */
export const sectionTitles = [
  "Executive summary",
  "Top 3 changes to implement first",
  "Ranked recommendation table",
  "Supporting diagnosis and evidence",
  "Detailed recommendations",
  "Insights by feedback source",
  "Machine-readable summary",
] as const;
export type SectionTitle = (typeof sectionTitles)[number];

/** The groups under Detailed recommendations (`### `) and the parts of each (`#### `) with their component. */
export const detailGroups: readonly {
  title: string;
  parts: readonly { title: string; component: HarnessComponent }[];
}[] = [
  {
    title: "Behavior contract",
    parts: [
      { title: "Prompt", component: "prompt" },
      { title: "Skills", component: "skills" },
    ],
  },
  {
    title: "Runtime implementation",
    parts: [
      { title: "Tools", component: "tools" },
      { title: "Control flow", component: "control_flow" },
      { title: "Routing", component: "routing" },
    ],
  },
  {
    title: "Output contract",
    parts: [{ title: "Artifact schema", component: "artifact_schema" }],
  },
  {
    title: "Observability and evals",
    parts: [
      { title: "Observability", component: "observability" },
      { title: "Evals", component: "evals" },
    ],
  },
];

/** The three classes in words. */
export const classNames: Record<FindingClass, string> = {
  missing_requirement: "missing requirement",
  not_reliably_followed: "present but not reliably followed",
  implementation_or_observability_defect: "implementation or observability defect",
};

/** The components in words, as the parts are titled. */
export const componentNames: Record<HarnessComponent, string> = {
  prompt: "Prompt",
  skills: "Skills",
  tools: "Tools",
  control_flow: "Control flow",
  routing: "Routing",
  artifact_schema: "Artifact schema",
  observability: "Observability",
  evals: "Evals",
};
