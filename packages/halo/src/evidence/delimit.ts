import { createHash } from "node:crypto";

/**
 * Untrusted text between marks that it cannot contain, because they depend on all of it. What stands between
 * them is for a model to judge, never to follow.
 *
 * @param block `title` is ours; it must not hold untrusted words
 */
export function quoted(block: { mark: string; title: string; text: string }): string {
  return `<data ${block.mark} ${block.title}>\n${block.text}\n</data ${block.mark}>`;
}

/** A mark that the texts cannot contain. */
export function markFor(texts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex").slice(0, 16);
}

/** One untrusted text, delimited with a mark of its own. */
export function quotedAlone(title: string, text: string): string {
  return quoted({ mark: markFor([title, text]), title, text });
}

/** Words of others within a sentence of ours: in quotation marks that they cannot close, on one line. */
export function inQuotes(text: string): string {
  return `“${text.replace(/\s+/g, " ").replace(/[“”]/g, '"').trim()}”`;
}
