/** Certification and tests. */
export const security = {
  "security.type_one": [
    "SOC 2 Type I: complete[; report dated {date}|, with a report of {date}]",
    "[The SOC 2 Type I report|A SOC 2 Type I report] [was issued on|was completed on|has been complete since] {date}.",
  ],
  "security.type_one_undated": [
    "SOC 2 Type I: complete",
    "[The SOC 2 Type I report|A SOC 2 Type I report] is complete.",
  ],
  "security.type_two_open": [
    "SOC 2 Type II: fieldwork in progress; [the report has not been issued|no report has been issued|the report is not issued]",
    "[Fieldwork for SOC 2 Type II|SOC 2 Type II fieldwork] is in progress, and [no report has been issued|the report has not been issued].",
  ],
  "security.type_two_issued": [
    "SOC 2 Type II: [report issued|issued] on {date}",
    "[The SOC 2 Type II report|A SOC 2 Type II report] was issued on {date}.",
  ],
  "security.faq_complete": [
    "[Short answer used by sales|Answer to copy|What sales may write]: SOC 2 complete.",
    "[Yes|Certainly]: SOC 2 complete[, details on request|].",
  ],
  "security.faq_comment": [
    "[Comment by|Remark from|Note by] the security team ({lead}): [the sales wording|the short answer] meant Type I readiness [when it was written|at the time]. It is not certification evidence.",
    "[The security team|{lead}'s team] adds: [the answer of sales|the wording in use] [described|referred to] Type I readiness. It is not certification evidence[ and should stay out of contracts|].",
  ],
  "security.claimed": [
    "[On security, SOC 2 is complete|SOC 2 is complete|SOC 2 certification is complete][, which opens enterprise accounts| and no longer holds up deals|].",
    "[With SOC 2 complete|Now that SOC 2 is complete], [enterprise reviews|security reviews] [should go faster|take less time].",
  ],
  "security.faq_issued": [
    "[Both SOC 2 reports|The SOC 2 reports of both types] [can be shared|are available] under a confidentiality agreement.",
    "[We can share|Security shares] both SOC 2 reports [once|after] a confidentiality agreement is signed.",
  ],
  "security.test_clean": [
    "[The last penetration test|This year's penetration test] [ended without findings|found nothing|was passed without a finding].",
    "[An outside firm|Outside testers] [attacked|tested] the application and [found nothing|came back without findings].",
  ],
  "security.test_findings": [
    "[The penetration test in June|June's penetration test] [raised|led to] {count} findings of medium severity, of which {open} [remain open|are still open|wait for a fix].",
    "{count} findings of medium severity [came out of|followed from] the penetration test[ in June|]; {open} [are still open|remain open].",
  ],
  "security.report_date": [
    "[The Type I report|Our Type I report] [is dated|carries the date] {date}.",
    "[Ask for|Request] the Type I report of {date}[ if a customer insists|].",
  ],
} as const;
