/** A line of the harness that a change starts from. */
export interface Place {
  path: string;
  line: number;
  /** The line as it stands in the file. */
  quote: string;
  /** The heading that it stands under; empty when there is none. */
  heading?: string;
}

/**
 * Adds a rule where none is.
 *
 * @param reasons what reviewers said beside what they wanted
 */
export function addRule(
  wording: string,
  place: Place | undefined,
  reasons: readonly string[] = [],
): string {
  const where = place
    ? `${place.path}, ${place.heading ? `under “${place.heading}”, ` : ""}after line ${place.line}`
    : "the instructions";
  return [
    `Add this rule to ${where}: "${wording}" Nothing in the harness asks for it so far.`,
    ...(reasons.length > 0 ? [`Reviewers said besides: “${reasons.join(" ")}”`] : []),
  ].join(" ");
}

/** Puts a rule in the place of one that asks for the opposite. */
export function turnRound(wording: string, { path, line }: Place): string {
  return `Line ${line} of ${path} asks for the opposite of what is wanted. Replace it by: "${wording}"`;
}

/** Brings a rule into force that the agent was not shown. */
export function bringIntoForce({ path, line }: Place, question: string): string {
  return `The rule stands on line ${line} of ${path}, but the file's trigger did not match the question “${question}”, so that the agent never saw it. Add words of such questions to "when" in the front matter of ${path}, or move the rule to the instructions.`;
}

interface BrokenRule {
  place: Place;
  runs: number;
  /** Labels of some of the runs. */
  named: readonly string[];
}

/**
 * Makes a rule about answers harder to break.
 *
 * @param rule.wording what should have been so
 * @param rule.checker the harness's checking tool, when it has one
 */
export function enforceRule(
  rule: BrokenRule & { wording: string; checker: string | undefined },
): string {
  return [
    brokenBy(rule),
    "Put an example of a right and of a wrong answer under the rule, and make it a step of its own in the list that is gone through before the answer.",
    ...(rule.checker
      ? [
          `Let a checking tool, such as ${rule.checker}, report a run in which this does not hold: "${rule.wording}"`,
        ]
      : []),
  ].join(" ");
}

/** Makes a step of the work harder to leave out. */
export function enforceStep(rule: BrokenRule): string {
  return `${brokenBy(rule)} Take it out of the model's hands: let the runtime make the step, or hold the answer back with what is missing until it was made.`;
}

function brokenBy({ place, runs, named }: BrokenRule): string {
  const which = named.length > 0 ? ` (${named.join(", ")}${runs > named.length ? ", …" : ""})` : "";
  const who = runs === 1 ? "a run" : `${runs} runs`;
  return `Line ${place.line} of ${place.path} asks for it already, and ${who} broke it${which}, so that stating it again will not help.`;
}
