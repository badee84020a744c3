import { useRef, useState } from "preact/hooks";
import type { HumanVerdict } from "../src/review-view.ts";
import type { Remarks } from "./api.ts";
import { useKeys } from "./use-keys.ts";

const verdicts: readonly { verdict: HumanVerdict; name: string; key: string }[] = [
  { verdict: "pass", name: "Pass", key: "p" },
  { verdict: "partial", name: "Half right", key: "h" },
  { verdict: "fail", name: "Fail", key: "f" },
];

/** Remarks and the verdict. Outside the fields, one key decides, as in the terminal. */
export function VerdictForm(props: {
  onDecide: (decided: { verdict?: HumanVerdict; remarks: Remarks }) => void;
  onSkip: () => void;
}) {
  const { onDecide, onSkip } = props;
  const [note, setNote] = useState("");
  const [required, setRequired] = useState("");
  const [prohibited, setProhibited] = useState("");
  const [theme, setTheme] = useState("");
  const noteField = useRef<HTMLTextAreaElement>(null);
  const remarks: Remarks = {
    note: note.trim(),
    theme: theme.trim() || "general",
    required_observations: linesOf(required),
    prohibited_claims: linesOf(prohibited),
  };
  const hasRemarks = note.trim() + required.trim() + prohibited.trim() !== "";
  const act = (key: string) => {
    const chosen = verdicts.find((one) => one.key === key);
    if (chosen) onDecide({ verdict: chosen.verdict, remarks });
    else if (key === "s") onSkip();
    else if (key === "n") noteField.current?.focus();
    else return false;
    return true;
  };
  useKeys(act);
  return (
    <form aria-label="Verdict" onSubmit={(event) => event.preventDefault()}>
      <Field name="Note" value={note} onInput={setNote} field={noteField} />
      <Field name="A right answer says (one a line)" value={required} onInput={setRequired} />
      <Field
        name="A right answer does not claim (one a line)"
        value={prohibited}
        onInput={setProhibited}
      />
      <label>
        Theme, such as financial_risk
        <input value={theme} onInput={(event) => setTheme(event.currentTarget.value)} />
      </label>
      <div class="choices">
        {verdicts.map(({ verdict, name, key }) => (
          <button key={key} type="button" class={verdict} onClick={() => act(key)}>
            {name} <kbd>{key}</kbd>
          </button>
        ))}
        <button type="button" onClick={onSkip}>
          Skip <kbd>s</kbd>
        </button>
        {hasRemarks && (
          <button type="button" onClick={() => onDecide({ remarks })}>
            Keep remarks only
          </button>
        )}
      </div>
    </form>
  );
}

function Field(props: {
  name: string;
  value: string;
  onInput: (text: string) => void;
  field?: { current: HTMLTextAreaElement | null };
}) {
  const { name, value, onInput, field } = props;
  return (
    <label>
      {name}
      <textarea
        rows={2}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
        {...(field ? { ref: field } : {})}
      />
    </label>
  );
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
