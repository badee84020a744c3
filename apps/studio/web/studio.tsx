import { useEffect, useState } from "preact/hooks";
import type { ReviewView } from "../src/review-view.ts";
import type { Api } from "./api.ts";
import { EvalForm } from "./eval-form.tsx";
import { NameForm } from "./name-form.tsx";
import { Queue } from "./queue.tsx";
import { RunCard } from "./run-card.tsx";
import { VerdictForm } from "./verdict-form.tsx";

/** One reviewer's sitting: who, what is left, and the run in hand. */
export function Studio({ api }: { api: Api }) {
  const [reviewer, setReviewer] = useState(sessionStorage.getItem("reviewer") ?? "");
  const [view, setView] = useState<ReviewView>();
  const [message, setMessage] = useState("");
  const [skipped, setSkipped] = useState<readonly string[]>([]);

  const attempt = (work: () => Promise<void>): void => {
    work().catch((error: unknown) =>
      setMessage(error instanceof Error ? error.message : String(error)),
    );
  };
  const load = async (name: string, run?: string) => {
    setView(await api.review(name, run));
    sessionStorage.setItem("reviewer", name);
    setReviewer(name);
    setMessage("");
  };
  const show = (name: string, run?: string) => attempt(() => load(name, run));
  useEffect(() => {
    if (reviewer !== "") show(reviewer);
  }, []);

  // Who uses no mouse goes on where the next decision is.
  const fresh = view?.run?.verdict_open ? view.run.trace_id : undefined;
  useEffect(() => {
    if (fresh === undefined) return;
    document.getElementById("run")?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [fresh]);

  if (!view) return <NameForm onName={show} message={message} />;
  const { run, queue, progress } = view;
  const evalCase = run?.evals[0];
  const after = (passed: readonly string[]) =>
    queue.find(({ trace_id }) => !passed.includes(trace_id))?.trace_id;
  const skip = (id: string) => {
    const passed = [...skipped, id];
    setSkipped(passed);
    show(reviewer, after(passed));
  };
  const isSkipped = run && skipped.includes(run.trace_id) && queue.length === skipped.length;

  return (
    <>
      <a class="skip" href="#run">
        Skip to the run
      </a>
      <header>
        <h1>Review</h1>
        <p>
          {reviewer}, {progress}.
        </p>
        <p role="status">{message}</p>
      </header>
      <div class="columns">
        <Queue queue={queue} current={run?.trace_id} onChoose={(id) => show(reviewer, id)} />
        <main id="run" tabIndex={-1}>
          {!run && <p class="done">Nothing is left to decide.</p>}
          {run && isSkipped && (
            <p class="done">What is left was passed over; choose a run to decide it.</p>
          )}
          {run && (
            <article key={run.seen_hash}>
              <RunCard run={run} />
              {run.verdict_open ? (
                <VerdictForm
                  onSkip={() => skip(run.trace_id)}
                  onDecide={(decided) =>
                    attempt(async () => {
                      const { trace_id, seen_hash } = run;
                      await api.decide({ reviewer, trace_id, seen_hash, ...decided });
                      await load(reviewer, decided.verdict ? trace_id : undefined);
                      setMessage(`Kept: ${decided.verdict ?? "remarks"} on ${run.trace_label}.`);
                    })
                  }
                />
              ) : (
                evalCase && (
                  <EvalForm
                    key={evalCase.eval_id}
                    evalCase={evalCase}
                    left={run.evals.length}
                    onSkip={() => skip(run.trace_id)}
                    onDecide={(verdict) =>
                      attempt(async () => {
                        const { eval_id, seen_hash } = evalCase;
                        const { trace_id } = run;
                        await api.decideEval({ reviewer, trace_id, eval_id, seen_hash, verdict });
                        await load(reviewer, trace_id);
                        setMessage(`Kept: ${verdict} on ${eval_id}.`);
                      })
                    }
                  />
                )
              )}
            </article>
          )}
        </main>
      </div>
    </>
  );
}
