import { attributeFacts, Fact } from "./span-facts.ts";

/** What to do with a key of a given object. */
export const Role = {
  skip: 0,
  text: 1,
  status: 2,
  resource: 3,
  scope: 4,
  attributes: 5,
  value: 6,
} as const;

export interface KeyRule {
  readonly key: Uint8Array;
  readonly role: number;
  readonly fact: number;
  readonly bit: number;
}

/** Rules by the length of their key. `closed` objects take no other keys; `required` is a mask of rules. */
export interface KeyRules {
  readonly byLength: readonly (readonly KeyRule[])[];
  readonly required: number;
  readonly closed: boolean;
}

type RuleRow = readonly [key: string, role: number, fact: number, required: boolean];

function keyRules(rows: readonly RuleRow[], closed: boolean): KeyRules {
  const byLength: KeyRule[][] = [];
  let required = 0;
  for (const [index, [key, role, fact, needed]] of rows.entries()) {
    const rule = { key: Buffer.from(key), role, fact, bit: 1 << index };
    (byLength[key.length] ??= []).push(rule);
    if (needed) required |= 1 << index;
  }
  return { byLength, required, closed };
}

export const spanRules = keyRules(
  [
    ["trace_id", Role.text, Fact.traceId, true],
    ["span_id", Role.text, Fact.spanId, true],
    ["parent_span_id", Role.text, Fact.parentSpanId, false],
    ["trace_state", Role.text, -1, false],
    ["name", Role.text, -1, true],
    ["kind", Role.text, -1, true],
    ["start_time", Role.text, Fact.startTime, true],
    ["end_time", Role.text, Fact.endTime, true],
    ["status", Role.status, -1, true],
    ["resource", Role.resource, -1, true],
    ["scope", Role.scope, -1, true],
    ["attributes", Role.attributes, -1, true],
  ],
  false,
);
export const statusRules = keyRules(
  [
    ["code", Role.text, Fact.statusCode, true],
    ["message", Role.text, -1, false],
  ],
  true,
);
export const scopeRules = keyRules(
  [
    ["name", Role.text, -1, true],
    ["version", Role.text, -1, false],
  ],
  true,
);
export const resourceRules = keyRules([["attributes", Role.resource, -1, true]], true);
export const serviceRules = keyRules(
  [["service.name", Role.value, Fact.serviceName, false]],
  false,
);
export const attributeRules = keyRules(
  attributeFacts.map(([key, fact]) => [key, Role.value, fact, false]),
  false,
);

/** The rule for the key `bytes[start, stop)`; undefined for a key that means nothing here. */
export function findRule(
  rules: KeyRules,
  bytes: Uint8Array,
  start: number,
  stop: number,
): KeyRule | undefined {
  const candidates = rules.byLength[stop - start];
  if (candidates === undefined) return undefined;
  next: for (const rule of candidates) {
    const { key } = rule;
    for (let i = 0; i < key.length; i++) if (key[i] !== bytes[start + i]) continue next;
    return rule;
  }
  return undefined;
}
