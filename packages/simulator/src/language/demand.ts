import { isDirectiveVerb } from "./directives.ts";
import { permissionPhrases } from "./cue-tables.ts";
import { longestAt } from "./phrase-book.ts";
import type { Reading } from "./reading.ts";
import { isStopWord } from "./stop-words.ts";
import type { Sentence } from "./split-sentences.ts";
import { tokenize, type Token } from "./tokens.ts";

const modal =
  /\b(?:must|should|shall|have to|has to|needs?|may only|can only|(?:is|are) to|required?|requires|requirement|always|never|ensure|make sure|be sure|see to it|mandatory|obligatory|essential|vital|expected|only when|only if|only after|cannot|may not|ought to|no answer|not acceptable|unacceptable|forbidden|prohibited|do not|don't|no circumstances|(?:is|are|would be) (?:an? )?(?:error|mistake|wrong|misleading|incorrect|overstatement)|take care)\b|必须|应当|应该|应|须|需要|务必|请|不得|禁止|不要|不能|不可|严禁|要求|切勿|要/i;
const settled =
  /\b(?:is|are|stays?|remains?|gets?|goes|go|comes?|belongs?|counts?|outranks?|wins?|prevails?|takes? precedence|overrides?)\b/i;
const described =
  /^\W*(?:some|many|most|several|few|there (?:is|are))\b|^\W*(?:the |our |its )?(?:board deck|deck|management|sales|faq|file|dataroom|data room|seller|company|folder|export|hierarchy)\b.*?\b(?:is|are|states?|says?|shows?|reports?|calls?|contains?|lists?|gives?|presents?)\b|\b(?:is|are) (?:listed|stored|found|contained|recorded|located|described|defined|named) (?:in|under|at)\b/i;

/** Does the sentence order something, or merely describe? Items below a rule's introduction inherit its order. */
export function isDemand({ text, parents }: Sentence): boolean {
  if (/[?？]["”)]*$/.test(text.trim())) return false;
  if (/^\W*no\b/i.test(text) || modal.test(text)) return true;
  const tokens = tokenize(text);
  if (startsWithOrder(tokens) || isTerseOrder(tokens) || isLabelled(text)) return true;
  if (parents.some((parent) => modal.test(parent) || isRuleHeading(parent))) return true;
  return settled.test(text) && !described.test(text);
}

/** "May", "optional", "no need to": the reader is left free. */
export function isPermission(reading: Reading): boolean {
  const { tokens, cues } = reading;
  return tokens.some((token, at) => {
    if (!longestAt(permissionPhrases, tokens, at)) return false;
    if (cues.some((cue) => cue.from <= at && at <= cue.to)) return false;
    return token.lower !== "may" || !/^(?:not|only|never)$/.test(tokens[at + 1]?.lower ?? "");
  });
}

/** A bare verb at the start of the sentence or of a later thought: "For each customer, add the entities up". */
function startsWithOrder(tokens: readonly Token[]): boolean {
  return tokens.some((token, at) => {
    if (!isDirectiveVerb(token.lower)) return false;
    const before = tokens.slice(0, at).findLast((other) => !/^[*_`"“(]$|ly$/.test(other.lower));
    return (
      before === undefined ||
      /^(?:[,;:.—–，；：]|and|then|or|instead|also|please|first|finally|next|but)$/.test(
        before.lower,
      )
    );
  });
}

/** "Smooth nothing over": a sentence that opens with a bare word and holds no other verb form. */
function isTerseOrder(tokens: readonly Token[]): boolean {
  const first = tokens.find(({ kind }) => kind !== "punctuation");
  if (first?.kind !== "word" || isStopWord(first.lower)) return false;
  if (/(?:s|ing|ed|tion|ment|ity|ness|ly)$/.test(first.lower) || !/[a-z]$/.test(first.text))
    return false;
  return !tokens.some(({ lower }) => auxiliary.test(lower));
}

const auxiliary = /^(?:is|are|was|were|has|have|had|will|can|does|did)$/;

function isRuleHeading(parent: string): boolean {
  return /\b(?:rules?|polic(?:y|ies)|requirements?|principles?|guidelines?|checklist|do|don'?ts?|conduct|standards?|method|procedure|steps?|how to)\b|规则|要求|原则|准则|规范|步骤/i.test(
    parent,
  );
}

/** "Evidence preference: exports before prose" in a list of policies. */
function isLabelled(text: string): boolean {
  return /^\**[A-Za-z_ ]{3,40}\**[:：]\**\s+\S/.test(text);
}
