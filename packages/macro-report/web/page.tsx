import { useState } from "preact/hooks";
import type { ReportView } from "../src/view/report-view.ts";
import { Answer } from "./answer.tsx";
import { PatternDetail } from "./pattern-detail.tsx";
import { PatternList } from "./pattern-list.tsx";
import { Population } from "./population.tsx";
import { Time } from "./time.tsx";
import { Trust } from "./trust.tsx";
import { Where } from "./where.tsx";

const sections = [
  ["answer", "The answer"],
  ["patterns", "Patterns"],
  ["where", "Where"],
  ["time", "When"],
  ["population", "The runs"],
  ["trust", "How far to trust it"],
  ["method", "How to read this"],
] as const;

export function Page({ view }: { view: ReportView }) {
  const [chosen, choose] = useState(view.patterns[0]?.id ?? "");
  const pattern = view.patterns.find(({ id }) => id === chosen);
  const open = (id: string) => {
    choose(id);
    document.getElementById("pattern-detail")?.scrollIntoView({ block: "start" });
    document.getElementById("pattern-detail")?.focus({ preventScroll: true });
  };
  return (
    <>
      <a class="skip" href="#main">
        Skip to the answer
      </a>
      <header>
        <h1>{view.title}</h1>
        <p class="period">{runsInWords(view)}</p>
        <p class="models">{modelsInWords(view)}</p>
        <nav aria-label="Parts of this page">
          {sections.map(([id, name]) => (
            <a key={id} href={`#${id}`}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main id="main" tabIndex={-1}>
        <Answer view={view} open={open} />
        <PatternList view={view} chosen={chosen} open={open} />
        {pattern ? (
          <PatternDetail
            key={pattern.id}
            pattern={pattern}
            rank={view.patterns.indexOf(pattern) + 1}
          />
        ) : null}
        <Where view={view} />
        <Time view={view} />
        <Population view={view} />
        <Trust view={view} />
        <Method />
      </main>
    </>
  );
}

function runsInWords({ input, answer }: ReportView): string {
  const when = answer.period === "" ? "" : `, ${answer.period}`;
  return `${input.analysable_runs} ${input.analysable_runs === 1 ? "run" : "runs"} of agents${when}`;
}

function modelsInWords({ models: { simulated, names } }: ReportView): string {
  const who = names.length > 0 ? `: ${names.join(", ")}` : "";
  if (simulated === null) return `Which models made these runs and labels is not recorded${who}.`;
  return simulated
    ? `Simulated models made these runs and labels${who}. The figures are evidence about the machinery, not about any live model.`
    : `Live models made these runs and labels${who}.`;
}

function Method() {
  return (
    <section id="method" aria-labelledby="method-title">
      <h2 id="method-title">How to read this</h2>
      <dl>
        <dt>Pattern</dt>
        <dd>
          A group of troubled runs that do, or leave out, the same things, and that runs of the same
          case type without trouble do not. A run is in at most one pattern.
        </dd>
        <dt>Impact</dt>
        <dd>
          Share of all runs times mean severity. A run's severity is 1 when it completed, 2 when it
          awaits review or is unfinished, 3 when it was blocked or failed.
        </dd>
        <dt>Lift</dt>
        <dd>How many times its usual share a pattern has within a slice. 1 means as everywhere.</dd>
        <dt>Stability</dt>
        <dd>
          How much of the pattern comes back when a fifth of the runs is left out, from 0 to 1.
          Unstable patterns are marked.
        </dd>
        <dt>p and q</dt>
        <dd>
          p is how often shuffled labels, or a shuffled order of runs, give evidence as strong;
          small is strong evidence. q is a p-value corrected for looking at many groups of runs at
          once: of those with q up to 0.05, about one in twenty is there by chance.
        </dd>
        <dt>Signs of trouble</dt>
        <dd>
          A failed rubric of the lower-level evals or, for a run without a label, a failure of its
          own.
        </dd>
        <dt>Inspect first</dt>
        <dd>
          A ranking of where a person should look, from what sets these runs apart. It is not a
          finding of cause: only a change, and runs after it, can show that.
        </dd>
      </dl>
    </section>
  );
}
