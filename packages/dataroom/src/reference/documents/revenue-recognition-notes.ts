import { dollars } from "../figures.ts";
import { bullets, markdown } from "../../dataroom-file.ts";
import type { Renderer } from "./renderer.ts";

export const revenueRecognitionNotes: Renderer = ({ arr, people, fiscalYear }) =>
  markdown("financials/revenue_recognition_notes.md", [
    "# Revenue recognition and ARR notes",
    `Written by the controller's team for ${people.cfo}, CFO. Applies to the year ended ${fiscalYear}-12-31.`,
    "## Policy in short",
    bullets([
      "Subscription revenue is recognised evenly over the service period, from the day the service is live.",
      "Usage revenue is recognised when it is used and has been measured.",
      "Set-up fees are spread over the first contract term.",
      "Credits reduce revenue in the month in which they are agreed.",
    ]),
    "## Which ARR figure to use",
    "The controlled bridge is `financials/arr_bridge.csv`. Finance locks it each month after the billing run; changes after the lock need the controller's approval.",
    `ARR in board material is a different number. It holds ${dollars(arr.launchStage)} of launch-stage commitments that were not live by ${fiscalYear}-12-31.`,
    `It also holds ${dollars(arr.usageTrueUp)} of usage true-ups that finance does not count as recurring.`,
    `RevOps keeps a bookings-adjusted ARR of ${dollars(arr.bookingsAdjusted)}. It is for planning only and is not a reporting figure.`,
    "No full reconciliation between the three figures has been prepared. Readers should name the basis whenever they quote one.",
    "## Judgements made during the year",
    bullets([
      "Three contracts with termination for convenience are recognised month by month.",
      "One pilot was extended without a fee and is left out of ARR.",
      "Price holds granted to two customers were treated as modifications, not as new contracts.",
      "Commissions are capitalised over four years, in line with the average life of a customer.",
    ]),
    "## Close calendar",
    "The books close on the sixth working day. The December close ran two days longer because usage files from one region arrived late. The auditors have planned their fieldwork for March.",
  ]);
