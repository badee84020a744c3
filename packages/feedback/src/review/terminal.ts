/** How a session talks with its reviewer. `undefined` says that the reviewer has left. */
export interface ReviewTerminal {
  show(text: string): void;
  /** Waits for one of these keys; others are passed over. */
  key(prompt: string, keys: string): Promise<string | undefined>;
  /** A line of text; empty when the reviewer just pressed Enter. */
  line(prompt: string): Promise<string | undefined>;
  close(): void;
}
