/** Who pays, how concentrated it is, when it renews. */
export const customers = {
  "customers.cap": [
    "[Management states|In management's words|The leadership team says] that each legal entity is at most {cap}% of booked ARR [when|once|as long as] launch-stage usage is left out.",
    "[No legal entity|Not one legal entity] [is|stands for] more than {cap}% of booked ARR, [management says|according to management|by management's count], [with|if] launch-stage usage left out.",
  ],
  "customers.manageable": [
    "Concentration is manageable [when looked at|if viewed|seen] by legal entity[; the largest names are in different industries|, and no single name stands out|].",
    "[By legal entity|Looked at by legal entity,|Counted by legal entity,] concentration [is|remains|looks] manageable[ and has not changed much|, as it was last year|].",
  ],
  "customers.rollup_disclosed": [
    "[The largest parent account|By parent account, the largest] is {parent} [at|with] {arr}, {share}% of controlled ARR.",
    "[Rolled up to parents|After rollup], {parent} [leads|comes first] with {arr}, [which is|or] {share}% of controlled ARR.",
  ],
  "customers.rollup_answer": [
    "{parent} [at|with] {arr}, which is {share}% of FY{year} ARR [according to|going by|by] `customers/account_hierarchy.csv`.",
    "[By|Following|Using] `customers/account_hierarchy.csv` it is {parent}: {arr}, or {share}% of FY{year} ARR.",
  ],
  "customers.independent": [
    "[The {count} largest customers|Our {count} largest customers] [are independent of|have nothing to do with|decide independently of] one another.",
    "[Each of the {count} largest contracts|All {count} of the largest contracts] [is with a group of its own|belong to unrelated groups].",
  ],
  "customers.top_five": [
    "[The top five customers|The five largest customers|The five largest contracts] [stand for|add up to|represent] {amount} of ARR.",
    "{amount} of ARR [comes from|is owed to|sits with] the [top five|five largest] customers.",
  ],
  "customers.million_club": [
    "[Among the largest accounts we count|The largest accounts on our reference list are] {first}, {second} and {former}[, each a customer in its own right|: three separate customers|].",
    "{first}, {second} and {former} [head the list of|lead the|are three of our] [reference customers|named accounts].",
  ],
  "customers.same_contract": [
    "{former} is the name under which {current} [signed|traded before its merger]; [there is one contract|both names stand for one contract].",
    "{former} was the trading name of {current} [before its merger|until the spring]; [there is one contract|both names stand for one contract].",
    "[One contract, two names:|Please note:] {former} [became|is now called|now trades as] {current}.",
  ],
  "customers.renews": [
    "{customer} [renews on|is up for renewal on|has its renewal on] {date}.",
    "[The contract of|The agreement with] {customer} [runs until|ends on|is due on] {date}.",
  ],
  "customers.healthy": [
    "{customer} [is a calm account|gives no cause for concern|is among the satisfied customers][ and a good reference|].",
    "[There is|We see] nothing to worry about at {customer}[, where health is green|].",
  ],
} as const;
