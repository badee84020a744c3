import type { EvalCase, ReasoningEffort } from "@loopwright/core";
import { stringify } from "yaml";
import { toEngineTest } from "../promptfoo/engine-test.ts";
import { quietPromptfoo } from "../promptfoo/worker-environment.ts";

/** What the judge file needs to know. */
export interface JudgeConfig {
  model: string;
  reasoning_effort?: ReasoningEffort;
}

/**
 * `promptfooconfig.yaml` for Promptfoo's command line: the same tests as the gate's own run, with a provider
 * and a judge from the files beside it.
 */
export function configFile(cases: readonly EvalCase[], judgeConfig: JudgeConfig): string {
  const judge = { id: "file://./judge.mjs", config: judgeConfig };
  const config = {
    description: "Stored answers, scored by the gate's evals",
    prompts: [{ raw: "{{question}}", label: "stored answer" }],
    providers: [{ id: "file://./stored_answers.mjs", label: "answers" }],
    tests: cases.map((evalCase) => withJudge(evalCase, judge)),
    evaluateOptions: { cache: false, maxConcurrency: 4 },
    sharing: false,
  };
  return `${header()}${stringify(config, { lineWidth: 0, aliasDuplicateObjects: false })}`;
}

function withJudge(evalCase: EvalCase, provider: { id: string; config: JudgeConfig }) {
  const test = toEngineTest(evalCase);
  return {
    ...test,
    options: { disableVarExpansion: true, rubricPrompt: "judged by judge.mjs with its own prompt" },
    assert: test.assert.map((assertion) =>
      assertion.type === "llm-rubric" ? { ...assertion, provider } : assertion,
    ),
  };
}

/** How to run the file, as a comment at its top. */
function header(): string {
  const settings = Object.entries(quietPromptfoo).map(
    ([name, value]) => `#   export ${name}=${value}`,
  );
  return `# Run with Promptfoo's command line, from any folder:
#
#   export OPENAI_API_KEY=...            # the judge's key; any text for a local server
#   export OPENAI_BASE_URL=...           # left out: https://api.openai.com/v1
#   promptfoo eval -c promptfooconfig.yaml --no-cache
#
# Promptfoo reports usage and looks for updates unless told otherwise. The gate runs with:
#
${settings.join("\n")}
#
# A text such as {{ "\\{\\{ x \\}\\}" }} below is a literal: it keeps Promptfoo from reading a template into it.
# Exit code 100 means that an eval failed or errored.
`;
}
