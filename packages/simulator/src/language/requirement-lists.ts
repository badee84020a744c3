import { contentWords } from "./words.ts";

const enumerating =
  /^((?:mention|include|list|cover|name|cite|address|report|give|state|identify|note|discuss|provide|disclose|flag|contain|claim|refuse|decline|use)(?:s|es|ing)?(?: to \w+)?\s+)(?!that\b)(.+)$/i;

/**
 * "Mention A, B and C" asks for three things. What follows "that" is one statement and stays whole, and so does a
 * list whose members would be mere words of a sentence.
 */
export function listItems(statement: string): string[] {
  const [, verb, rest] = enumerating.exec(statement) ?? [];
  if (
    verb === undefined ||
    rest === undefined ||
    /\b(?:is|are|was|were|has|have|between|from|as|by)\b/i.test(rest)
  )
    return [statement];
  const items = rest
    .replace(/^(?:both|all of|each of)\s+/i, "")
    .split(/\s*,\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+|、|\s*以及\s*/u);
  const usable =
    items.length > 1 && items.every((item) => contentWords(item).length > 0 || /\d/.test(item));
  return usable ? items.map((item) => `${verb}${item}`) : [statement];
}
