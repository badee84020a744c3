/** One sentence of a Markdown text, with what it stands under. */
export interface Sentence {
  text: string;
  /** The whole paragraph, item or heading that it is part of. */
  block: string;
  /** Line on which it begins, counted from 1. */
  line: number;
  kind: "heading" | "item" | "paragraph";
  /** The nearest heading above it. */
  heading: string;
  /** The paragraph or item that introduces it with a colon; empty when there is none. */
  introduction: string;
}

interface Block {
  kind: Sentence["kind"];
  heading: string;
  introduction: string;
  lines: { text: string; number: number }[];
}

/** Splits Markdown into sentences. Fenced code and front matter are left out; lines keep their numbers. */
export function sentencesIn(markdown: string): Sentence[] {
  return blocksOf(markdown.split(/\r?\n/)).flatMap(sentencesOf);
}

function blocksOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let heading = "";
  let introduction = "";
  let fenced = false;
  let open: Block | undefined;
  const end = lines[0] === "---" ? lines.indexOf("---", 1) : -1;
  for (const [index, line] of lines.entries()) {
    if (index <= end) continue;
    if (/^\s*(?:```|~~~)/.test(line)) {
      fenced = !fenced;
      open = undefined;
      continue;
    }
    if (fenced) continue;
    const number = index + 1;
    const text = line.trim();
    const title = /^#{1,6}\s+(.*)$/.exec(text)?.[1];
    const item = /^(?:[-*+]|\d+[.)])\s+(.*)$/.exec(text)?.[1];
    if (text === "" || text === "---") open = undefined;
    else if (title !== undefined) {
      heading = title;
      introduction = "";
      open = undefined;
      blocks.push({ kind: "heading", heading, introduction, lines: [{ text: title, number }] });
    } else if (item !== undefined || !open) {
      const kind = item === undefined ? "paragraph" : "item";
      open = { kind, heading, introduction, lines: [{ text: item ?? text, number }] };
      blocks.push(open);
    } else open.lines.push({ text, number });
    if (item === undefined && text !== "" && title === undefined)
      introduction = text.endsWith(":") ? text : "";
  }
  return blocks;
}

function sentencesOf({ kind, heading, introduction, lines }: Block): Sentence[] {
  const joined = lines.map((line) => line.text).join(" ");
  let at = 0;
  return joined
    .split(/(?<=[.!?;](?:["”’)*`]+)?)\s+(?=[\p{Lu}"“`*(\d])|(?<=[。！？；])/u)
    .map((part) => {
      const from = joined.indexOf(part, at);
      at = from + part.length;
      const text = part.trim();
      return { text, block: joined, line: lineAt(lines, from), kind, heading, introduction };
    })
    .filter((sentence) => sentence.text !== "");
}

function lineAt(lines: Block["lines"], offset: number): number {
  let end = 0;
  for (const line of lines) {
    end += line.text.length + 1;
    if (offset < end) return line.number;
  }
  return lines.at(-1)?.number ?? 1;
}
