import { answer, type DeskView } from "../desk-view.ts";
import {
  done,
  entry,
  finding,
  told,
  type Policies,
  type DeskOutcome,
  type Policy,
} from "./desk-outcome.ts";

/** Desks that check an order before anybody works on it, and the regional desk. */
export const validationPolicies: Policies = {
  CustomerValidationAgent: validate("read_customer_record", "CUSTOMER_HOLD"),
  ConfigurationValidationAgent: validate("read_configuration_rules", "BUILD_HOLD"),
  PricingValidationAgent: validate("read_price_book", "PRICE_HOLD"),
  ComplianceValidationAgent: checkRegion,
  RegionalComplianceAgent: certify,
};

function validate(tool: string, code: string): Policy {
  return (view) => {
    const hold = answer(view, tool).text("hold");
    if (hold === "none" || hold === "")
      return done([entry(view, "record_check", "clear", "any")], "checked, clear");
    return done(
      [entry(view, "record_check", "block", "rules"), finding(view, code, "high")],
      `blocked: ${hold}`,
      "blocked",
    );
  };
}

function checkRegion(view: DeskView): DeskOutcome {
  const rules = answer(view, "read_region_rules");
  const held = validate("read_region_rules", "REGION_HOLD")(view);
  if (held.status === "blocked") return held;
  const exposed = rules.text("exposure") === "listed" && rules.text("waiver") !== "filed";
  if (!exposed || !told(view, /listed[^.]*(hand over|refer|pass)[^.]*\bRegional/i)) return held;
  return {
    entries: [entry(view, "record_check", "refer", "any")],
    status: "refer",
    summary: `rule applies: ${rules.text("rule")}`,
    to: "RegionalComplianceAgent",
  };
}

function certify(view: DeskView): DeskOutcome {
  const entries = [
    entry(view, "certify_region", "clear", "rules"),
    finding(view, "REGION_RULE", "low"),
  ];
  return done(entries, "certificate on record");
}
