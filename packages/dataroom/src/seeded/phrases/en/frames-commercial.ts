import type { NarrativeFrame } from "../filler.ts";

export const productStrategy: NarrativeFrame = {
  titles: ["[Product strategy|Product plan|Where the product goes]"],
  intros: [
    "[Owner|Written by]: {productLead}, VP Product[; last edited in December {year}|].",
    "{productLead} [maintains|keeps] this page[ for the leadership team| and reviews it each quarter|].",
  ],
  sections: [
    {
      headings: ["[What customers ask for|Requests|Voice of the customer]"],
      sentences: [
        "[A shorter delay|Less delay] between a change at the source and the {output} [that shows it|it ends up in].",
        "[Fewer|Less need for] manual repairs after {integration} errors.",
        "[Audit trails|Logs] that [name|show] the person [behind|responsible for] each override.",
        "[A sandbox|A test area] where administrators [can try|may try] a rule [before it counts|first].",
        "[Better|Clearer] [exports|reports] for [auditors|controllers|regional managers].",
      ],
    },
    {
      headings: ["[Roadmap|The next four quarters|Plan by quarter]"],
      sentences: [
        "[First|In the first quarter we] rebuild the {integration} connector so that a failed batch [is retried|repeats] [by itself|without support].",
        "[Role-based approval|Approval by role] [comes next|follows in spring], [which two prospects wait for|a condition for two prospects].",
        "[Benchmarks across customers|Cross-customer benchmarks] [on an opt-in basis|for those who opt in] are [planned|due] [after the summer|for the third quarter].",
        "[A public interface|An open interface] for partners [closes the year|comes last].",
        "[Mobile screens|A mobile view] [were dropped|is postponed] [for lack of demand|after interviews].",
      ],
    },
    {
      headings: ["[Risks to the plan|What may delay us|Dependencies]"],
      sentences: [
        "[The connector team|The integrations team] has [two|three] open positions[, and six weeks slip if they stay open|].",
        "[No product|None of the products] in the plan [depends on|needs] an acquisition.",
        "[One supplier|A single supplier] [of|for] [address data|exchange-rate data] [changes its terms|is changing its licence] [in summer|next year].",
      ],
    },
    {
      headings: ["[Quality|How we measure quality|Defects and speed]"],
      sentences: [
        "[Defects reported by customers|Customer-reported defects] [went down|fell] [since|after] [the test rota|pair reviews] [began|started].",
        "[Median|Typical] time to [load|open] the {output} is [tracked|watched] [weekly|each week].",
        "[Feature flags|Switches] [allow|let us make] [slow roll-outs|gradual releases] [to|for] [selected|willing] customers.",
      ],
    },
  ],
};

export const goToMarket: NarrativeFrame = {
  titles: ["[Go to market|How we sell|Go-to-market plan]"],
  intros: [
    "[Owner|Author]: {salesLead}, VP Sales[. Written for the {next} operating plan|].",
    "[Input|Contribution] of {salesLead}, VP Sales, to the {next} [operating plan|budget].",
  ],
  sections: [
    {
      headings: ["[How the team is set up|Sales team|Coverage]"],
      sentences: [
        "[Enterprise|Large accounts]: one account executive and one solutions engineer [for each region|per region].",
        "[Mid-market|Smaller firms]: a pooled team that [also owns|is in charge of] first renewals.",
        "[Partners|Two consultancies] [refer|introduce] [opportunities|prospects] [now and then|from time to time].",
        "[Ramp|Ramp-up] of a new [account executive|seller] [takes|stays at] three quarters.",
      ],
    },
    {
      headings: ["[Marketing|Demand|Lead generation]"],
      sentences: [
        "[Spend|Marketing spend] [was flat|did not change]; [paid search|advertising] was [cut|reduced] [in summer|after two weak quarters].",
        "[The annual report|Our yearly study] [brought in|generated] [most|the majority] of inbound leads.",
        "[Events|Trade fairs] [cost more|were dearer] and [brought less|yielded less] [than last year|than planned].",
        "[Reference calls|Calls with reference customers] [remain|are] the [strongest|most convincing] argument.",
      ],
    },
    {
      headings: ["[Pricing|Prices and discounts|Price list]"],
      sentences: [
        "[List prices|Prices on the list] did not change.",
        "[Discounts|Price cuts] [above|beyond] a quarter need [the CFO's approval|approval by the CFO].",
        "[Bundles|Packages] of two products [sell|go] [best|well] [at renewal|in the first year].",
      ],
    },
    {
      headings: ["[Open items|To do|Next steps]"],
      sentences: [
        "[Agree|Settle] with finance on one [definition|meaning] of committed revenue.",
        "[Replace|Redraw] the territory map[, which follows old offices|].",
        "[Publish|Circulate] win and loss reasons [each month|monthly].",
        "[Retire|Delete] [unused|old] [templates|slides] [from|in] the sales library.",
      ],
    },
  ],
};

export const pipelineNotes: NarrativeFrame = {
  titles: ["[Pipeline notes|Notes on the pipeline|Pipeline review]"],
  intros: [
    "[Notes of|Minutes of] the pipeline review in December {year}[; see `sales/pipeline.csv`|].",
    "[Taken by|Written by] the deputy of {salesLead}[, to be read with `sales/pipeline.csv`|].",
  ],
  sections: [
    {
      headings: ["[Best case|Second stage|What may close]"],
      sentences: [
        "[Three|Some] deals [depend on|wait for] the rebuilt {integration} connector.",
        "[Discount requests|Requests for discounts] [are higher|have risen] [compared with|against] last year.",
        "[Product|The product team] [confirmed|named] the first quarter as a [target|goal], not a promise.",
        "[Two renewals|A few renewals] with added seats are [on paper|with the lawyers] and [wait|only wait] for signatures.",
      ],
    },
    {
      headings: ["[Early stage|First calls|Young opportunities]"],
      sentences: [
        "[Amounts|Sizes] are [guesses|estimates] from the first call.",
        "[A clean-up|Tidying up] in January [closes|will close] whatever [has had|had] no contact for ninety days.",
        "[One deal|A deal] moved back [a quarter|three months] after [a change of sponsor|its sponsor left].",
      ],
    },
    {
      headings: ["[Actions|Who does what|Agreed steps]"],
      sentences: [
        "[Mark|Flag] [every|each] deal without a budget owner.",
        "[Ask security|Request from security] a date that may be [shared|given to prospects].",
        "[Weight|Weigh] the pipeline with historical close rates, not [CRM stage probabilities|the odds that the CRM shows].",
        "[Call|Visit] [each|every] account [that went quiet|without activity] [before February|by the end of January].",
      ],
    },
  ],
};

export const securityFaq: NarrativeFrame = {
  titles: ["[Security questions that prospects ask|Security FAQ for sales|Answers on security]"],
  intros: [
    "[For account teams|For sellers]: [copy|use] the short answers[; longer questionnaires go to security|].",
    "[Longer questionnaires|Anything longer] [go|goes] to the security team[; short answers may be copied|].",
  ],
  sections: [
    {
      headings: ["[Data|Where data lives|Storage]"],
      sentences: [
        "[Data stays|Customer data stays] in the region [chosen|picked] at set-up; [so do backups|backups too].",
        "[Enterprise customers|Customers on the enterprise plan] may [bring|use] [their own|an own] key.",
        "[Support staff|Support] [see|sees] data only [after|once] the customer [opens|grants] access for a ticket.",
        "[No|Never]: models are [configured|trained] per customer, and nothing is shared.",
      ],
    },
    {
      headings: ["[Incidents|If something happens|Incident handling]"],
      sentences: [
        "[We report|Incidents are reported] within seventy-two hours of [confirming|confirmation].",
        "[Cyber insurance|Insurance against cyber risks] [exists|is in place]; [finance has the certificate|ask finance for the certificate].",
        "[A status page|The status page] [shows|lists] [outages|interruptions] [as they happen|within minutes].",
      ],
    },
    {
      headings: ["[Access|Logging in|Accounts]"],
      sentences: [
        "[Single sign-on|SSO] [works|is available] with [the usual|all common] identity providers.",
        "[Administrators|Customer administrators] [can export|may download] [the|an] access log [at any time|every day].",
        "[Sessions|Open sessions] [end|expire] after [a working day|twelve hours].",
      ],
    },
  ],
};
