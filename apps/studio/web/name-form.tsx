import { useState } from "preact/hooks";

/** Asks who reviews. */
export function NameForm(props: { onName: (name: string) => void; message: string }) {
  const [name, setName] = useState("");
  return (
    <main class="welcome">
      <h1>Review</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          props.onName(name.trim());
        }}
      >
        <label for="reviewer">Your name</label>
        <input
          id="reviewer"
          autocomplete="name"
          required
          value={name}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <button type="submit">Start</button>
      </form>
      <p role="alert">{props.message}</p>
    </main>
  );
}
