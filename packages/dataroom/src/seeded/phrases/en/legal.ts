/** Contracts, clauses, disputes. */
export const legal = {
  "legal.standard": [
    "[Most customers are|Nearly all customers are|The usual customer is] on the standard annual contract, [with|which carries] a security exhibit and a data processing agreement (DPA).",
    "[A standard annual contract|The standard annual agreement], with a security exhibit and a data processing agreement (DPA), [covers|applies to|is in place with] [most|almost all|the majority of] customers.",
  ],
  "legal.nothing": [
    "[Management's position is that|In management's view|Management holds that] nothing in the customer contracts affects valuation.",
    "[According to management|As management sees it], nothing in the [customer contracts|signed customer contracts] [affects|bears on|changes] valuation.",
  ],
  "legal.not_reconciled": [
    "[This summary|The text above|The present summary] has not been reconciled with `legal/clause_inventory.csv`[, which counsel compiled from the signed documents|; where they differ, the signed document decides|].",
    "[Nobody has reconciled|There is no reconciliation of] this summary [with|to] `legal/clause_inventory.csv`[, counsel's own list|, drawn up by outside counsel|].",
  ],
  "legal.reconciled": [
    "[This summary|The summary] [agrees with|has been reconciled with|was checked line by line against] `legal/clause_inventory.csv`, which lists {count} [unusual|special|non-standard] [terms|clauses].",
    "`legal/clause_inventory.csv` [names|holds] {count} [non-standard|unusual] clauses, and [they matter for|they bear on] valuation; [this summary was reconciled with it|both lists agree].",
  ],
  "legal.two_strategic": [
    "[Two strategic customers|Two of the strategic customers] have non-standard terms[, agreed when they first signed| that date from their first contract|].",
    "Non-standard terms [exist for|were granted to] two strategic customers[ at signing| in early days|].",
  ],
  "legal.strategic_terms": [
    "Two strategic master service agreements (MSAs) [carry|hold] a change-of-control notice ({first}) and an uncapped confidentiality indemnity ({second}).",
    "[In two strategic MSAs|Two strategic MSAs hold terms that matter]: a change-of-control notice for {first}, an uncapped confidentiality indemnity for {second}.",
  ],
  "legal.no_early_exit": [
    "[No customer|Not one customer] [can leave|may leave|is able to leave] [before the end of its term|during the term].",
    "[Terms are firm:|All terms are fixed:] [an early exit is not possible|customers stay to the end of the term].",
  ],
  "legal.ordinary": [
    "Legal matters are[, in management's words,| all|] in the ordinary course of business.",
    "[Management describes|Management regards] [all legal matters|the legal matters] as [being in|part of] the ordinary course of business.",
  ],
  "legal.disclosed": [
    "[One legal matter is open|There is one open legal matter] and [is described|is set out] in `legal/open_issues.md`.",
    "[For the open claim|On the pending claim] see `legal/open_issues.md`[; it is not routine|, which gives the amount|].",
  ],
  "legal.claim": [
    "{party}, {role}, claims {amount} plus accelerated [commissions|payments][; it says that agreed terms were broken|. It argues that deals were taken away from it|].",
    "[The largest matter is|First comes] a claim by {party}, {role}: {amount} plus accelerated [commissions|payments].",
  ],
  "legal.probability": [
    "[Counsel's assessment is that|Outside counsel holds that|In counsel's opinion] a loss is possible, not probable[; no provision has been made|, and nothing is provided for|].",
    "[Counsel rates|Outside counsel rates] a loss as possible, not probable[, without giving a range|; there is no provision|].",
  ],
  "legal.msas": [
    "[{count} customer agreements|In all, {count} customer agreements] [carry|contain] [unusual|special] terms, [among them|including|such as] [those of {first}|the one with {first}].",
    "[Unusual terms were granted|Special terms were agreed] in {count} customer agreements, {first} [among them|included].",
  ],
  "legal.claim_dollars": [
    "[The pending matter with|The open matter with] {party} [is about|concerns|amounts to] {amount}.",
    "{party} [asks for|wants] {amount}[, which we contest|].",
  ],
  "legal.claim_euros": [
    "[The statement of claim|The filed claim] is in euros: {amount}[, not dollars| under the contract's own currency|].",
    "The [amount claimed|claim] is stated in euros ({amount})[, the currency of that agreement|; no conversion has been made|].",
  ],
} as const;
