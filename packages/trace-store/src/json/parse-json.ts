/**
 * A JSON value that lost nothing: numbers keep their text, so that `100.0` stays different from `100` and a long
 * integer keeps its digits, and objects keep the order of their keys whatever the keys are.
 */
export type ExactJson = string | boolean | null | ExactNumber | ExactJson[] | ExactObject;
export type ExactObject = Map<string, ExactJson>;
/** `kind` says what the reference reads: an integer, a decimal, or one of the three words for no number. */
export interface ExactNumber {
  readonly number: string;
  readonly integer: boolean;
}

export function isNumber(value: ExactJson): value is ExactNumber {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map)
  );
}

/** Thrown by `parseJson`; `at` is the offset of the first wrong character. */
export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";
  constructor(problem: string, at: number) {
    super(`not valid JSON: ${problem} at character ${at + 1}`);
  }
}

const deepest = 200;
/** The reference refuses integers of more digits than this. */
const longestInteger = 4300;
const numberForm = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** What stands in a string as it is: from the space on, without quote, backslash and surrogates. */
const plainRun = /[ !#-[\]-\uD7FF\uE000-\uFFFF]*/y;
const word = /true|false|null|NaN|-?Infinity/y;
const shortEscapes: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/**
 * Parses what the reference engine's parser accepts: JSON, and also `NaN` and `Infinity`; no lone surrogates, at
 * most 200 levels. Of a repeated key the last value counts, at the place of the first.
 *
 * @throws JsonSyntaxError
 */
export function parseJson(text: string): ExactJson {
  let at = 0;
  const value = parseValue(0);
  skipSpace();
  if (at < text.length) fail("text after the value");
  return value;

  function parseValue(depth: number): ExactJson {
    skipSpace();
    const first = text[at];
    if (first === '"') return parseString();
    if (first === "{") return parseObject(depth + 1);
    return first === "[" ? parseArray(depth + 1) : parseScalar();
  }

  /** The reference counts what holds something: an empty list may stand one level deeper. */
  function refuseDeeper(depth: number): void {
    if (depth > deepest) fail("nested more than 200 deep");
  }

  function parseObject(depth: number): ExactObject {
    const object: ExactObject = new Map();
    at++;
    skipSpace();
    if (take("}")) return object;
    refuseDeeper(depth);
    do {
      skipSpace();
      if (text[at] !== '"') fail("expected a key in quotes");
      const key = parseString();
      skipSpace();
      if (!take(":")) fail("expected a colon");
      object.set(key, parseValue(depth));
      skipSpace();
    } while (take(","));
    if (!take("}")) fail("expected a comma or a closing brace");
    return object;
  }

  function parseArray(depth: number): ExactJson[] {
    const items: ExactJson[] = [];
    at++;
    skipSpace();
    if (take("]")) return items;
    refuseDeeper(depth);
    do {
      items.push(parseValue(depth));
      skipSpace();
    } while (take(","));
    if (!take("]")) fail("expected a comma or a closing bracket");
    return items;
  }

  function parseString(): string {
    at++;
    let value = "";
    for (;;) {
      plainRun.lastIndex = at;
      const run = plainRun.exec(text)?.[0] ?? "";
      value += run;
      at += run.length;
      const next = text.charCodeAt(at);
      if (next === 0x22) {
        at++;
        return value;
      }
      if (next === 0x5c) value += parseEscape();
      else if (next >= 0xd800) value += parsePair();
      else fail(at < text.length ? "control character in a string" : "unterminated string");
    }
  }

  function parsePair(): string {
    const point = text.codePointAt(at) ?? 0;
    if (point < 0x10000) fail("half of a surrogate pair");
    at += 2;
    return String.fromCodePoint(point);
  }

  function parseEscape(): string {
    const letter = text[at + 1] ?? "";
    const short = shortEscapes[letter];
    if (short !== undefined) {
      at += 2;
      return short;
    }
    if (letter !== "u") fail("unknown escape");
    const unit = parseHex();
    if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
    if (unit > 0xdbff || text[at] !== "\\" || text[at + 1] !== "u")
      fail("half of a surrogate pair");
    const low = parseHex();
    if (low < 0xdc00 || low > 0xdfff) fail("half of a surrogate pair");
    return String.fromCharCode(unit, low);
  }

  function parseHex(): number {
    const digits = text.slice(at + 2, at + 6);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) fail("bad hexadecimal escape");
    at += 6;
    return Number.parseInt(digits, 16);
  }

  function parseScalar(): ExactJson {
    word.lastIndex = at;
    const named = word.exec(text)?.[0];
    if (named !== undefined) {
      at += named.length;
      if (named === "null") return null;
      if (named === "true" || named === "false") return named === "true";
      return { number: named, integer: false };
    }
    numberForm.lastIndex = at;
    const number = numberForm.exec(text);
    if (!number) return fail(at < text.length ? "expected a value" : "unexpected end");
    at += number[0].length;
    const integer = number[1] === undefined && number[2] === undefined;
    if (integer && number[0].replace("-", "").length > longestInteger) fail("integer too long");
    return { number: number[0], integer };
  }

  function skipSpace(): void {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
  }

  function take(character: string): boolean {
    if (text[at] !== character) return false;
    at++;
    return true;
  }

  function fail(problem: string): never {
    throw new JsonSyntaxError(problem, at);
  }
}
