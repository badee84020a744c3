import type { NarrativeFrame } from "../filler.ts";

export const overview: NarrativeFrame = {
  titles: [
    "{company}: [company overview|an overview|at a glance]",
    "[About|Introducing] {company}",
  ],
  intros: [
    "[Prepared by management|Put together by management|Written by the management team] for the diligence process[, as of the end of {year}|].",
    "[This page|This document] [introduces the company|gives a first picture]; figures are [as of|those of] year end {year}.",
  ],
  sections: [
    {
      headings: [
        "[Culture and places|Where people work|Offices and staff]",
        "[Life at the company|Working here]",
      ],
      sentences: [
        "{ceo} has [led the company|been chief executive] since its [second|third|first] year.",
        "[About a third|Roughly half|A small part] of the staff works [remotely|from home|away from the offices].",
        "[The main office|Headquarters] moved [to a smaller floor|across the river|closer to the station] [in spring|last summer].",
        "[Turnover among staff|Staff turnover] was [close to|a little below] the [sector's average|average of its peers].",
        "[A customer day|An annual customer day] and a user group [bring|draw] [administrators|users] together [each year|twice a year].",
        "[New joiners|New colleagues] spend [a week|ten days] with the [support desk|service team] [first|before anything else].",
      ],
    },
    {
      headings: ["[History|How it began|Origins]", "[Short history|The first years]"],
      sentences: [
        "[The first version|A first version] was [written|built] for [a single client|one pilot customer] and [rewritten|replaced] [two years|three years] later.",
        "[The founders met|Its founders met] at [a consultancy|a trade fair|university] and [still hold|have kept] seats on the board.",
        "[Early customers|The earliest customers] were [regional firms|family businesses|start-ups]; [large groups|bigger names] followed.",
        "[Two small acquisitions|One small acquisition] [brought in|added] [an engineering team|a connector library].",
      ],
    },
    {
      headings: ["[How to read this room|Finding your way|About these files]"],
      sentences: [
        "CSV files are [exports from|taken from] the systems of record; Markdown files [come from|are written by] the [departments|teams] named in them.",
        "[Questions and answers|Answers to questions] [so far are|are collected] in `notes/qa_log.md`.",
        "[Folders follow|The folders follow] the [usual|customary] split [by department|by function].",
        "[Please tell us|Let the deal team know] when [a file|something] [is missing|cannot be opened].",
      ],
    },
    {
      headings: ["[Market|The market|Competition]"],
      sentences: [
        "[Buyers compare|Customers weigh] [two or three|three or four] suppliers, and [spreadsheets are|a tool built in-house is] the [commonest|usual] alternative.",
        "[Consolidation|A wave of mergers] among [suppliers|competitors] has [slowed|calmed down] [this year|since the summer].",
        "[Analysts describe|Industry reports describe] demand as [steady|slowly rising|uneven across regions].",
        "[Price is|Price alone is] [seldom|rarely] the reason [for a lost deal|why a deal is lost], [the team says|in the team's experience].",
      ],
    },
  ],
};

export const boardDeck: NarrativeFrame = {
  titles: ["[Board meeting|Board deck|Board update], December {year}"],
  intros: [
    "[Text version|Plain text] of the slides[, prepared by the chief of staff|; pictures are left out|].",
    "[Material for|Papers for] the [last|final] board meeting of the year[, as sent to directors|].",
  ],
  sections: [
    {
      headings: ["[Decisions asked of the board|What we ask the board to decide|For decision]"],
      sentences: [
        "[Approve|Please approve] the operating plan, subject to [an update|a revision] in [February|March].",
        "[Approve|Agree to] the [refreshed|new] option pool.",
        "[Note|Take note of] the [status|progress] of the security programme.",
        "[Confirm|Reappoint] the auditors for [another|one more] year.",
      ],
    },
    {
      headings: ["[Financing|Funding|Capital]"],
      sentences: [
        "Management [proposes to begin|plans to begin] conversations with existing investors [in the first quarter|after the close].",
        "[A debt facility|Venture debt] [is kept|stays] as a second option; no terms [were|have been] discussed.",
        "[The finance committee|The audit committee] [meets|will meet] [ahead of|before] any [discussion|talk] of terms.",
      ],
    },
    {
      headings: ["[Product and delivery|Engineering|Delivery]"],
      sentences: [
        "[Two escalations|A handful of escalations] concerned {integration}; [engineering has a plan|a fix is planned|the connector is being rebuilt].",
        "[Release|The release] [cadence|rhythm] [stayed at|was kept at] [every other week|once a month].",
        "[The platform team|Platform engineering] [moved|migrated] [the last|remaining] [batch jobs|old services] [to|onto] [managed|shared] infrastructure.",
        "[Attrition|Turnover] in engineering [fell|eased] [again|for the third quarter running].",
      ],
    },
    {
      headings: ["[Sales and marketing|Commercial update|Customers and pipeline]"],
      sentences: [
        "[New logos|New customers] came [mostly|mainly] from the mid-market[, where cycles are shorter|].",
        "[Two expansions|Several expansions] [wait for|are with] procurement [rather than|and not] [for a decision|with the sponsor].",
        "[The customer advisory board|Our advisory board of customers] met [in October|in autumn] with good attendance.",
        "[Hiring|Recruiting] for [go-to-market|sales] [resumes|starts again] in [January|the new year].",
      ],
    },
  ],
};

export const orgChart: NarrativeFrame = {
  titles: ["[Organisation|Who is who|Organisation chart]"],
  intros: [
    "[As of|Status of] December {year}[; the people system has the rest|, leadership only|].",
    "[People operations|The people team] keeps this page; [last change|latest change] in December {year}.",
  ],
  sections: [
    {
      headings: ["[Teams|How teams are cut|Departments]"],
      sentences: [
        "[Engineering and product|Product and engineering] [form|are] the largest group, [split into|in] [four|five|three] teams.",
        "[Finance, legal and people|Legal, finance and people operations] [share|sit on] [a floor|one corridor].",
        "[Sales|The sales team] [works in|is organised in] [two|three] regional teams and a [pooled|shared] mid-market team.",
        "[Engineering reports|Engineers report] to the VP Product [until|as long as] [a VP Engineering is found|the search for a VP Engineering lasts].",
      ],
    },
    {
      headings: ["[Pay and reviews|Compensation|Rewards]"],
      sentences: [
        "[Base pay|Salaries] [was|were] reviewed in [April|spring|March].",
        "[The bonus pool|Bonuses] [paid out|came to] [a little under|slightly below] target.",
        "[Voluntary turnover|Turnover] was [lowest|least] in engineering and [highest|greatest] in mid-market sales.",
      ],
    },
    {
      headings: ["[Succession|Deputies|Cover for key roles]"],
      sentences: [
        "[Each leader|Every member of the leadership team] has [named|appointed] a deputy.",
        "[Two roles|Payroll and the build system] [depend|rely] [heavily|too much] on [one person|single people].",
        "[An external coach|A coach] [works with|supports] [first-time managers|new team leads].",
      ],
    },
  ],
};
