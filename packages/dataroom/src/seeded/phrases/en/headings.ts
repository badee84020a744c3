/** Headings of the sections that carry facts, by the topic of the fact. */
export const headings = {
  revenue: [
    "[Recurring revenue|ARR and growth|The figures]",
    "[Headline figures|Numbers|Financial view]",
    "[Money|Key figures|Finance]",
  ],
  customers: ["[Customers|Largest customers|Who pays]", "[Customer base|Accounts|Concentration]"],
  legal: ["[Legal|Contracts and claims|Legal position]", "[Legal matters|Terms|Legal status]"],
  security: [
    "[Certification status|SOC 2|Certification]",
    "[Assurance|Audits and tests|Security reviews]",
  ],
  company: ["[What the company does|The business|Who we are]"],
  product: ["[Products|The product family|What we build]"],
  sales: ["[Sales|Selling|Sales outlook]", "[Pipeline|Commit stage|Assumptions]"],
  people: ["[Leadership and hiring|Leaders|People]", "[Who leads|Hiring|Roles]"],
  metrics: [
    "[Retention|Retention and payback|Unit economics]",
    "[Metrics|Customer metrics|How customers stay]",
  ],
  notes: ["[Two figures for ARR|Board and finance ARR|Which ARR]"],
} as const;

/** What the deal team asked, by the topic of the answer. */
export const questions = {
  revenue: [
    "Asked: [please explain the figure|how is this figure measured|can you confirm this figure]?",
  ],
  customers: [
    "Asked: [which customers matter most, and how are related ones counted|what should we know about the largest customers]?",
  ],
  legal: ["Asked: [what is the matter about|can you describe the open matter]?"],
  security: ["Asked: [what is the state of certification|what did the tests show]?"],
  company: ["Asked: [what does the company do]?"],
  product: ["Asked: [what is in the plan]?"],
  sales: ["Asked: [what does the forecast rest on]?"],
  people: ["Asked: [which plan holds|who is responsible]?"],
  metrics: [
    "Asked: [please provide the metric with its calculation|what stands behind this metric].",
  ],
  notes: ["Asked: [why do board and finance differ|why are there two figures for ARR]?"],
} as const;
