import { Name } from "./figure.tsx";
import type { ReportView } from "../src/view/report-view.ts";

interface AnswerProps {
  view: ReportView;
  open: (pattern: string) => void;
}

/** The first screen: enough for a reader who stops here. */
export function Answer({ view: { answer, input }, open }: AnswerProps) {
  const bad = input.problems.reduce((sum, { count }) => sum + count, 0);
  return (
    <section id="answer" aria-labelledby="answer-title">
      <h2 id="answer-title">The answer</h2>
      <p class="headline">{answer.headline}</p>
      {answer.patterns.length > 0 ? <h3>Open these first</h3> : null}
      <ol class="top">
        {answer.patterns.map((pattern) => (
          <li key={pattern.id}>
            <h4>
              <Name text={pattern.label} />
            </h4>
            <p>{pattern.size}.</p>
            <p class="inspect">
              <strong>Inspect first:</strong> <Name text={pattern.inspect} />
            </p>
            {pattern.why ? (
              <p>
                <strong>Why:</strong> <Name text={pattern.why} />
              </p>
            ) : null}
            <p>
              <Name text={pattern.where} />
            </p>
            {pattern.doubt ? <p class="doubt">{pattern.doubt}</p> : null}
            <button type="button" onClick={() => open(pattern.id)}>
              Look closer<span class="unseen"> at {pattern.label}</span>
            </button>
          </li>
        ))}
      </ol>
      <h3>Since when</h3>
      {answer.drift.length > 0 ? (
        <ul class="drift">
          {answer.drift.map((text) => (
            <li key={text}>
              <Name text={text} />
            </li>
          ))}
        </ul>
      ) : (
        <p>No stretch of runs behaves otherwise than the rest beyond chance.</p>
      )}
      {bad > 0 ? (
        <p class="doubt">
          {bad} {bad === 1 ? "problem" : "problems"} in the input:{" "}
          <a href="#population">what could not be used</a>.
        </p>
      ) : null}
    </section>
  );
}
