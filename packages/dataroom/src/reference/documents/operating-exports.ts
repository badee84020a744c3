import { csv } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const clauseInventory: Renderer = ({ clauses }) =>
  csv(
    "legal/clause_inventory.csv",
    ["customer", "issue", "exposure", "confidence"],
    clauses.map(({ customer, issue, exposure, confidence }) => [
      customer,
      issue,
      exposure,
      confidence,
    ]),
  );

export const pipelineExport: Renderer = ({ pipeline }) =>
  csv(
    "sales/pipeline.csv",
    ["stage", "pipeline_m", "historical_close_rate", "quality_note"],
    pipeline.map(({ stage, amount, historicalCloseRate, note }) => [
      stage,
      amount,
      historicalCloseRate,
      note,
    ]),
  );

export const escalationExport: Renderer = ({ escalations }) =>
  csv(
    "support/escalations.csv",
    ["customer", "severity", "issue", "status"],
    escalations.map(({ customer, severity, issue, status }) => [customer, severity, issue, status]),
  );
