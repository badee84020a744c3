import type { HarnessConfig, RequiredArtifact } from "@loopwright/core";
import { toolUsage } from "./tool-usage.ts";

/**
 * The system prompt of a run: the harness's own words, then its policies, artifacts, tools and version.
 *
 * @example renderInstructions(await loadHarness("apps/demo/harness"))
 */
export function renderInstructions(harness: HarnessConfig): string {
  return [
    harness.instructions,
    section("Policies", renderPolicies(harness)),
    section("Required artifacts", renderArtifacts(harness)),
    ...(harness.tool_policy.runtime_tools.length > 0
      ? [section("Runtime tools", renderTools(harness))]
      : []),
    section("Version", renderVersion(harness)),
  ].join("\n\n");
}

function section(title: string, body: string): string {
  return `# ${title}\n\n${body}`;
}

function renderPolicies({ tool_policy: policy }: HarnessConfig): string {
  return bullets([
    {
      text: "Where you work",
      below: [
        `Read only what lies under \`${policy.allowed_data_root}/\`; it is mounted read-only.`,
        `Write only under \`${policy.writable_root}/\`. Nothing written elsewhere is kept.`,
        `Commands start in the workspace, the folder that holds both. Do not count on a network.`,
      ],
    },
    {
      text: "Evidence",
      below: [
        `Preference: ${policy.evidence_preference}`,
        `What the sources do not hold: ${policy.unknown_handling}`,
      ],
    },
    { text: "Changes", below: [`Rule: ${policy.mutation_policy}`] },
  ]);
}

function renderArtifacts({
  required_artifacts: artifacts,
  tool_policy: policy,
}: HarnessConfig): string {
  const intro = `Before you answer, leave each of these files under \`${policy.writable_root}/\`:`;
  const list = bullets(
    artifacts.map((artifact) => ({
      text: `\`${artifact.path}\`: ${artifact.description}`,
      below: describeFields(artifact),
    })),
  );
  return `${intro}\n\n${list}`;
}

const fieldWords = {
  text: "a text",
  claim: "a text; the sources of the same record must show its figures",
} as const;

function describeFields({ path, fields }: RequiredArtifact): string[] {
  if (!fields) return [];
  const isTable = path.endsWith(".csv");
  const words = {
    ...fieldWords,
    list: isTable ? "items separated by `;`" : "a list of texts",
    sources: isTable
      ? "files of the data folder separated by `;`, at least one"
      : "a list of files of the data folder, at least one",
  };
  const shape = isTable
    ? `A CSV table with the header \`${Object.keys(fields).join(",")}\`.`
    : "A JSON list of objects.";
  return [shape, ...Object.entries(fields).map(([name, kind]) => `\`${name}\`: ${words[kind]}.`)];
}

function renderTools(harness: HarnessConfig): string {
  const { allowed_data_root: data, runtime_tools: names } = harness.tool_policy;
  const tools = names.map((name) => {
    const call = `node ${data}/tools/${name}.mjs`;
    return [`## ${name}`, toolUsage(harness, name) || `Usage: ${call}`].join("\n\n");
  });
  const intro = `Run these with the shell while there is still time to mend what they report. They are mounted under \`${data}/tools/\`.`;
  return [intro, ...tools].join("\n\n");
}

function renderVersion({ name, eval_metadata: metadata }: HarnessConfig): string {
  return bullets([
    { text: `Harness: ${name}, version ${metadata.version} (${metadata.status})`, below: [] },
    {
      text: "A run never edits its own configuration: instructions, policies, tools and evals change only between runs, through review.",
      below: [],
    },
  ]);
}

function bullets(items: readonly { text: string; below: readonly string[] }[]): string {
  return items
    .map(({ text, below }) => [`- ${text}`, ...below.map((line) => `  - ${line}`)].join("\n"))
    .join("\n");
}
