import { useState } from "preact/hooks";
import type { ReportView } from "../src/view/report-view.ts";
import { Answer } from "./answer.tsx";
import { PatternDetail } from "./pattern-detail.tsx";
import { PatternList } from "./pattern-list.tsx";
import { Population } from "./population.tsx";
import { Time } from "./time.tsx";
import { Where } from "./where.tsx";

const sections = [
  ["answer", "The answer"],
  ["patterns", "Patterns"],
  ["where", "Where"],
  ["time", "When"],
  ["population", "The runs"],
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
        <Method />
      </main>
    </>
  );
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
          Share of all runs times mean severity (completed 1, awaiting review 2, blocked or failed
          3).
        </dd>
        <dt>Lift</dt>
        <dd>How many times its usual share a pattern has within a slice. 1 means as everywhere.</dd>
        <dt>Stability</dt>
        <dd>
          How much of the pattern comes back when a fifth of the runs is left out, from 0 to 1.
          Unstable patterns are marked.
        </dd>
        <dt>p</dt>
        <dd>
          How often shuffled labels, or a shuffled order of runs, give evidence as strong. Small is
          strong evidence.
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
