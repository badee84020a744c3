/** Where drawn companies keep what. */
export const paths = {
  overview: "overview.md",
  product: "product_strategy.md",
  market: "go_to_market.md",
  board: "board_deck.md",
  revenueNotes: "financials/revenue_recognition_notes.md",
  contracts: "legal/contracts_summary.md",
  issues: "legal/open_issues.md",
  security: "security/security_overview.md",
  faq: "sales/security_faq.md",
  people: "hr/org_chart.md",
  pipelineNotes: "sales/pipeline_notes.md",
  log: "notes/qa_log.md",
  bridge: "financials/arr_bridge.csv",
  months: "financials/monthly_kpis.csv",
  profit: "financials/p_and_l.csv",
  retention: "financials/retention_extract.csv",
  topCustomers: "customers/top_customers.csv",
  hierarchy: "customers/account_hierarchy.csv",
  renewals: "customers/renewal_calendar.csv",
  health: "customers/customer_health.csv",
  clauses: "legal/clause_inventory.csv",
  pipeline: "sales/pipeline.csv",
  escalations: "support/escalations.csv",
} as const;

export const narrativePaths = [
  paths.overview,
  paths.product,
  paths.market,
  paths.board,
  paths.revenueNotes,
  paths.contracts,
  paths.issues,
  paths.security,
  paths.faq,
  paths.people,
  paths.pipelineNotes,
  paths.log,
] as const;

export type NarrativePath = (typeof narrativePaths)[number];
