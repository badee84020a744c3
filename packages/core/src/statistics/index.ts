export {
  cohenKappa,
  krippendorffAlpha,
  krippendorffInterval,
  type AlphaLevel,
} from "./agreement.ts";
export { adjustForDiscoveries, wilsonInterval, type Interval } from "./intervals.ts";
export { seededRandom, type Random } from "./random.ts";
