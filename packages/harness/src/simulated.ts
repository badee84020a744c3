export { simulatedAnalyst, type SimulatedAnalystOptions } from "./simulated/analyst.ts";
