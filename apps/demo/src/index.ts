export { stages, type Loop, type Stage } from "./loop.ts";
export { offlineModels, liveModels, scriptedModels, type Models } from "./models.ts";
export { readSettings, type Settings } from "./settings.ts";
