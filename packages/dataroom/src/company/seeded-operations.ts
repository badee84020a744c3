import type { Random } from "@loopwright/core/statistics";
import type {
  CustomerGroup,
  Escalation,
  Market,
  PipelineStage,
  RecurringRevenue,
  ResellerDispute,
  StandaloneCustomers,
} from "../reference/company.ts";
import { resellers } from "./names.ts";

export function drawDispute(random: Random, { controlled }: RecurringRevenue): ResellerDispute {
  return {
    reseller: random.pick(resellers),
    claimed: tenth(controlled * (0.06 + random.next() * 0.05)),
    sourcedPipeline: tenth(controlled * (0.03 + random.next() * 0.02)),
  };
}

interface PipelineInputs {
  arr: RecurringRevenue;
  group: CustomerGroup;
  dispute: ResellerDispute;
}

/** The commit stage is always larger than what the ex-reseller sourced of it. */
export function drawPipeline(
  random: Random,
  { arr, group, dispute }: PipelineInputs,
): PipelineStage[] {
  const commit = tenth(arr.controlled * (0.14 + random.next() * 0.05));
  return [
    {
      stage: "commit",
      amount: commit,
      historicalCloseRate: random.integer(33, 45) / 100,
      note: `Includes the ${group.brand} expansion, which waits on the security report, and deals from ${dispute.reseller}`,
    },
    {
      stage: "best_case",
      amount: tenth(commit * (1.4 + random.next() * 0.4)),
      historicalCloseRate: random.integer(20, 30) / 100,
      note: "Some deals have no budget owner yet",
    },
    {
      stage: "early",
      amount: tenth(commit * (2.6 + random.next() * 0.8)),
      historicalCloseRate: random.integer(5, 11) / 100,
      note: "Amounts are first guesses",
    },
  ];
}

interface EscalationInputs {
  group: CustomerGroup;
  standalone: StandaloneCustomers;
  market: Market;
}

export function drawEscalations({ group, standalone, market }: EscalationInputs): Escalation[] {
  return [
    {
      customer: group.smaller.name,
      severity: "medium",
      issue: `${market.output} latency`,
      status: "monitoring",
    },
    {
      customer: standalone.troubled.name,
      severity: "high",
      issue: `${market.integration} errors`,
      status: "open",
    },
    {
      customer: group.larger.name,
      severity: "medium",
      issue: "security questionnaire blocked on Type II",
      status: "open",
    },
  ];
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
