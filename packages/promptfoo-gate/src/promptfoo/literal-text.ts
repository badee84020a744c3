/**
 * Writes any text so that Promptfoo hands it on unchanged. Promptfoo renders every var, assertion value and
 * rubric as a Nunjucks template, loads what begins with `file://` or `package:`, and drops a final newline of a
 * var. A text with any of that is written as one Nunjucks string expression; other texts stay readable as they
 * are.
 *
 * @example literalText("{{ env.KEY }}") // {{ "\{\{ env.KEY \}\}" }}
 */
export function literalText(text: string): string {
  return isPlain(text) ? text : asStringExpression(text);
}

function isPlain(text: string): boolean {
  return !/[{}]|:\/\/|^\s*package:|[\r\n]$/i.test(text);
}

/**
 * A text that Promptfoo shows but does not render as a test runs: a title, an id. It stays as it is unless the
 * loading of a config file would touch it.
 */
export function labelText(text: string): string {
  return /\{\{|^(file:\/\/|package:)/i.test(text) ? literalText(text) : text;
}

/**
 * Each brace, `%` and `#` gets a backslash of its own: Promptfoo also searches the text with regular
 * expressions (`{{ name }}`, unclosed tags, `env.NAME`) before the template engine sees it.
 */
function asStringExpression(text: string): string {
  const quoted = text
    .replace(/[\\"{}%#]/g, "\\$&")
    .replace(/env(?=[.[])/g, "env\\")
    .replaceAll("\n", String.raw`\n`)
    .replaceAll("\r", String.raw`\r`)
    .replaceAll("\t", String.raw`\t`);
  return hidesLineEnd(text) ? `{{ "\\}" and "${quoted}" }}` : `{{ "${quoted}" }}`;
}

/**
 * A separator of Unicode ends a line for a regular expression, and Nunjucks has no escape for it. The search
 * for unclosed tags stops at the first closing brace, so one is put before the text; `and` yields the text.
 */
function hidesLineEnd(text: string): boolean {
  return /[\u2028\u2029]/.test(text);
}
