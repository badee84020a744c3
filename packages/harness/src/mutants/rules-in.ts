/** A rule of a Markdown text: a list item with what is indented below it, or a paragraph. */
export interface RuleLines {
  text: string;
  /** Lines of the rule, counted from 0; `to` is the first line after it. */
  from: number;
  to: number;
}

/**
 * The rules of a prompt, in order. Where it has list items, these are its rules and its prose only introduces them;
 * a prompt without lists has a rule in each paragraph.
 */
export function rulesIn(markdown: string): RuleLines[] {
  const lines = markdown.split("\n");
  const items = blocks(lines, isItem, isContinued);
  return items.length > 0 ? items : blocks(lines, isProse, isProse);
}

/** The text without the lines of one rule. */
export function withoutRule(markdown: string, { from, to }: RuleLines): string {
  return markdown
    .split("\n")
    .filter((_, index) => index < from || index >= to)
    .join("\n")
    .replaceAll(/\n{3,}/g, "\n\n")
    .trim();
}

type LineTest = (line: string) => boolean;

const isItem: LineTest = (line) => /^\s{0,3}(?:[-*+]|\d+[.)])\s+\S/.test(line);
const isContinued: LineTest = (line) => /^\s+\S/.test(line) && !isItem(line);
const isProse: LineTest = (line) => line.trim() !== "" && !line.startsWith("#");

function blocks(lines: readonly string[], begins: LineTest, goesOn: LineTest): RuleLines[] {
  const found: RuleLines[] = [];
  for (let from = 0; from < lines.length; from++) {
    if (!begins(lines[from] ?? "")) continue;
    let to = from + 1;
    while (to < lines.length && goesOn(lines[to] ?? "")) to++;
    found.push({ text: plain(lines.slice(from, to).join(" ")), from, to });
    from = to - 1;
  }
  return found;
}

function plain(text: string): string {
  return text
    .trim()
    .replace(/^(?:[-*+]|\d+[.)])\s+/, "")
    .replaceAll(/\s+/g, " ");
}
