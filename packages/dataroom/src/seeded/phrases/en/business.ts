/** What the company does, its products, people, sales, and what it measures. */
export const business = {
  "company.does": [
    "{company} [sells|makes|provides] {category} [to|for] {buyers} [at mid-market and enterprise companies|in companies of five hundred people and more].",
    "[With|Through] its {category}, {company} [serves|supplies] {buyers}[, from mid-market firms to large groups| in mid-sized and large firms].",
  ],
  "product.item": ["**{name}** {purpose}."],
  "product.first": [
    "[Most new customers start|A new customer usually starts] with {first}[ and adds another product within a year|; a second product follows within a year].",
    "{first} is [where most customers begin|the usual entry point][, and {last} the latest addition|; {last} came last].",
  ],
  "sales.direct": [
    "[The company sells|We sell|Sales are made] directly to {buyers}[; a cycle takes four to seven months|, with a cycle of half a year in large accounts|].",
    "{buyers} [are approached|are called on] directly by the company's own sales team[, without middlemen|].",
  ],
  "sales.assumption": [
    "[The plan assumes|Next year's plan assumes|We assume] larger [ACVs|average contract values (ACV)] and a [growing|larger] partner pipeline.",
    "[Larger ACVs and a growing partner pipeline|Two things, larger ACVs and a growing partner pipeline,] are assumed[ in the plan for next year|].",
  ],
  "sales.check": [
    "[The check on|What tests] the plan is `sales/pipeline.csv`[, with amounts and close rates by stage| and its historical close rates|].",
    "`sales/pipeline.csv` [is the check on|puts to the test] [what the plan assumes|the plan's assumptions][, stage by stage|].",
  ],
  "sales.sourced": [
    "[The commit stage|Commit] holds {amount} sourced by {party}; [it is|this part is|that amount is] at risk [while the dispute is open|as long as the dispute lasts].",
    "{amount} of the commit stage [was sourced by|came through] {party} and is at risk [until the dispute ends|for as long as the dispute is open].",
  ],
  "sales.expansion": [
    "[The {customer} expansion|An expansion at {customer}] [assumes|requires|presupposes] that the SOC 2 Type II report comes first.",
    "{customer} [will expand|will add seats] only after [reading|it has read] the SOC 2 Type II report.",
  ],
  "sales.not_in_arr": [
    "[Nothing in the pipeline|No part of the pipeline|None of the pipeline] is in controlled ARR.",
    "Controlled ARR [holds|contains] [nothing of the pipeline|no pipeline].",
  ],
  "sales.supports": [
    "[Commit-stage pipeline|The commit stage] [supports|fully covers|is enough for] the first-quarter target.",
    "[The first-quarter target|The target for the first quarter] [is covered by|rests on] [signed intent|the commit stage] [in full|without gaps].",
  ],
  "sales.stale_commit": [
    "[The commit stage holds|The commit stage stands at|In the commit stage there are] {amount}[ (export of September)|, as exported in September].",
    "[September's export|The export of September] [puts|has] the commit stage at {amount}, [and this plan uses it|the basis of this page].",
  ],
  "people.leader": ["{role}: {name}"],
  "people.hires": [
    "[The plan for {year}|Next year's plan ({year})] [holds|provides for|includes] {count} net new hires in go-to-market.",
    "{count} net new hires in go-to-market are [planned|budgeted] for {year}.",
  ],
  "people.hires_supersede": [
    "[The hiring numbers here|These numbers] [replace|supersede] [the September plan|those of September].",
    "[September's hiring plan|The hiring plan of September] [is out of date|no longer applies].",
  ],
  "people.hires_stale": [
    "[Go-to-market gets|We will add|The team grows by] {count} net new hires[ (plan of September)|, as planned in September].",
    "[According to the September plan|As set out in September], go-to-market [hires|grows by] {count} people.",
  ],
  "metrics.nrr_sales": [
    "Sales [cites|quotes|uses] net revenue retention of {value}% [in customer conversations|when talking to prospects|in its pitch].",
    "[In its presentations|In customer meetings] sales [cites|quotes] net revenue retention of {value}%.",
  ],
  "metrics.nrr_unpublished": [
    "Finance has not published a net revenue retention figure[ so far| this year|].",
    "[There is no|Finance has released no] net revenue retention figure [published by finance|of its own].",
  ],
  "metrics.nrr_leaves_out": [
    "[The estimate|That estimate|The number behind it] leaves out [some|part of the] downsell and [some|part of the] churn.",
    "[Behind|In] the sales figure, [several|some] cases of downsell and churn are [missing|not counted]: it leaves out [what was lost early|small accounts].",
  ],
  "metrics.nrr_answer": [
    "{value}% is a management estimate[; it|. It] has not been validated[ by finance| by anyone outside sales]. It leaves out [entities|accounts] that downsold and a churned account.",
    "[Management estimates {value}%|The {value}% is management's estimate]. [Finance has not validated it|It has not been validated]; it leaves out entities that downsold[ and churned accounts|].",
  ],
  "metrics.nrr_finance": [
    "[Finance publishes|Finance has validated|Finance reports] net revenue retention of {value}%.",
    "Net revenue retention [is|stands at] {value}%, [validated|published|confirmed] by finance.",
  ],
  "metrics.grr_claimed": [
    "[Gross revenue retention|Gross retention] [is|stands at] {value}%[, a figure to be proud of|, well above our peers|].",
    "[With|At] gross revenue retention of {value}%, [the base is stable|few customers shrink].",
  ],
  "metrics.grr_estimate": [
    "[Gross revenue retention of {value}%|The {value}% for gross revenue retention] is [management's estimate|an estimate by sales][; finance has not validated it|, not validated by finance].",
    "[Finance has not validated|Nobody in finance has validated] the estimate of {value}% for gross revenue retention.",
  ],
  "metrics.cac_absent": [
    "[CAC payback|Customer acquisition cost (CAC) payback]: not provided[; sales and finance disagree on its costs|, as no calculation exists|].",
    "[Not provided|It was not provided]. [CAC payback has no agreed calculation|There is no calculation of CAC payback][ yet|].",
  ],
  "metrics.cac_lure": [
    "[CAC payback|Payback on customer acquisition] [keeps improving|improved again|is among the best of the sector].",
    "[We recover|The company recovers] acquisition cost [quickly|faster than peers], so CAC payback [is short|is no concern].",
  ],
  "metrics.cac_finance": [
    "CAC payback [is|stands at] {value} months, [calculated|validated] by finance.",
    "[Finance calculates|Finance has validated] CAC payback of {value} months.",
  ],
  "metrics.grr_absent": [
    "[Gross revenue retention|Gross retention]: not provided[; the billing systems are still being joined|].",
    "[Not provided|It was not provided]. [Nobody has calculated|There is no calculation of] gross revenue retention.",
  ],
  "metrics.grr_lure": [
    "[Gross revenue retention|Gross retention] [is strong|held up well|is better than last year].",
    "[Customers rarely shrink|Few customers shrink], [and|so] gross revenue retention is [high|excellent].",
  ],
  "notes.no_silent": [
    "[Do not silently reconcile|Please do not silently reconcile] board and finance ARR[; state both and name their basis|: give both, each with its basis|].",
    "[Board and finance ARR|The two ARR figures] [must not be|should not be] reconciled silently[; name both|; each has its own basis].",
  ],
} as const;
