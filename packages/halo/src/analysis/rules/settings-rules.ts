import { isScalar, LineCounter, parseDocument, visit } from "yaml";

/** A sentence that a YAML file holds as a value, with the line on which the value begins. */
export interface SettingText {
  text: string;
  line: number;
}

/** Keys whose values say what something is, and ask for nothing. */
const descriptive = new Set(["description", "name", "title"]);

/**
 * Values of a YAML file that are sentences, however they are written: plain, quoted, folded over lines, in lists.
 * Keys, numbers and single words tell an agent nothing.
 */
export function settingTexts(content: string): SettingText[] {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const found: SettingText[] = [];
  visit(document, {
    Pair: (_key, pair) =>
      isScalar(pair.key) && descriptive.has(String(pair.key.value)) ? visit.SKIP : undefined,
    Scalar: (key, node) => {
      const { value, range } = node;
      if (key === "key" || typeof value !== "string" || !range || !isSentence(value)) return;
      // A folded text begins below the sign that opens it.
      const start = /^[|>]/.test(content.slice(range[0]))
        ? content.indexOf("\n", range[0]) + 1
        : range[0];
      found.push({ text: value, line: lines.linePos(start).line });
    },
  });
  return found;
}

function isSentence(value: string): boolean {
  return value.trim().split(/\s+/).length >= 5 || /\p{Script=Han}{4}/u.test(value);
}
