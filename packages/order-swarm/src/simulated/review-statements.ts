import { numberAfter, wordAfter, type ReviewedRun } from "./reviewed-run.ts";

/** How a reviewer tells that a statement does not hold: what it is about, and what breaks it. */
interface Review {
  about: RegExp;
  broken(run: ReviewedRun): boolean;
}

const reviews: readonly Review[] = [
  {
    about: /reserved[^.]*stock|stock[^.]*reserved/i,
    broken: (run) => {
      const stock = run.facts.get("read_stock_levels");
      const coming =
        wordAfter(stock, "inbound_confirmed") === "true" ? numberAfter(stock, "inbound") : 0;
      const short = numberAfter(stock, "on_hand") + coming < numberAfter(stock, "needed");
      return short && decided(run, "reserve_components", "proceed");
    },
  },
  {
    about: /incentive[^.]*appl/i,
    broken: (run) =>
      wordAfter(run.facts.get("read_incentives"), "qualifies") === "true" &&
      decided(run, "apply_incentive", "skip"),
  },
  {
    about: /unit count[^.]*plan/i,
    broken: (run) => {
      const units = numberAfter(run.facts.get("read_order"), "units");
      return texts(run, "place_plan").some((text) => numberAfter(text, "figure") !== units);
    },
  },
  {
    about: /quote[^.]*run out/i,
    broken: (run) => {
      const quotes = run.facts.get("read_quotes");
      const onFile = wordAfter(quotes, "quote_on_file");
      return (
        wordAfter(quotes, "on_file_until") !== "open" &&
        texts(run, "agree_terms").some((text) => wordAfter(text, "reference") === onFile)
      );
    },
  },
  {
    about: /exposure[^.]*certificate/i,
    broken: (run) => {
      const rules = run.facts.get("read_region_rules");
      const exposed =
        wordAfter(rules, "exposure") === "listed" && wordAfter(rules, "waiver") !== "filed";
      const stopped = wordAfter(rules, "hold") !== "none";
      return exposed && !stopped && texts(run, "certify_region").length === 0;
    },
  },
  {
    about: /route[^.]*after the supply/i,
    broken: (run) => {
      const committed = placeOf(run, "commit_route");
      return committed >= 0 && placeOf(run, "assess_supply") > committed;
    },
  },
  {
    about: /differ[^.]*weighed/i,
    broken: (run) =>
      texts(run, "settle_difference").some((text) => numberAfter(text, "figure") > 3),
  },
  {
    about: /dispatch[^.]*reassigned/i,
    broken: (run) =>
      run.records.some(({ agent, tool }) => tool === "reassign_dispatch" && !/Routing/.test(agent)),
  },
  {
    about: /outlook[^.]*latest/i,
    broken: (run) => {
      const dates = [...(run.facts.get("read_tariff_table") ?? "").matchAll(/date (\S+?),/g)];
      const latest = dates
        .map(([, date]) => date ?? "")
        .toSorted()
        .at(-1);
      return texts(run, "publish_outlook").some((text) => wordAfter(text, "reference") !== latest);
    },
  },
  {
    about: /review[^.]*opened before/i,
    broken: (run) =>
      wordAfter(run.facts.get("read_release_terms"), "review") === "required" &&
      texts(run, "decide_release").length > 0 &&
      texts(run, "open_review").length === 0,
  },
  {
    about: /escalated[^.]*risk/i,
    broken: (run) =>
      wordAfter(run.facts.get("read_case_history"), "risk") !== "raised" &&
      decided(run, "record_watch", "escalate"),
  },
];

/** Whether a statement of a rubric is broken by a run; what a reviewer cannot place holds. */
export function isBroken(statement: string, run: ReviewedRun): boolean {
  return reviews.some(({ about, broken }) => about.test(statement) && broken(run));
}

/** Whether a reviewer who looked at everything would find anything wrong at all. */
export function hasFault(run: ReviewedRun): boolean {
  return reviews.some(({ broken }) => broken(run));
}

function texts(run: ReviewedRun, tool: string): string[] {
  return run.records.filter((record) => record.tool === tool).map(({ text }) => text);
}

function decided(run: ReviewedRun, tool: string, decision: string): boolean {
  return texts(run, tool).some((text) => wordAfter(text, "decision") === decision);
}

function placeOf(run: ReviewedRun, tool: string): number {
  return run.records.findIndex((record) => record.tool === tool);
}
