/** One file of a dataroom. `path` is relative and uses `/`; `content` ends with a newline. */
export interface DataroomFile {
  path: string;
  content: string;
}

/** A Markdown document from its blocks, with an empty line between blocks. A list is one block. */
export function markdown(path: string, blocks: readonly string[]): DataroomFile {
  return { path, content: `${blocks.join("\n\n")}\n` };
}

/** A Markdown list. */
export function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join("\n");
}

/** A CSV document (RFC 4180 quoting, `\n` line ends). */
export function csv(
  path: string,
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): DataroomFile {
  const lines = [header, ...rows].map((cells) => cells.map(csvCell).join(","));
  return { path, content: `${lines.join("\n")}\n` };
}

function csvCell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
