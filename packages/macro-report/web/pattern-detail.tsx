import { useCallback } from "preact/hooks";
import { suspectsChart } from "../src/charts/bars.ts";
import { flowChart } from "../src/charts/flow.ts";
import type { Palette } from "../src/charts/palette.ts";
import { swimlaneChart } from "../src/charts/steps.ts";
import type { PatternView, StepView } from "../src/view/report-view.ts";
import { figure, percent } from "../src/view/words.ts";
import { Figure, Name, Table } from "./figure.tsx";

interface DetailProps {
  pattern: PatternView;
  rank: number;
}

export function PatternDetail({ pattern, rank }: DetailProps) {
  const { example, suspects, agentFlow } = pattern;
  const board = useCallback(
    (palette: Palette, width: number) => suspectsChart(pattern, palette, width),
    [pattern],
  );
  const lanes = useCallback(
    (palette: Palette, width: number) => swimlaneChart(example?.window ?? [], palette, width),
    [example],
  );
  const agents = useCallback(
    (palette: Palette, width: number) => flowChart(agentFlow, palette, width),
    [agentFlow],
  );
  const noExample =
    (example?.window.length ?? 0) === 0 &&
    "The data hold no example run with a suspect for this pattern.";
  return (
    <section id="pattern-detail" tabIndex={-1} aria-labelledby="pattern-title" class="detail">
      <h2 id="pattern-title">
        Pattern {rank}: <Name text={pattern.label} />
      </h2>
      <Facts pattern={pattern} />
      <Figure
        title="Suspects"
        means="The steps that set these runs apart from other runs. A bar's length is how strongly its step stands out; the words beside it say in how many of the pattern's runs it ranks first, and red marks a step that does so in most of them. Inspect the top one first."
        meansNot="that a step caused the trouble. Something further up may have led to it."
        draw={board}
        empty={suspects.length === 0 && "No step stands out."}
        table={{
          head: ["Step", "What speaks against it", "Kind", "First in", "Mean score"],
          rows: suspects.map(({ name, because, kind, coverage, score }) => [
            name,
            because,
            kindInWords(kind),
            percent(coverage),
            figure(score),
          ]),
        }}
      />
      <Figure
        title="Story of an example run"
        means={`From the first suspect of ${example?.run_id ?? ""}, by way of its other suspects, to the first mark of failure after it.`}
        meansNot="that each box led to the next: the boxes are in time order, and steps between them are left out."
        empty={noExample}
      >
        <ol class="story">
          {(example?.story ?? []).map((step) => (
            <li
              key={step.step}
              class={step.suspect > 0 ? "suspect" : step.failure ? "failure" : ""}
            >
              <span class="step">
                step {step.step}
                {step.suspect === 1
                  ? ": inspect first"
                  : step.suspect > 0
                    ? `, suspect ${step.suspect}`
                    : step.failure
                      ? ", mark of failure"
                      : ""}
              </span>
              <strong>
                <Name text={step.agent} />
              </strong>{" "}
              <Name text={step.what} />
              {step.because ? (
                <span class="because">
                  <Name text={step.because} />
                </span>
              ) : null}
            </li>
          ))}
        </ol>
      </Figure>
      <Figure
        title="Swimlane around the first suspect"
        means={`The steps before and after the first suspect of ${example?.run_id ?? ""}, one lane an agent. S1 is the first suspect, S2 and on the further ones, F a mark of failure. The other boxes say what the step was: an agent’s start, a model call, a tool call, a hand-over, a guardrail, a status or a note.`}
        meansNot="how long a step took: columns are steps in time order, not seconds."
        draw={lanes}
        empty={noExample}
        table={{
          head: ["Step", "Agent", "What", "Mark"],
          rows: (example?.window ?? []).map(stepRow),
        }}
      />
      <Figure
        title="Agents before and after the suspect"
        means="Which agents had the run around the first suspect, over the example runs. An agent that comes back is drawn again in its later column, so loops unroll. Columns, from left to right: up to three turns before the suspect, its own, up to three after."
        meansNot="how all runs of the pattern went: it counts the example runs only."
        draw={agents}
        empty={agentFlow.links.length === 0 && "The example runs hold no sequence of agents."}
        table={{
          head: ["From", "To", "Runs"],
          rows: agentFlow.links.map(({ from, to, runs }) => [afterBar(from), afterBar(to), runs]),
        }}
      />
      {example?.document ? (
        <details class="document">
          <summary>The document of {example.run_id}, as it was analysed</summary>
          <pre tabIndex={0}>{example.document}</pre>
        </details>
      ) : null}
    </section>
  );
}

function Facts({ pattern }: { pattern: PatternView }) {
  const { evidence, slices, keywords, representatives, unflagged_count } = pattern;
  return (
    <>
      {pattern.summary ? (
        <p class="headline">
          <Name text={pattern.summary} />
        </p>
      ) : null}
      {pattern.unstable ? (
        <p class="doubt">
          Unstable: the pattern changes when a fifth of the runs is left out. Read it as a hint.
        </p>
      ) : null}
      <dl class="facts">
        <Fact name="Owner" value={pattern.owner} />
        <Fact name="Rubric it fails" value={pattern.failed_check} />
        <Fact name="Words" value={keywords.join(", ")} />
        <Fact name="Runs that show it best" value={representatives.join(", ")} />
        <Fact
          name="Not flagged"
          value={
            unflagged_count > 0
              ? `${unflagged_count} further runs behave so, and no grader marked them`
              : ""
          }
        />
      </dl>
      {evidence.length > 0 ? (
        <>
          <h3>What these runs do</h3>
          <p>
            What is commoner in these runs than chance would have it, most telling first. It is what
            sets them apart, not why they went wrong.
          </p>
          <Table
            head={["Behaviour", "In this pattern’s runs", "In other runs"]}
            rows={evidence.map(({ text, inside, outside }) => [
              text,
              percent(inside),
              percent(outside),
            ])}
          />
        </>
      ) : null}
      {slices.length > 0 ? (
        <>
          <h3>Where it concentrates</h3>
          <p>
            Groups of runs in which the pattern is commoner than elsewhere. A group may only go
            along with something else that matters.
          </p>
          <Table
            head={[
              "Group of runs",
              "Runs with it",
              "Runs of the slice",
              "Lift",
              "95% interval of the share",
              "q",
            ]}
            rows={slices.map(({ slice, count, slice_runs, lift, low, high, q_value }) => [
              slice,
              count,
              slice_runs,
              figure(lift),
              `${percent(low)} to ${percent(high)}`,
              figure(q_value),
            ])}
          />
        </>
      ) : null}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return value === "" ? null : (
    <div>
      <dt>{name}</dt>
      <dd>
        <Name text={value} />
      </dd>
    </div>
  );
}

function kindInWords(kind: string): string {
  return kind === "omission" ? "something is missing" : kind === "order" ? "out of order" : "step";
}

function stepRow({ step, agent, what, suspect, failure }: StepView): (string | number)[] {
  return [step, agent, what, suspect > 0 ? `suspect ${suspect}` : failure ? "mark of failure" : ""];
}

function afterBar(node: string): string {
  return node.slice(node.indexOf("|") + 1);
}
