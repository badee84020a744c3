const orders = new Set(
  "acknowledge add address admit answer ask assert assume attach avoid base break calculate call caution cite claim clarify combine compare compute conclude confirm connect contrast decline describe disclose distinguish explain express flag give highlight identify imply include judge keep label leave limit link list make mark mention name note offer point prefer present preserve promote qualify quantify quote reconcile refer refrain refuse reject rely repeat report request respect restate retain return roll say separate set show spell split state stay stick stop suggest summarise summarize support surface tell tie treat use verify warn withhold".split(
    " ",
  ),
);

/** What a feedback sentence says about answers. */
export interface FeedbackSentence {
  /** What an answer does, as a bare verb phrase: "state that runway is 11 months". */
  action: string;
  /** True for "do not …", "never …". */
  negated: boolean;
}

/**
 * Reads one line of feedback. Reviewers write statements ("Runway is 11 months"), orders ("State the runway",
 * "Never promote the estimate") and descriptions ("The answer states the runway", "It must cite a file"); a
 * bare statement is something for an answer to state.
 */
export function readFeedbackSentence(text: string): FeedbackSentence {
  const sentence = withStop(text);
  return (
    described(sentence) ??
    ordered(sentence) ?? { action: `state that ${inSentence(sentence)}`, negated: false }
  );
}

function described(sentence: string): FeedbackSentence | undefined {
  const about =
    /^(?:(?:the|an?|any|every)(?: right| good| correct| final)? (?:answer|response|reply|memo|report|agent|analyst)|it)\s+(?<rest>.+)$/isu.exec(
      sentence,
    )?.groups?.["rest"];
  if (about === undefined) return undefined;
  const modal =
    /^(?:must|should|shall|has to|needs to|is to|does|do|did|may)(?<not> not|n't| never)?\s+(?<action>.+)$/isu.exec(
      about,
    )?.groups;
  if (modal) return { action: modal["action"] ?? "", negated: modal["not"] !== undefined };
  const verb = /^(?<never>never )?(?:\p{L}+ly )?(?<verb>\p{L}+s) (?<rest>.+)$/isu.exec(
    about,
  )?.groups;
  const bare = bareVerb(verb?.["verb"] ?? "");
  return verb && (orders.has(bare) || /^the answer/iu.test(sentence))
    ? { action: `${bare} ${verb["rest"]}`, negated: verb["never"] !== undefined }
    : undefined;
}

function ordered(sentence: string): FeedbackSentence | undefined {
  const { not, action = "" } =
    /^(?:please |always |also |clearly |explicitly )*(?<not>do not |don't |never |must not |should not )?(?<action>.+)$/isu.exec(
      sentence,
    )?.groups ?? {};
  const first = /^\p{L}+/u.exec(action)?.[0].toLowerCase() ?? "";
  const bare = first.endsWith("ing") ? gerundOf(first) : first;
  if (bare === undefined || (!orders.has(bare) && not === undefined)) return undefined;
  return { action: bare + action.slice(first.length), negated: not !== undefined };
}

/** "states" is "state", "relies" is "rely". */
function bareVerb(verb: string): string {
  const lower = verb.toLowerCase();
  if (lower.length > 4 && lower.endsWith("ies")) return `${lower.slice(0, -3)}y`;
  return lower.replace(/(?<=ch|sh|ss|x|o)es$/u, "").replace(/(?<!s)s$/u, "");
}

/** "claiming" is "claim", "stating" is "state", when that is a verb we know. */
function gerundOf(word: string): string | undefined {
  const root = word.slice(0, -3);
  return [root, `${root}e`, root.slice(0, -1)].find((candidate) => orders.has(candidate));
}

/** The text with a full stop, if it has no end of its own. */
export function withStop(text: string): string {
  const trimmed = text.trim();
  if (/[.!?。！？]$/u.test(trimmed)) return trimmed;
  return `${trimmed}${/\p{Script=Han}$/u.test(trimmed) ? "。" : "."}`;
}

/** "The runway is short" begins small inside a sentence; "SOC 2" and "BluePeak" keep their capitals. */
function inSentence(sentence: string): string {
  return /^(?:The|An?|It|Its|This|That|These|Those|There|All|No|Both|Any|Each|Every)\s/u.test(
    sentence,
  )
    ? sentence.charAt(0).toLowerCase() + sentence.slice(1)
    : sentence;
}
