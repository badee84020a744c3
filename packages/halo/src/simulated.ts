export { simulatedOptimizer } from "./simulated/simulated-optimizer.ts";
