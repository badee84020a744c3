import wrapAnsi from "wrap-ansi";

/** Narrower than this, indentation would leave no room for words. */
const narrowest = 20;

/**
 * Breaks long lines between words for a terminal of so many columns; what follows a break stands under where its line
 * began, after indentation and bullet. Signs of double width count as two columns.
 */
export function wrapLines(text: string, columns: number): string {
  const width = Math.max(narrowest, columns);
  return text
    .split("\n")
    .map((line) => wrapLine(line, width))
    .join("\n");
}

function wrapLine(line: string, width: number): string {
  const [lead = ""] = /^\s*(?:[-*•] |\d+\. )?/u.exec(line) ?? [];
  const rest = line.slice(lead.length);
  const indent = lead.length <= width / 2 ? " ".repeat(lead.length) : "";
  return lead + wrapAnsi(rest, width - lead.length, { hard: true }).replaceAll("\n", `\n${indent}`);
}
