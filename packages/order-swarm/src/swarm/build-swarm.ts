import { Agent, handoff, tool, type AgentInputItem, type RunContext } from "@openai/agents";
import { z } from "zod";
import { actionTools } from "./action-tools.ts";
import { agentNames, standingOrder, type Role } from "./agent-names.ts";
import { OrderDecision } from "./decision.ts";
import { desks } from "./desks.ts";
import { consistentDecision, readableOrder } from "./guardrails.ts";
import { deskInstructions, orchestratorInstructions } from "./instructions.ts";
import { noteMessage, orderMessage, type OrderContext } from "./order-context.ts";
import { readTools } from "./read-tools.ts";

type Specialist = Exclude<Role, "orchestrator">;
export type OrderAgent = Agent<OrderContext, typeof OrderDecision>;

const Handover = z.object({
  status: z.string().describe("One word: done, blocked, short, proposed, changed, deferred, …"),
  summary: z.string().describe("One line with the figures that matter"),
});

const DeskRecord = z.object({
  decision: z.string(),
  basis: z.string(),
  remark: z.string(),
  figure: z.number().nullable(),
  reference: z.string().nullable(),
});

/**
 * The agents and how they hand over to each other: every specialist back to the orchestrator, two of them to
 * a colleague as well. One swarm serves many runs at a time; what belongs to a run is in its context.
 *
 * @param options.model name under which the model provider knows the model
 * @returns the orchestrator, with whom every run begins and ends
 */
export function buildSwarm({ model }: { model: string }): OrderAgent {
  const tools = allTools();
  const toolsNamed = (names: readonly string[]) => names.flatMap((name) => tools.get(name) ?? []);
  const orchestrator: OrderAgent = new Agent({
    name: agentNames.orchestrator,
    model,
    instructions: ({ context }: RunContext<OrderContext>) =>
      orchestratorInstructions(context.plan.revisions),
    tools: toolsNamed(["update_case_status", "settle_difference"]),
    outputType: OrderDecision,
    inputGuardrails: [readableOrder],
    outputGuardrails: [consistentDecision],
  });
  const specialists = new Map<Specialist, OrderAgent>();
  for (const role of specialistRoles)
    specialists.set(
      role,
      new Agent({
        name: agentNames[role],
        model,
        // A specialist acts and hands over; it never ends a run with words.
        modelSettings: { toolChoice: "required" },
        resetToolChoice: false,
        instructions: ({ context }: RunContext<OrderContext>) =>
          deskInstructions(role, context.plan.revisions),
        handoffDescription: desks[role].task,
        tools: toolsNamed([...desks[role].reads, ...desks[role].actions]),
        outputType: OrderDecision,
      }),
    );
  for (const [role, agent] of specialists) {
    const colleagues = (desks[role].handsTo ?? []).flatMap((to) =>
      to === "orchestrator" ? [] : (specialists.get(to) ?? []),
    );
    agent.handoffs = [...colleagues, orchestrator].map((to) => handOver(agent, to));
  }
  orchestrator.handoffs = [...specialists.values()].map((to) => handOver(orchestrator, to));
  return orchestrator;
}

const specialistRoles = [...standingOrder, "regional" as const].filter(
  (role): role is Specialist => role !== "orchestrator",
);

function allTools() {
  const reads = Object.entries(readTools).map(([name, { description, read }]) =>
    tool({
      name,
      description,
      parameters: z.object({}),
      execute: (_args, run?: RunContext<OrderContext>) =>
        JSON.stringify(run ? read(run.context.plan.world) : {}),
    }),
  );
  const actions = Object.entries(actionTools).map(([name, description]) =>
    tool({
      name,
      description,
      parameters: DeskRecord,
      execute: (record) => JSON.stringify({ recorded: true, ...known(record) }),
    }),
  );
  return new Map([...reads, ...actions].map((made) => [made.name, made]));
}

function known(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== null));
}

/**
 * A hand-over puts a case note on file. The orchestrator then sees the order and all notes, a specialist the order
 * and the note it was handed: what other desks looked up stays with them, so that requests stay short.
 */
function handOver(from: OrderAgent, to: OrderAgent) {
  return handoff(to, {
    inputType: Handover,
    onHandoff: ({ context }: RunContext<OrderContext>, input) => {
      const number = context.notes.length + 1;
      if (input) context.notes.push({ number, from: from.name, to: to.name, ...input });
    },
    inputFilter: (data) => {
      const context: OrderContext | undefined = data.runContext?.context;
      if (!context) return data;
      const notes = to.name === agentNames.orchestrator ? context.notes : context.notes.slice(-1);
      return {
        ...data,
        inputHistory: [orderMessage(context.plan), ...notes.map(noteMessage)].map(userMessage),
        preHandoffItems: [],
        newItems: [],
      };
    },
  });
}

function userMessage(content: string): AgentInputItem {
  return { role: "user", content };
}
