import { useEffect, useRef } from "preact/hooks";
import type { RunView } from "../src/review-view.ts";
import { useKeys } from "./use-keys.ts";

/** One eval of the run: does the answer meet it? The judge's verdict is not shown, because it would lead. */
export function EvalForm(props: {
  evalCase: RunView["evals"][number];
  left: number;
  onDecide: (verdict: "pass" | "fail") => void;
  onSkip: () => void;
}) {
  const { evalCase, left, onDecide, onSkip } = props;
  const act = (key: string) => {
    if (key === "p") onDecide("pass");
    else if (key === "f") onDecide("fail");
    else if (key === "s") onSkip();
    else return false;
    return true;
  };
  useKeys(act);
  // A key decides, so what it decides has to be in view.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.focus(), []);
  return (
    <form ref={form} tabIndex={-1} aria-label="Eval" onSubmit={(event) => event.preventDefault()}>
      <h3>
        Does the answer meet this? {evalCase.title}
        {left > 1 ? ` (${left} to decide)` : ""}
      </h3>
      <div class="quoted">{evalCase.rubric}</div>
      <div class="choices">
        <button type="button" class="pass" onClick={() => act("p")}>
          Yes <kbd>p</kbd>
        </button>
        <button type="button" class="fail" onClick={() => act("f")}>
          No <kbd>f</kbd>
        </button>
        <button type="button" onClick={onSkip}>
          Skip <kbd>s</kbd>
        </button>
      </div>
    </form>
  );
}
