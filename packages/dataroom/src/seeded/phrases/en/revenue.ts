/** Recurring revenue, the bridge, margin, cash. Formulations: `[one|of these]`, `{value}`. */
export const revenue = {
  "revenue.model": [
    "[Annual|Yearly] SaaS subscriptions [bring in|make up|account for] [most of|the larger part of|the bulk of] what is invoiced; usage add-ons [follow|come on top] each quarter, and launch-stage commitments are signed [before the service starts|ahead of a go-live].",
    "[Customers pay|Income comes] in three ways: annual SaaS subscriptions [in advance|at the start of the term], usage add-ons [in arrears|after each quarter], and launch-stage commitments [for services that have yet to start|ahead of a go-live].",
    "[There are three|Three kinds of] contract [lines|income]: the annual SaaS subscription, [metered|measured] usage add-ons, and launch-stage commitments, [whose service is still to begin|where nothing has gone live so far].",
  ],
  "revenue.headline": [
    "[Ending ARR|ARR at year end|Closing ARR]: {arr}[ on the leadership dashboard| in management's count|]",
    "[Management puts|The leadership team puts|The dashboard puts] [year-end|closing|ending] ARR at {arr}.",
    "[We closed|The company closed|The team closed] the [fiscal year|year] with ARR of {arr}, [as leadership counts it|by management's own count|the number that the team steers by].",
  ],
  "revenue.headline_basis": [
    "[The headline ARR|The headline number|Our headline] [takes in|includes|counts] signed launch-stage commitments [and|together with] a usage true-up[, which sales expects to convert|].",
    "[Signed launch-stage commitments|Commitments at launch stage] and a usage true-up [are part of|sit inside|are counted in] the headline.",
  ],
  "revenue.controlled_here": [
    "[Ending ARR|ARR at year end|Closing ARR]: {arr}, [the controlled figure|as in finance's bridge|equal to the controlled bridge]",
    "[Year-end|Closing|Ending] ARR of {arr} is [taken straight from|the same as in] [finance's bridge|the controlled bridge].",
    "[The year ended|We ended the year] with {arr} of ARR, [agreed with finance|after finance's close|which finance controls].",
  ],
  "revenue.growth": [
    "[Year-over-year growth|Growth on the year|Annual growth]: {growth}%",
    "[Growth for the year|Growth against last year] [is given as|is put at|came to] {growth}%.",
    "[The leadership team|Management] [reports|cites] growth of {growth}% [for the year|over last year].",
  ],
  "revenue.growth_controlled": [
    "[Growth of the controlled figure|Growth on finance's basis|Growth, measured on the controlled bridge]: {growth}%",
    "[Measured on|Judged by|Going by] finance's bridge, growth [was|came to|reached] {growth}%.",
    "[The controlled bridge|Finance's bridge] [shows|gives|implies] growth of {growth}% [for the year|over the year|since last year].",
  ],
  "revenue.controlled": [
    "[The controlled bridge is|Finance controls one bridge,|What counts is the controlled bridge in] `financials/arr_bridge.csv`[; it is locked after the billing run| and locks it after each close|, locked once billing has run].",
    "[Use|Rely on|Quote from] `financials/arr_bridge.csv`[, the controlled bridge|: it is the controlled bridge][; later changes need the controller's signature|, which only the controller may change|].",
  ],
  "revenue.launch": [
    "[The headline|Board material|The board's number] [holds|contains|counts] {amount} of launch-stage commitments that [were not live by|had not gone live on] {date}.",
    "{amount} of the board's [number|total] is launch-stage commitments, not live [by|at] {date}.",
  ],
  "revenue.usage": [
    "[Board material|The board's number] [also holds|also takes in] {amount} of usage true-ups, which finance [does not count|refuses to count|will not accept] as recurring.",
    "[Usage true-ups of|In usage true-ups,] {amount} [entered|went into] the board's number, [though|although] finance does not [regard|count] them as recurring.",
  ],
  "revenue.bookings": [
    "[RevOps also keeps|There is also|Sales operations maintains] a bookings-adjusted ARR of {amount}; it [serves|is used for|is kept for] planning only and [is not a reporting figure|must not be reported|is no basis for reporting].",
    "[The bookings-adjusted ARR of|A bookings-adjusted ARR of] {amount} [belongs to RevOps|comes from RevOps] and is for planning [only|and nothing else].",
  ],
  "revenue.contraction": [
    "[All|The whole] of the year's contraction [was booked|falls] in January, [with the renewal round|when price holds were granted|at the yearly true-down], so [opening and January|the opening balance and January's] ending figures [are equal|agree].",
    "[January took|In January finance booked] the [full|entire] contraction of the year; [that month nets to zero|the month's movements cancel out|it offset what was won that month].",
  ],
  "revenue.planning_start": [
    "[Planning for next year starts|The operating plan sets out|Quota planning begins] from ARR of {amount}[ after adjustments|, adjusted for bookings|].",
    "[ARR after adjustments stands at|With bookings counted in, ARR is] {amount}, [the base of the plan|and quotas build on it].",
  ],
  "revenue.margin": [
    "[Gross margin|Margin before operating cost|Gross margin for the year]: {margin}%",
    "[Gross margin for the year|The year's gross margin] [was|came to|stood at] {margin}%.",
  ],
  "revenue.margin_note": [
    "[Hosting and support|The cost of support and hosting] [belong|are counted] in cost of revenue; on that basis [gross margin|the margin] is {margin}%[, as in the P&L export|].",
    "[Finance's gross margin of|The gross margin of] {margin}% [includes|is after] [support and hosting|hosting and support staff]; [leaving them out flatters it|presentations without them are too high].",
  ],
  "revenue.burn": [
    "[Cash burn|Net burn|Cash used]: {burn} a month",
    "[The company burns|Cash burn runs at|Burn averaged] {burn} a month.",
  ],
  "revenue.burn_quarter": [
    "[Cash burn|Burn|Cash use] [is|runs at|comes to][ only| about|] {burn} a quarter.",
    "[Each quarter|In a quarter] the company [uses|spends] {burn} [more than it takes in|of its cash].",
  ],
  "revenue.runway": [
    "[Runway|Cash runway|Remaining runway]: {months} months",
    "[Runway stands at|This leaves a runway of|The runway comes to] {months} months.",
  ],
  "revenue.runway_basis": [
    "[The P&L export|Finance's export] [counts|includes] cash in hand [only|alone] and gives {months} months; [a longer runway|any longer figure] [assumes|counts] a credit line [that is not signed|nobody has committed to].",
    "[On cash in hand|Without the undrawn credit line] [runway is|the runway comes to] {months} months, [as finance's P&L export has it|as the P&L export says].",
  ],
  "revenue.turnover": [
    "[Revenue for the year|Recognised revenue|The year's revenue] [was|came to|amounted to] {amount}.",
    "[The year's revenue of|Recognised revenue of] {amount} [is in line with|met|was close to] the [budget|plan].",
  ],
  "revenue.turnover_restated": [
    "Revenue [first reported as|originally stated at] {old} [was restated to|has been restated to|is now] {amount} after [credits were moved to the period they belong to|a cut-off error in usage billing was corrected].",
    "[The controller|Finance] restated revenue from {old} to {amount} [in January|after the close] [because of|for] [late credits|a cut-off error].",
  ],
  "revenue.opening_old": [
    "[The year opened at|We started the year at|Twelve months ago the company stood at] {old} of annual contracts.",
    "[Starting point of the year|The base a year ago]: {old} [under contract|of annual contracts].",
  ],
  "revenue.opening_restated": [
    "[The opening balance|The bridge's opening balance] [was restated|has been restated] from {old} to {amount} [after a duplicate contract was removed|when a cancelled contract came to light].",
    "[Older documents show|Before the restatement one finds] an opening balance of {old}; [the bridge now opens at|restated, it is] {amount}.",
  ],
  "revenue.go_live": [
    "{product} [has been live since|has been in production since|went live in] October {year} [and is billed|and earns its first fees|with paying customers].",
    "[Since October {year}|From October {year} on] {product} [is live|runs in production] [with paying customers|and is being billed].",
  ],
  "revenue.not_live": [
    "{product} [goes live on|is due to go live on|will not be live before] {date}; [no revenue|nothing] [is recognised|counts] until then.",
    "[Until it goes live on|Before its go-live on] {date}, {product} [earns no recurring revenue|is left out of the bridge].",
  ],
  "revenue.whole_year": [
    "[The monthly extract|The monthly KPI file] [covers|shows] [the whole of|all of] FY{year}.",
    "[Monthly figures|Month-by-month figures] [for the full year|for all of FY{year}] [are in the room|have been uploaded].",
  ],
} as const;
