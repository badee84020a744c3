import { parentArr, shareOf, topCustomers } from "../figures.ts";
import { csv } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const topCustomerExport: Renderer = (company) =>
  csv(
    "customers/top_customers.csv",
    [
      "customer",
      "parent_account",
      "arr_m",
      "arr_share",
      "segment",
      "renewal_date",
      "inclusion_basis",
    ],
    topCustomers(company).map((customer) => [
      customer.name,
      customer.parent,
      customer.arr,
      shareOf(company, customer.arr).toFixed(4),
      customer.segment,
      customer.renewalDate,
      "controlled_arr_bridge",
    ]),
  );

export const accountHierarchy: Renderer = (company) => {
  const { group, standalone } = company;
  const rollup = `Rolls up to ${group.parent} with its sister entity`;
  return csv(
    "customers/account_hierarchy.csv",
    ["legal_entity", "parent_account", "parent_arr_m", "note"],
    [
      [group.larger.name, group.parent, parentArr(company), rollup],
      [group.smaller.name, group.parent, parentArr(company), rollup],
      [standalone.large.name, standalone.large.parent, standalone.large.arr, "Own parent"],
      [standalone.troubled.name, standalone.troubled.parent, standalone.troubled.arr, "Own parent"],
    ],
  );
};

export const renewalCalendar: Renderer = ({ group, standalone }) =>
  csv(
    "customers/renewal_calendar.csv",
    ["customer", "renewal_date", "renewal_risk", "notes"],
    [group.larger, group.smaller, standalone.large, standalone.troubled].map((customer) => [
      customer.name,
      customer.renewalDate,
      customer.renewalRisk,
      customer.renewalNote,
    ]),
  );

export const customerHealth: Renderer = (company) =>
  csv(
    "customers/customer_health.csv",
    ["customer", "health", "primary_risk", "signal_date", "caveat"],
    topCustomers(company).map((customer) => [
      customer.name,
      customer.health,
      customer.primaryRisk,
      customer.signalDate,
      customer.healthCaveat,
    ]),
  );
