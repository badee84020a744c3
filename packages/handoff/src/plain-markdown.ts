/**
 * Any text as one line of Markdown that shows just that text: nothing in it can open a heading, a list, a
 * fence, a table cell, a link or HTML. Line breaks become spaces.
 */
export function inline(text: string): string {
  return phrase(text)
    .replace(/^[#+=>-]/, "\\$&")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

/** The same for text that does not begin its line: what counts at a beginning only stays as it is written. */
export function phrase(text: string): string {
  return (
    oneLine(text)
      .replace(/[\\`*[<|~]/g, "\\$&")
      // Within a word an underscore marks nothing, and names are easier to find as they are written.
      .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_")
      .replace(/&(?=#?\w+;)/g, "\\&")
  );
}

/**
 * Text of several lines as Markdown paragraphs and list items. Lists keep their shape, since recommendations
 * are written with them; everything else shows as it stands.
 */
export function block(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029\u0085]/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const item = /^[-*+]\s+(.*)$/.exec(line)?.[1];
      return item === undefined ? inline(line) : `- ${inline(item)}`;
    })
    .join("\n\n");
}

/** The text that `inline` shows: one line, single spaces. */
export function oneLine(text: string): string {
  // Control characters have no place in a document, and some readers split lines at them.
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, " ").trim();
}

/** JSON in a fence. Characters that could end the fence or open HTML are written as escapes, which JSON allows. */
export function jsonFence(value: unknown): string {
  const json = JSON.stringify(value, null, 2).replace(
    /[`<>\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `\`\`\`json\n${json}\n\`\`\``;
}
