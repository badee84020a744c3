import type { ReplyItem, ScriptedRequest } from "@loopwright/core/model";
import { seededRandom, type Random } from "@loopwright/core/statistics";
import { z } from "zod";

/** A hand-over as it can be read in the conversation. */
export interface ReadNote {
  number: number;
  from: string;
  to: string;
  status: string;
  summary: string;
}

/** What a scripted agent reads out of its request; there is nothing else that it knows. */
export interface DeskView {
  name: string;
  instructions: string;
  orderId: string;
  orderText: string;
  notes: readonly ReadNote[];
  /** Answers of the tools that were called in this turn of duty, by tool. */
  answers: ReadonlyMap<string, Answer>;
  /** The tools that are offered, hand-overs included. */
  offered: ReadonlySet<string>;
  /** Taste: depends on the seed, the order and who speaks. */
  random: Random;
}

export interface Answer {
  text(key: string): string;
  number(key: string): number;
  flag(key: string): boolean;
  list(key: string): readonly Answer[];
}

const notePattern = /^Case note (\d+): (\S+) to (\S+); status (\S+); (.*)$/s;

/** Reads a request: who is asked, about which order, what the notes say and what tools have answered. */
export function readDesk(request: ScriptedRequest, seed: string): DeskView {
  const name = /^You are (\w+)/.exec(request.instructions)?.[1] ?? "";
  const messages = request.items.flatMap((item) => (item.type === "message" ? [item.text] : []));
  const orderText = messages.find((text) => text.startsWith("Order ")) ?? messages[0] ?? "";
  const orderId = /ORD-\d+/.exec(orderText)?.[0] ?? "";
  const notes = messages.flatMap(readNote);
  return {
    name,
    instructions: request.instructions,
    orderId,
    orderText,
    notes,
    answers: readAnswers(request),
    offered: new Set(request.tools.map((tool) => tool.name)),
    random: seededRandom(`${seed}:${orderId}:${name}:${notes.at(-1)?.number ?? 0}`),
  };
}

function readNote(text: string): ReadNote[] {
  const [, number, from, to, status, summary] = notePattern.exec(text) ?? [];
  if (!number || !from || !to || !status || summary === undefined) return [];
  return [{ number: Number(number), from, to, status, summary }];
}

function readAnswers(request: ScriptedRequest): Map<string, Answer> {
  const names = new Map<string, string>();
  const answers = new Map<string, Answer>();
  for (const item of request.items) {
    if (item.type === "function_call") names.set(item.callId, item.name);
    if (item.type !== "function_call_output") continue;
    const name = names.get(item.callId);
    if (name) answers.set(name, answerOf(jsonOf(item.output)));
  }
  return answers;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

const Fields = z.record(z.string(), z.unknown()).catch({});

function answerOf(value: unknown): Answer {
  const fields = Fields.parse(value);
  return {
    text: (key) => z.string().catch("").parse(fields[key]),
    number: (key) => z.number().catch(0).parse(fields[key]),
    flag: (key) => fields[key] === true,
    list: (key) => z.array(z.unknown()).catch([]).parse(fields[key]).map(answerOf),
  };
}

const nothing = answerOf({});

/** What a tool answered; empty when it was not called. */
export function answer(view: DeskView, tool: string): Answer {
  return view.answers.get(tool) ?? nothing;
}

/** One record of a desk. */
export interface DeskEntry {
  tool: string;
  decision: string;
  basis: string;
  remark: string;
  figure?: number;
  reference?: string;
}

/** The call that puts an entry on record. */
export function recordCall(entry: DeskEntry): ReplyItem {
  const { tool, decision, basis, remark, figure = null, reference = null } = entry;
  return {
    type: "function_call",
    name: tool,
    arguments: { decision, basis, remark, figure, reference },
  };
}

/** The call that hands over; to whom is read from the tools that are offered. */
export function handOverCall(to: string, status: string, summary: string): ReplyItem {
  return { type: "function_call", name: `transfer_to_${to}`, arguments: { status, summary } };
}
