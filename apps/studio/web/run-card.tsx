import type { RunView } from "../src/review-view.ts";

/** Question, answer, and what lies behind it. All of it is somebody else's text and is shown as such. */
export function RunCard({ run }: { run: RunView }) {
  return (
    <>
      <h2>{run.trace_label}</h2>
      <h3>Question</h3>
      <p class="quoted">{run.question}</p>
      <h3>Answer</h3>
      <div class="quoted answer">{run.answer === "" ? "(none)" : run.answer}</div>
      <Documents
        title="Artifacts"
        documents={run.artifacts.map(({ path, content }) => ({ name: path, text: content }))}
      />
      <Documents
        title="Evidence"
        documents={run.evidence.map(({ title, text }) => ({ name: title, text }))}
      />
    </>
  );
}

/** Folded, so that the decision stands beside the answer. */
function Documents(props: { title: string; documents: { name: string; text: string }[] }) {
  const { title, documents } = props;
  return (
    <details class="documents">
      <summary>
        {title} ({documents.length})
      </summary>
      {documents.map(({ name, text }, index) => (
        <details key={index}>
          <summary>{name}</summary>
          <pre tabIndex={0}>{text}</pre>
        </details>
      ))}
    </details>
  );
}
