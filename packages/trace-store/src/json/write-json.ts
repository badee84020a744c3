import { type JsonValue } from "@loopwright/core";
import { type ExactJson, type ExactNumber, type ExactObject, isNumber } from "./parse-json.ts";

/**
 * The text that Python's `json.dumps(value, ensure_ascii=False)` gives: the form in which the reference shows a
 * long attribute that is not a string.
 */
export function pythonText(value: ExactJson): string {
  return write(value, { separator: ", ", colon: ": ", number: pythonNumber });
}

/** The compact text by which the reference measures answers; only its length in bytes matters to us. */
export function compactText(value: ExactJson): string {
  return write(value, { separator: ",", colon: ":", number: compactNumber });
}

interface Form {
  separator: string;
  colon: string;
  number: (value: ExactNumber) => string;
}

function write(value: ExactJson, form: Form): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (value === null || typeof value === "boolean") return String(value);
  if (Array.isArray(value))
    return `[${value.map((item) => write(item, form)).join(form.separator)}]`;
  if (isNumber(value)) return form.number(value);
  const entries = [...value].map(
    ([key, item]) => `${JSON.stringify(key)}${form.colon}${write(item, form)}`,
  );
  return `{${entries.join(form.separator)}}`;
}

function pythonNumber({ number, integer }: ExactNumber): string {
  if (integer) return number === "-0" ? "0" : number;
  const value = Number(number);
  if (!Number.isFinite(value)) return String(value);
  return decimal(value, { smallest: -4, exponent: (power) => twoDigits(power) });
}

function compactNumber({ number, integer }: ExactNumber): string {
  if (integer) return number === "-0" ? "0" : number;
  const value = Number(number);
  if (!Number.isFinite(value)) return "null";
  return decimal(value, {
    smallest: -5,
    exponent: (power) => (power < 0 ? `${power}` : `+${power}`),
  });
}

function twoDigits(power: number): string {
  return `${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
}

/** The shortest digits that read back as `value`, always with a point or an exponent. */
function decimal(
  value: number,
  { smallest, exponent }: { smallest: number; exponent: (power: number) => string },
): string {
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", power = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const sign = value < 0 ? "-" : "";
  const point = Number(power);
  if (point < smallest || point >= 16) {
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : "";
    return `${sign}${digits[0]}${rest}e${exponent(point)}`;
  }
  if (point < 0) return `${sign}0.${"0".repeat(-point - 1)}${digits}`;
  const whole = digits.slice(0, point + 1).padEnd(point + 1, "0");
  return `${sign}${whole}.${digits.slice(point + 1) || "0"}`;
}

/** The value as plain JavaScript: numbers may round, words for no number become null. */
export function plain(value: ExactJson): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (isNumber(value)) {
    const number = Number(value.number);
    return Number.isFinite(number) ? (Object.is(number, -0) && value.integer ? 0 : number) : null;
  }
  return plainObject(value);
}

/** As `plain`, of an object; a key such as `__proto__` becomes an ordinary own key. */
export function plainObject(object: ExactObject): Record<string, JsonValue> {
  return Object.fromEntries([...object].map(([key, item]) => [key, plain(item)]));
}
