export {
  serveStudio,
  type Studio,
  type StudioMaterial,
  type StudioOptions,
} from "./serve-studio.ts";
