import type { NarrativeFrame } from "../filler.ts";

export const revenueNotes: NarrativeFrame = {
  titles: ["[Revenue recognition and ARR notes|Notes on revenue|Accounting notes: revenue]"],
  intros: [
    "[Written by|From] the controller's team for {cfo}, CFO[; year ended {year}-12-31|].",
    "[Applies to|Covers] the year ended {year}-12-31[; responsible is {cfo}, CFO|].",
  ],
  sections: [
    {
      headings: ["[Policy in short|Policies|Main policies]"],
      sentences: [
        "Subscription revenue is [recognised|spread] evenly over the service period[, from the day of go-live|].",
        "Set-up fees are [spread over|deferred across] the first [contract term|term].",
        "Credits [reduce|lower] revenue in the month [in which they are agreed|of agreement].",
        "[Commissions|Sales commissions] are [capitalised|deferred] over [four|five] years.",
      ],
    },
    {
      headings: ["[Judgements|Judgements made during the year|Calls that finance made]"],
      sentences: [
        "[Contracts with termination for convenience|Cancellable contracts] are recognised month by month.",
        "[One pilot|A pilot] was [extended|prolonged] without a fee and [is left out|does not count].",
        "[Price holds|Frozen prices] for [two|three] customers [were treated|are treated] as modifications.",
        "[Bundled training|Training in bundles] is [carved out|valued separately] at [list price|its stand-alone price].",
      ],
    },
    {
      headings: ["[Close calendar|Closing the books|The close]"],
      sentences: [
        "[The books close|Books are closed] on the [sixth|seventh|fifth] working day.",
        "[The December close|December's close] [ran longer|took two days more] because usage files [arrived late|came late from one region].",
        "[Auditors|The auditors] [plan|have planned] their fieldwork for [March|late February].",
        "[A second reviewer|Another person] [checks|signs] [each|every] manual journal.",
      ],
    },
  ],
};

export const contractsSummary: NarrativeFrame = {
  titles: ["[Customer contracts: summary|Summary of contracts|Contracts in short]"],
  intros: [
    "[Prepared by|Written by] the legal team[, December {year}| for the dataroom|].",
    "[The legal team|Legal] [wrote|prepared] this [summary|overview] in December {year}.",
  ],
  sections: [
    {
      headings: ["[Standard terms|The template|Usual terms]"],
      sentences: [
        "Term: twelve months, [renewing|extended] unless notice is given sixty days [ahead|before the end].",
        "Fees: annual in advance; usage [quarterly in arrears|after each quarter].",
        "Liability: capped at [the fees of twelve months|a year of fees].",
        "Service levels: monthly availability with [credits|service credits] of up to one month of fees.",
        "Assignment: with consent[, not to be withheld without reason|].",
      ],
    },
    {
      headings: ["[Supplier contracts|Contracts with suppliers|Purchasing]"],
      sentences: [
        "Cloud hosting: a commitment of three years, [second year running|on track].",
        "Data enrichment: [annual|yearly], cancellable with ninety days' notice.",
        "[Support desk|Help desk] software: annual, [renewed in autumn|just renewed].",
      ],
    },
    {
      headings: ["[Intellectual property|Ownership of code|Code and brands]"],
      sentences: [
        "[All staff and contractors|Staff and contractors alike] have signed assignment agreements.",
        "[One open-source component|A component] under a reciprocal licence was [replaced|removed] [this year|in spring].",
        "[Trademarks|Brand names] are registered in the [main|largest] markets.",
      ],
    },
  ],
};

export const openIssues: NarrativeFrame = {
  titles: ["[Open legal issues|Open matters|Legal: what is open]"],
  intros: [
    "[Maintained by|Kept by] outside counsel together with {cfo}'s office.",
    "[Outside counsel|External counsel] [updates|reviews] this list [monthly|every month].",
  ],
  sections: [
    {
      headings: ["[Employment|Staff matters|People]"],
      sentences: [
        "[A former account executive|One former seller] [questions|doubts] the calculation of a final commission; the sum is small and accrued.",
        "[A works agreement|An agreement with staff] on [remote work|on-call duty] is [being drafted|almost finished].",
      ],
    },
    {
      headings: ["[Trademarks|Brands|Intellectual property]"],
      sentences: [
        "[An opposition|A complaint] against one product name in a single country was withdrawn.",
        "[Renewals of|Fees for renewing] two marks [fall due|are due] [next year|in spring].",
      ],
    },
    {
      headings: ["[Data protection|Privacy|Personal data]"],
      sentences: [
        "[One access request|An access request] was answered [late|a few days late]; the authority was not involved.",
        "[The process|That process] [now reaches|has been changed to reach] two people.",
        "[Processor lists|The list of processors] [is|was] [published|brought up to date].",
      ],
    },
    {
      headings: ["[Next review|What happens next|Calendar]"],
      sentences: [
        "[Counsel|Outside counsel] reviews this list every month; the next update [comes|is due] at the end of January.",
        "Mediation is [planned|scheduled] for the second quarter[, with arbitration to follow|].",
        "[E-mails|Messages] between the sales teams [have been|were] preserved.",
      ],
    },
  ],
};

export const securityOverview: NarrativeFrame = {
  titles: ["[Security overview|Security at {company}|State of security]"],
  intros: [
    "[Owner|Responsible]: {securityLead}, Head of Security[, December {year}|].",
    "{securityLead}, Head of Security, [keeps|maintains] this page[; version of December {year}|].",
  ],
  sections: [
    {
      headings: ["[Controls in place|Controls|What protects us]"],
      sentences: [
        "Single sign-on and hardware keys for [all staff|everyone] with access to production.",
        "[Encryption|Data is encrypted] in transit and at rest; keys [rotate|are rotated] twice a year.",
        "[Quarterly|Regular] access reviews[, with evidence kept for the auditor|].",
        "[Laptops|Computers] are managed and wiped [on the day|as soon as] a person leaves.",
      ],
    },
    {
      headings: ["[Resilience|Backups|Restoring]"],
      sentences: [
        "A restore from backup was [tried|rehearsed] [twice|in May and in November][; the second took longer|].",
        "[A missing permission|Missing permissions] [found then|noticed that day] [is|are] now in the runbook.",
        "[Regional failover|Failover to a second region] is [tested|exercised] [once a year|each spring].",
      ],
    },
    {
      headings: ["[Incidents|What happened|Events of the year]"],
      sentences: [
        "[There was no reportable incident|No reportable incident occurred] during the year.",
        "[One employee|An employee] entered a password on a phishing page; the account was reset [within the hour|at once].",
        "[Two|A couple of] [false alarms|alerts] [came from|were caused by] [a scanner|a monitoring script].",
      ],
    },
    {
      headings: ["[Plans|Next year|What comes next]"],
      sentences: [
        "Move secrets of the build system into the managed vault.",
        "[Add|Hire] a second person [to|for] the on-call rota.",
        "[Shorten|Cut] the time to answer customer questionnaires[, nine working days on average|].",
      ],
    },
  ],
};

export const qaLog: NarrativeFrame = {
  titles: ["[Diligence questions and answers|Questions and answers|Q&A log]"],
  intros: [
    "[Kept by|Maintained by] the deal team[; answers are management's unless named|].",
    "[Answers are management's|Management answers], unless finance or counsel is named.",
  ],
  sections: [
    {
      headings: ["[Office lease|Lease]"],
      sentences: [
        "Asked: when does the main lease end? Answer: [in three years|at the end of {lease}], with a break option [after two years|before that].",
      ],
    },
    {
      headings: ["[Insurance|Cyber policy]"],
      sentences: [
        "Asked: please send the cyber policy. Answer: [sent|uploaded] on the [first|second] day.",
      ],
    },
    {
      headings: ["[Support rota|Weekend support]"],
      sentences: [
        "Asked: who covers weekends? Answer: two [people|agents], with an engineer on call.",
      ],
    },
    {
      headings: ["[Bank accounts|Banking]"],
      sentences: [
        "Asked: which banks hold accounts? Answer: [two|three], [listed|named] in the closing binder.",
      ],
    },
    {
      headings: ["[Grants|Subsidies]"],
      sentences: [
        "Asked: were public grants received? Answer: [none|no grant] in the last [three|four] years.",
      ],
    },
  ],
};
