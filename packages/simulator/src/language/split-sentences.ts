/** A sentence, heading, list item, table row or code block. */
export interface Sentence {
  text: string;
  kind: "prose" | "heading" | "list_item" | "table_row" | "code";
  /** 1-based line on which it begins. */
  line: number;
  /** The text it stands under: what introduces its list, outermost first, and the headings above. */
  parents: readonly string[];
}

interface Block {
  text: string;
  kind: Sentence["kind"];
  line: number;
  indent: number;
}

/**
 * Cuts Markdown or plain text into the units a reader takes in one at a time. Headings, list items, table rows
 * and code fences stand alone; running text and long list items are cut at sentence ends, English and Chinese
 * (`。！？；`). Abbreviations ("e.g.", "No. 5"), decimals ("$43.0M") and file names do not end a sentence.
 *
 * @example splitSentences("ARR is $43.0M. It is unaudited.").map((sentence) => sentence.text)
 * // ["ARR is $43.0M.", "It is unaudited."]
 */
export function splitSentences(text: string): Sentence[] {
  return withParents(readBlocks(text)).flatMap(splitBlock);
}

function readBlocks(text: string): Block[] {
  const blocks: Block[] = [];
  let fence: Block | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (fence && !isFence) fence.text += `${line}\n`;
    else if (fence) fence = undefined;
    else if (isFence) blocks.push((fence = { text: "", kind: "code", line: index + 1, indent: 0 }));
    else addLine(blocks, line, index + 1);
  }
  return blocks.filter((block) => block.text.trim() !== "");
}

/** Joins a line to the paragraph or item that it continues; a blank line (kept as an empty block) ends one. */
function addLine(blocks: Block[], line: string, number: number): void {
  const block = blockOf(line, number);
  const previous = blocks.at(-1);
  const continues =
    block.kind === "prose" &&
    block.text !== "" &&
    previous !== undefined &&
    previous.text !== "" &&
    (previous.kind === "prose" || previous.kind === "list_item");
  if (continues) previous.text += ` ${block.text}`;
  else blocks.push(block);
}

function blockOf(line: string, number: number): Block {
  const indent = /^\s*/.exec(line)?.[0].replaceAll("\t", "  ").length ?? 0;
  const text = line.trim().replace(/^>\s?/, "");
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(text)?.[1];
  if (heading !== undefined) return { text: heading, kind: "heading", line: number, indent };
  const item =
    /^(?:[-*+•]|\(?\d{1,2}[.)]|[a-z]\)|[一二三四五六七八九十]+、)\s*(?:\[[ xX]\]\s+)?(.*)$/.exec(
      text,
    );
  const marker = /^(?:[-*+•]|\d{1,2}[.)]|[a-z]\))\S/.test(text) && !/^[•]/.test(text);
  if (item?.[1] !== undefined && !marker)
    return { text: item[1], kind: "list_item", line: number, indent };
  if (/^\|.*\|$/.test(text))
    return { text: /^[|\s:-]+$/.test(text) ? "" : text, kind: "table_row", line: number, indent };
  return { text: /^([-*_])\1{2,}$/.test(text) ? "" : text, kind: "prose", line: number, indent };
}

function withParents(blocks: readonly Block[]): (Block & { parents: string[] })[] {
  let heading: string[] = [];
  let introduction: Block | undefined;
  const open: Block[] = [];
  return blocks.map((block) => {
    while (
      open.length > 0 &&
      (block.kind !== "list_item" || (open.at(-1)?.indent ?? 0) >= block.indent)
    )
      open.pop();
    if (block.kind === "heading") {
      heading = [block.text];
      introduction = undefined;
      return { ...block, parents: [] };
    }
    if (block.kind !== "list_item") introduction = /[:：]\**$/.test(block.text) ? block : undefined;
    const lead =
      block.kind === "list_item" && introduction ? [lastSentence(introduction.text)] : [];
    const parents = [...heading, ...lead, ...open.map((parent) => parent.text)];
    if (block.kind === "list_item") open.push(block);
    return { ...block, parents };
  });
}

function lastSentence(text: string): string {
  return cut(text).at(-1) ?? text;
}

function splitBlock({ text, kind, line, parents }: Block & { parents: string[] }): Sentence[] {
  if (kind === "code" || kind === "table_row" || kind === "heading")
    return [{ text: text.trim(), kind, line, parents }];
  return cut(text).map((sentence) => ({ text: sentence, kind, line, parents }));
}

const abbreviation =
  /(?:^|[\s("'])(?:e\.g|i\.e|etc|vs|cf|approx|no|nos|fig|inc|ltd|co|corp|mr|mrs|ms|dr|st|jr|sr|dept|est|sec|art|p|pp|[A-Z])\.$/i;
const closers = /^["'”’)\]*_`」』]+/;

function cut(text: string): string[] {
  const sentences: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (!endsSentence(text, at, start)) continue;
    const end = at + 1 + (closers.exec(text.slice(at + 1))?.[0].length ?? 0);
    sentences.push(text.slice(start, end).trim());
    start = end;
    at = end - 1;
  }
  sentences.push(text.slice(start).trim());
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

function endsSentence(text: string, at: number, start: number): boolean {
  const character = text[at] ?? "";
  if (/[。！？；]/.test(character)) return true;
  if (!/[.!?]/.test(character)) return false;
  const rest = text.slice(at + 1).replace(closers, "");
  if (rest !== "" && !/^\s/.test(rest)) return false;
  return character !== "." || !isAbbreviation(text.slice(start, at + 1), rest.trimStart());
}

/** "etc." and "Inc." end a sentence only when a capital follows; "e.g." and "No. 5" never do. */
function isAbbreviation(before: string, after: string): boolean {
  if (!abbreviation.test(before)) return false;
  if (/(?:^|\s)no\.$/i.test(before)) return /^\d/.test(after);
  if (/(?:etc|inc|ltd|co|corp|st|est|sec|art|dept)\.$/i.test(before))
    return !/^[A-Z"“*]/.test(after);
  return after !== "";
}
