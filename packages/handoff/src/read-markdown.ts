import { fromMarkdown } from "mdast-util-from-markdown";

/** A top-level heading, where it lies in the text, and what it says. */
export interface Heading {
  depth: number;
  text: string;
  /** Offsets of the heading itself. */
  start: number;
  end: number;
}

/** A fenced or indented code block. */
export interface CodeBlock {
  language: string;
  value: string;
  start: number;
  end: number;
}

type Node = ReturnType<typeof fromMarkdown>["children"][number];

/** Headings at the top level of a document: those in quotes, lists and fences are none of its structure. */
export function headingsOf(markdown: string): Heading[] {
  return nodesOf(markdown).flatMap(({ node, start, end }) =>
    node.type === "heading" ? [{ depth: node.depth, text: textOf(node), start, end }] : [],
  );
}

/** Paragraphs of bold text alone, which reports like to use for headings. */
export function boldLinesOf(markdown: string): Heading[] {
  return nodesOf(markdown).flatMap(({ node, start, end }) =>
    node.type === "paragraph" &&
    node.children.length > 0 &&
    node.children.every((child) => child.type === "strong")
      ? [{ depth: 7, text: textOf(node), start, end }]
      : [],
  );
}

export function codeBlocksOf(markdown: string): CodeBlock[] {
  return nodesOf(markdown).flatMap(({ node, start, end }) =>
    node.type === "code" ? [{ language: node.lang ?? "", value: node.value, start, end }] : [],
  );
}

function nodesOf(markdown: string): { node: Node; start: number; end: number }[] {
  return fromMarkdown(markdown).children.flatMap((node) => {
    const start = node.position?.start.offset;
    const end = node.position?.end.offset;
    return start === undefined || end === undefined ? [] : [{ node, start, end }];
  });
}

/** The words of a document in their order, whatever their layout: on single spaces, without marking. */
export function wordsShownIn(markdown: string): string {
  return fromMarkdown(markdown).children.map(shown).join(" ").replace(/\s+/g, " ").trim();
}

function shown(node: object): string {
  if ("value" in node && typeof node.value === "string") return node.value;
  if (!("children" in node) || !Array.isArray(node.children)) return " ";
  const isBlock = !("type" in node && node.type === "paragraph");
  return node.children
    .map((child: unknown) => (typeof child === "object" && child !== null ? shown(child) : ""))
    .join(isBlock ? " " : "");
}

/** The words of a node, without their marking. */
function textOf(node: object): string {
  if ("value" in node && typeof node.value === "string") return node.value;
  if (!("children" in node) || !Array.isArray(node.children)) return "";
  return node.children
    .map((child: unknown) => (typeof child === "object" && child !== null ? textOf(child) : ""))
    .join("");
}
