import type { Company } from "../company.ts";
import { entityCap, parentRollup, resellerPipeline } from "./customer-conflicts.ts";
import {
  acquisitionPayback,
  certification,
  contractTerms,
  netRevenueRetention,
  resellerClaim,
} from "./legal-and-metric-conflicts.ts";
import type { ConflictPlanner, PlannedConflict } from "./planned-conflict.ts";
import {
  boardArithmetic,
  boardArr,
  bridgeArithmetic,
  growthBasis,
  missingMonths,
  planningArr,
} from "./revenue-conflicts.ts";

const catalogue: readonly ConflictPlanner[] = [
  boardArr,
  planningArr,
  bridgeArithmetic,
  boardArithmetic,
  growthBasis,
  missingMonths,
  parentRollup,
  entityCap,
  certification,
  netRevenueRetention,
  acquisitionPayback,
  contractTerms,
  resellerClaim,
  resellerPipeline,
];

/** The conflicts that a company's documents carry. */
export function planConflicts(company: Company): PlannedConflict[] {
  return catalogue.map((plan) => plan(company));
}
