/** Tools that put an outcome on record. All take the same form, so that any desk can read any record. */
export const actionTools = {
  record_check: "Puts the outcome of a validation on record.",
  record_finding:
    "Puts a finding on the order's file. `decision` is its code, `basis` its severity.",
  assess_supply: "Puts the supply outlook on record.",
  reserve_components: "Reserves parts for the order.",
  place_plan: "Places the purchase plan. `figure` is the unit count.",
  agree_terms: "Agrees terms with the supplier. `figure` is the unit count, `reference` the quote.",
  balance_load:
    "Puts the load decision on record. `figure` is the days until the order can be ready.",
  propose_route: "Proposes a factory route without binding anybody.",
  commit_route: "Commits the factory route.",
  reassign_dispatch: "Moves an order to another factory or another day.",
  compare_dispatch: "Compares the dispatch with another one, without changing it.",
  book_slot: "Books a production slot. `figure` is the days until it.",
  ask_customer: "Puts a question to the customer.",
  close_question: "Closes a question with what was learned.",
  apply_promotion: "Applies a promotion, or says why not.",
  apply_incentive: "Applies an incentive programme, or says why not.",
  plan_campaign: "Puts the marketing view on record.",
  decide_exception: "Decides on a price outside the book.",
  certify_region: "Puts the regional certificate on record.",
  publish_outlook:
    "Publishes the market outlook. `reference` is the date of the signal it rests on.",
  weigh_options: "Weighs what desks propose and recommends one.",
  settle_difference: "Settles a small difference between desks.",
  open_review: "Opens a review by a person before release.",
  decide_release: "Decides on the release.",
  assign_queue: "Puts the order in a queue.",
  open_escalation: "Brings the order to a person.",
  record_watch: "Puts the monitor's view on record.",
  update_case_status: "Says where the order stands.",
} as const;

export type ActionToolName = keyof typeof actionTools;
