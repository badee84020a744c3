import type { Site } from "../corpus/feature.ts";

/** A site as a name: an agent's tool, a handoff, an agent. */
export function siteText(site: Site | undefined): string {
  if (!site) return "";
  if (site.kind === "handoff") return `handoff ${site.agent} → ${site.name}`;
  if (site.agent === "") return site.name === "" ? "run data" : site.name;
  return site.name === "" ? site.agent : `${site.agent}.${site.name}`;
}

/** What happens at a site, as a sentence: an agent calls a tool, hands over, or takes part. */
export function actText(site: Site | undefined): string {
  if (!site) return "";
  const { agent, kind, name } = site;
  if (agent === "" && name === "") return "the run has data";
  const who = agent || "the run";
  if (kind === "handoff") return `${who} hands over to ${name || "another agent"}`;
  if (kind === "finding") return `${who} files finding ${name}`;
  if (kind === "status") return `${who} reports status ${name}`;
  return name === "" ? `${who} takes part` : `${who} calls ${name}`;
}

/** What is left out at a site. */
export function omissionText({ agent, kind, name }: Site): string {
  const who = agent || "the run";
  if (kind === "handoff") return `${who} does not hand over to ${name || "another agent"}`;
  if (kind === "finding") return `${who} does not file finding ${name}`;
  if (kind === "status") return `${who} does not report status ${name}`;
  return name === "" ? `${who} takes no part` : `${who} does not call ${name}`;
}
