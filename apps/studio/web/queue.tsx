import type { QueueEntry } from "../src/review-view.ts";

/** What is left, the most telling first. */
export function Queue(props: {
  queue: readonly QueueEntry[];
  current: string | undefined;
  onChoose: (id: string) => void;
}) {
  const { queue, current, onChoose } = props;
  return (
    <nav aria-label="Runs to review">
      <h2>{queue.length === 1 ? "1 run left" : `${queue.length} runs left`}</h2>
      <ol>
        {queue.map(({ trace_id, trace_label, why }) => (
          <li key={trace_id}>
            <button
              type="button"
              aria-current={trace_id === current ? "true" : undefined}
              onClick={() => onChoose(trace_id)}
            >
              {trace_label} <small>{why}</small>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
