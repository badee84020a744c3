export {
  cohenKappa,
  kappaError,
  linearWeight,
  weightedKappa,
  type AgreementWeight,
} from "./kappa.ts";
export { krippendorffAlpha, krippendorffInterval, type AlphaLevel } from "./krippendorff.ts";
export { adjustForDiscoveries, wilsonInterval, type Interval } from "./intervals.ts";
export { seededRandom, type Random } from "./random.ts";
