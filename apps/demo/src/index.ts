export { stages } from "./loop.ts";
export type { Loop, Stage } from "./stage.ts";
export { offlineModels, liveModels, scriptedModels, type Models } from "./models.ts";
export { readSettings, type Settings } from "./settings.ts";
