/** A line of the harness that a change starts from. */
export interface Place {
  path: string;
  line: number;
  /** The line as it stands in the file. */
  quote: string;
  /** The heading that it stands under; empty when there is none. */
  heading?: string;
}

/** Adds a rule where none is. */
export function addRule(wording: string, place: Place | undefined): string {
  const where = place
    ? `${place.path}, ${place.heading ? `under “${place.heading}”, ` : ""}after line ${place.line}`
    : "the instructions";
  return `Add this rule to ${where}: "${wording}" Nothing in the harness asks for it so far.`;
}

/** Puts a rule in the place of one that asks for the opposite. */
export function turnRound(wording: string, { path, line }: Place): string {
  return `Line ${line} of ${path} asks for the opposite of what is wanted. Replace it by: "${wording}"`;
}

/** Brings a rule into force that the agent was not shown. */
export function bringIntoForce({ path, line }: Place, question: string): string {
  return `The rule stands on line ${line} of ${path}, but the file's trigger did not match the question “${question}”, so that the agent never saw it. Add words of such questions to "when" in the front matter of ${path}, or move the rule to the instructions.`;
}

/** Makes a rule harder to break. */
export function enforceRule(options: {
  place: Place;
  /** What should have been so. */
  wording: string;
  runs: number;
  /** Labels of some of the runs. */
  named: readonly string[];
  /** The harness's checking tool, when it has one. */
  checker: string | undefined;
}): string {
  const { place, wording, runs, named, checker } = options;
  const which = named.length > 0 ? ` (${named.join(", ")}${runs > named.length ? ", …" : ""})` : "";
  return [
    `Line ${place.line} of ${place.path} asks for it already, and ${runs === 1 ? "a run" : `${runs} runs`} broke it${which}, so that stating it again will not help.`,
    `Put an example of a right and of a wrong answer under the rule, and make it a step of its own in the list that is gone through before the answer.`,
    ...(checker ? [`Let ${checker} report a run in which this does not hold: "${wording}"`] : []),
  ].join(" ");
}
