import type { ConflictPlan } from "../../conflict-plan.ts";
import type { Company } from "../company.ts";

export type { ConflictPlan as PlannedConflict, Quote } from "../../conflict-plan.ts";

/** Plans one conflict for a company. */
export type ConflictPlanner = (company: Company) => ConflictPlan;
