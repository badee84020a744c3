import type { ReplyItem } from "@loopwright/core/model";
import { handOverCall, recordCall, type DeskEntry, type DeskView } from "./desk-view.ts";
import {
  daysApart,
  isDispatchedElsewhere,
  reports,
  supplyChecked,
} from "./orchestrator/case-notes.ts";
import { decide } from "./orchestrator/decide.ts";
import { groundOf, passingRemark } from "./phrases.ts";

/** One desk of the standing order. */
interface Stop {
  topic: string;
  agent: string;
}

const always = ["customer", "configuration", "pricing", "compliance", "monitor"];
const afterBlock = "intent dialogue resolution supply allocation triage escalation monitor".split(
  " ",
);

/** Leads an order by its instructions and the case notes: the next hand-over, or the decision. */
export function orchestrate(view: DeskView): ReplyItem[] {
  const apart = daysApart(view);
  if (apart !== undefined && !view.answers.has("settle_difference") && mustSettle(view, apart))
    return settle(view, apart);
  const next = nextStop(view, apart);
  if (!next) return decide(view);
  return [...statusCalls(view, next), handOverCall(next.agent, "open", briefing(view))];
}

/** How many of the hand-overs come with a word on where the order stands. */
const statusRate = 0.75;

function statusCalls(view: DeskView, next: Stop): ReplyItem[] {
  if (view.answers.has("update_case_status") || view.random.next() >= statusRate) return [];
  return [
    recordCall({ ...line(view, "update_case_status", standing(view)), reference: next.topic }),
  ];
}

function line(view: DeskView, tool: string, decision: string): DeskEntry {
  const basis = groundOf(view.random, "talk");
  return { tool, decision, basis, remark: passingRemark(view.random) };
}

function standing(view: DeskView): string {
  const status = view.notes.at(-1)?.status ?? "new";
  return status === "done" ? "working" : status;
}

function standingOrder(view: DeskView): Stop[] {
  const line = /Standing order of desks: ([^\n]*)\./.exec(view.instructions)?.[1] ?? "";
  return line.split(", ").flatMap((part) => {
    const [topic, agent] = part.split("=");
    return topic && agent ? [{ topic, agent }] : [];
  });
}

function wanted(view: DeskView): Set<string> {
  const flagged = /Topics flagged at intake: ([^\n]*)/.exec(view.orderText)?.[1] ?? "";
  return new Set([...always, ...flagged.split(", ")]);
}

function nextStop(view: DeskView, apart: number | undefined): Stop | undefined {
  const stops = standingOrder(view);
  const topics = wanted(view);
  const blocked = view.notes.some(({ status }) => status === "blocked");
  const deferred = isDispatchedElsewhere(view);
  const arbitrated = apart !== undefined && apart > 3 && !settled(view);
  const due = stops.filter(({ topic, agent }) => {
    if (blocked && !staysAfterBlock(view, topic)) return false;
    if (deferred && ["release", "triage", "escalation"].includes(topic)) return false;
    if (topic === "tradeoff" && arbitrated) return reports(view, agent).length === 0;
    if (!topics.has(topic)) return false;
    const seen = reports(view, agent).length;
    return seen === 0 || isDueAgain(view, { topic, agent }, seen);
  });
  return dispatchFirst(view, due) ?? due[0];
}

function staysAfterBlock(view: DeskView, topic: string): boolean {
  if (topic === "shadow") return dispatchesThroughShadow(view);
  return always.includes(topic) || afterBlock.includes(topic);
}

function dispatchesThroughShadow(view: DeskView): boolean {
  return /Dispatch goes through/.test(view.instructions);
}

/** Dispatch through the shadow comes right after the reservation, when the instructions say so. */
function dispatchFirst(view: DeskView, due: readonly Stop[]): Stop | undefined {
  const reserved = reports(view, "AllocationAgent").length > 0 || due[0]?.topic === "monitor";
  return dispatchesThroughShadow(view) && reserved
    ? due.find(({ topic }) => topic === "shadow")
    : undefined;
}

/** A route that was only proposed, once supply is checked; a build that was changed, once. */
function isDueAgain(view: DeskView, { topic, agent }: Stop, seen: number): boolean {
  if (seen > 1) return false;
  if (topic === "routing")
    return reports(view, agent).some(({ status }) => status === "proposed") && supplyChecked(view);
  if (topic !== "configuration") return false;
  return view.notes.some(({ status }) => status === "changed");
}

function briefing(view: DeskView): string {
  const supply = `supply is ${supplyChecked(view) ? "checked" : "unchecked"}`;
  const planned = /(\d+) units/.exec(
    reports(view, "ProcurementPlanningAgent").at(-1)?.summary ?? "",
  )?.[0];
  return planned ? `${supply}, plan for ${planned}` : supply;
}

/** Small differences are settled now and then; large ones only when the instructions say so. */
function mustSettle(view: DeskView, apart: number): boolean {
  if (reports(view, "TradeoffAgent").length > 0) return false;
  if (view.notes.at(-1)?.from !== "SchedulingAgent") return false;
  if (apart > 3) return settlesAll(view);
  return apart > 0;
}

function settlesAll(view: DeskView): boolean {
  return /settle the difference yourself/.test(view.instructions);
}

function settled(view: DeskView): boolean {
  return settlesAll(view) && daysApart(view) !== undefined;
}

function settle(view: DeskView, apart: number): ReplyItem[] {
  const basis = groundOf(view.random, apart > 3 ? "first" : "load");
  const remark = passingRemark(view.random);
  const entry = { tool: "settle_difference", decision: "proceed", basis, remark, figure: apart };
  return [recordCall(entry)];
}
