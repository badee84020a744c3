import { business } from "./business.ts";
import { customers } from "./customers.ts";
import { boardDeck, orgChart, overview } from "./frames-company.ts";
import { goToMarket, pipelineNotes, productStrategy, securityFaq } from "./frames-commercial.ts";
import {
  contractsSummary,
  openIssues,
  qaLog,
  revenueNotes,
  securityOverview,
} from "./frames-control.ts";
import { headings, questions } from "./headings.ts";
import { legal } from "./legal.ts";
import { revenue } from "./revenue.ts";
import { security } from "./security.ts";

const phrases = { ...revenue, ...customers, ...legal, ...security, ...business } as const;

const frames = {
  "overview.md": overview,
  "product_strategy.md": productStrategy,
  "go_to_market.md": goToMarket,
  "board_deck.md": boardDeck,
  "financials/revenue_recognition_notes.md": revenueNotes,
  "legal/contracts_summary.md": contractsSummary,
  "legal/open_issues.md": openIssues,
  "security/security_overview.md": securityOverview,
  "sales/security_faq.md": securityFaq,
  "hr/org_chart.md": orgChart,
  "sales/pipeline_notes.md": pipelineNotes,
  "notes/qa_log.md": qaLog,
} as const;

const words = {
  headings,
  questions,
  answered: "Answer: ",
  space: " ",
  tidy: (sentence: string) => sentence,
};

export const english = { phrases, frames, words } as const;
