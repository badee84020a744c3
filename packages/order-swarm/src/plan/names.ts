/** Names and turns of phrase that orders are made of. */
export const customers = [
  "Aster Mobility",
  "Brightway Fleets",
  "Cobalt Courier",
  "Dunlin Rentals",
  "Eastmoor Council",
  "Fennel Foods",
  "Garnet Taxis",
  "Hollis Utilities",
  "Ivory Care",
  "Juniper Post",
  "Kestrel Parks",
  "Larch Housing",
] as const;

export const regions = ["EU-West", "EU-North", "US-East", "US-West", "UK", "APAC"] as const;
export const models = ["Volta S", "Volta L", "Terra Van", "Terra Pickup"] as const;
export const trims = ["Base", "Touring", "Work", "Signature"] as const;
export const wheels = ["17 steel", "18 alloy", "20 aero"] as const;
export const components = [
  "battery pack 82",
  "drive unit R2",
  "heat pump",
  "front camera",
  "charge port",
  "seat frame",
] as const;
export const suppliers = ["Orlan Cells", "Pinto Drives", "Quay Thermal", "Rowan Optics"] as const;
export const factories = ["Leeds", "Tilburg", "Reno", "Pune"] as const;
export const rules = [
  "type approval",
  "zero emission credit",
  "noise limit",
  "data residency",
] as const;
export const incentives = ["City Fleet Grant", "Green Miles", "Depot Charger Aid"] as const;
export const promotions = ["Autumn Bundle", "Second Van Offer", "Loyal Fleet"] as const;

/** What people write about each kind of order. */
export const colours = {
  clean_simple: ["repeat order", "standard build", "usual depot"],
  validation_block_simple: ["papers incomplete", "record mismatch", "form returned"],
  release_block_simple: ["release gate", "sign-off pending", "gate owner asked"],
  capacity_hold_simple: ["line is full", "shift booked", "slot kept open"],
  pricing_exception_compound: ["discount beyond the book", "margin floor", "price desk asked"],
  escalation_resume_compound: ["paused and resumed", "call with the customer", "second look"],
  supplier_substitution_compound: ["second source", "part swap", "equivalent part"],
  regional_compliance_compound: ["local rule", "certificate number", "import paper"],
  clarification_needed_compound: ["question to the customer", "wish not clear", "answer awaited"],
  schedule_incentive_compound: ["grant deadline", "delivery before the cut-off", "early slot"],
  tradeoff_recommended_compound: ["cost against date", "two options", "choice to weigh"],
  dual_failure_recovery_compound: ["part late and line full", "two problems", "recovery path"],
  ambiguous_customer_intent_compound: ["mixed message", "two readings", "trim unsure"],
  conflicting_multi_agent_compound: ["desks disagree", "two dates given", "advice differs"],
} as const;
