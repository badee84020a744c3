import {
  EvalMetadata,
  ModelSettings,
  RequiredArtifact,
  ToolPolicy,
  type HarnessFile,
} from "@loopwright/core";
import { z } from "zod";
import { describeBadPath, isInside } from "./relative-path.ts";
import { readYaml } from "./yaml-text.ts";

const RelativePath = z.string().superRefine((path, context) => {
  const problem = describeBadPath(path);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

const Artifact = RequiredArtifact.extend({ path: RelativePath }).superRefine(
  (artifact, context) => {
    if (artifact.fields && !/\.(json|csv)$/.test(artifact.path))
      context.addIssue({
        code: "custom",
        path: ["fields"],
        message: "only .json and .csv artifacts have fields",
      });
  },
);

const Policy = ToolPolicy.extend({
  allowed_data_root: RelativePath,
  writable_root: RelativePath,
  runtime_tools: z.array(
    z.string().regex(/^[\w-]+$/, "expected a file name below tools/, without folders and .mjs"),
  ),
}).superRefine((policy, context) => {
  const { allowed_data_root: data, writable_root: writable } = policy;
  if (isInside(data, writable) || isInside(writable, data))
    context.addIssue({
      code: "custom",
      path: ["writable_root"],
      message: `must lie beside allowed_data_root ("${data}"), neither in it nor around it`,
    });
  refuseRepeats(policy.runtime_tools, context, (index) => ["runtime_tools", index]);
});

/** `harness.yaml` as people write it. */
const HarnessYaml = z.strictObject({
  name: z.string().min(1),
  model_settings: ModelSettings.prefault({}),
  tool_policy: Policy,
  required_artifacts: z
    .array(Artifact)
    .min(1)
    .superRefine((artifacts, context) =>
      refuseRepeats(
        artifacts.map(({ path }) => path),
        context,
        (index) => [index, "path"],
      ),
    ),
  eval_metadata: EvalMetadata,
});

/** Reads `harness.yaml`; every problem is reported with its line and key. */
export function readHarnessYaml(file: HarnessFile, at: string): z.infer<typeof HarnessYaml> {
  return readYaml({ text: file.content, schema: HarnessYaml, at });
}

function refuseRepeats(
  values: readonly string[],
  context: z.RefinementCtx,
  pathOf: (index: number) => (string | number)[],
): void {
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const key = value.toLowerCase();
    if (seen.has(key))
      context.addIssue({
        code: "custom",
        path: pathOf(index),
        message: `"${value}" is listed twice`,
      });
    seen.add(key);
  }
}
