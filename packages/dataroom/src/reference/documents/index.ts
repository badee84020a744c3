import type { Company } from "../company.ts";
import type { DataroomFile } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";
import { boardDeck } from "./board-deck.ts";
import { contractsSummary } from "./contracts-summary.ts";
import {
  accountHierarchy,
  customerHealth,
  renewalCalendar,
  topCustomerExport,
} from "./customer-exports.ts";
import { arrBridge, monthlyKpis, profitAndLoss, retentionExtract } from "./financial-exports.ts";
import { goToMarket } from "./go-to-market.ts";
import { openIssues } from "./open-issues.ts";
import { clauseInventory, escalationExport, pipelineExport } from "./operating-exports.ts";
import { orgChart } from "./org-chart.ts";
import { overview } from "./overview.ts";
import { pipelineNotes } from "./pipeline-notes.ts";
import { productStrategy } from "./product-strategy.ts";
import { qaLog } from "./qa-log.ts";
import { revenueRecognitionNotes } from "./revenue-recognition-notes.ts";
import { securityFaq } from "./security-faq.ts";
import { securityOverview } from "./security-overview.ts";

const renderers: readonly Renderer[] = [
  overview,
  productStrategy,
  goToMarket,
  boardDeck,
  revenueRecognitionNotes,
  contractsSummary,
  openIssues,
  securityOverview,
  securityFaq,
  orgChart,
  pipelineNotes,
  qaLog,
  arrBridge,
  monthlyKpis,
  profitAndLoss,
  retentionExtract,
  topCustomerExport,
  accountHierarchy,
  renewalCalendar,
  customerHealth,
  clauseInventory,
  pipelineExport,
  escalationExport,
];

/** Every document of a company, in no particular order. */
export function renderDocuments(company: Company): DataroomFile[] {
  return renderers.map((render) => render(company));
}
