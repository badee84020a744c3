import type { JsonValue } from "@loopwright/core";
import { rankedRisks } from "../reply-plan.ts";
import type { Draft } from "./claims.ts";

type Fields = Record<string, JsonValue>;

/** Claims or risks as records, with the fields that the instructions ask for, or the usual ones. */
export function recordsFor(path: string, fields: readonly string[], draft: Draft): Fields[] {
  const aboutRisks = /risk/i.test(path) || fields.includes("severity");
  const records = aboutRisks ? riskRecords(draft) : claimRecords(draft);
  return fields.length === 0 ? records : records.map((record) => withFields(record, fields));
}

/** A JSON file of records. */
export function jsonOf(records: readonly Fields[]): string {
  return `${JSON.stringify(records, null, 2)}\n`;
}

/** A CSV file of records; lists are joined by `;`. */
export function csvOf(records: readonly Fields[], fields: readonly string[]): string {
  const columns = fields.length > 0 ? fields : Object.keys(records[0] ?? {});
  const rows = records.map((record) => columns.map((column) => cell(record[column])).join(","));
  return `${[columns.join(","), ...rows].join("\n")}\n`;
}

function claimRecords({ claims }: Draft): Fields[] {
  return claims.map(({ id, text, sources }) => ({
    claim_id: id,
    claim: text,
    sources: [...sources],
  }));
}

function riskRecords({ conclusions, work }: Draft): Fields[] {
  const thin = work.habits.has("thin_citations");
  return rankedRisks(conclusions.findings).map(({ finding, risk }) => ({
    id: risk.id,
    risk: risk.name,
    severity: risk.severity,
    rationale: finding.conclusion.text,
    evidence: finding.conclusion.sources.slice(0, thin ? 1 : undefined),
    open_questions: finding.questions.map(({ text }) => text),
  }));
}

/** A field with a name of the caller's own gets the value that its name comes closest to. */
function withFields(record: Fields, fields: readonly string[]): Fields {
  return Object.fromEntries(
    fields.map((field) => [field, record[field] ?? guessed(record, field)]),
  );
}

function guessed(record: Fields, field: string): JsonValue {
  const likely: [RegExp, string[]][] = [
    [/source|evidence|file|citation/, ["sources", "evidence"]],
    [/question/, ["open_questions"]],
    [/id$/, ["claim_id", "id"]],
    [/./, ["claim", "rationale"]],
  ];
  const names = likely.find(([pattern]) => pattern.test(field))?.[1] ?? [];
  return names.map((name) => record[name]).find((value) => value !== undefined) ?? "";
}

function cell(value: JsonValue | undefined): string {
  const text = Array.isArray(value) ? value.map(asText).join(";") : asText(value ?? "");
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function asText(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
