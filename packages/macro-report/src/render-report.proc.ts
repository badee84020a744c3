import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { smallReport } from "./fixtures/small-report.ts";
import type { ReportInput } from "./report-data.ts";
import { renderReport } from "./render-report.ts";

const executablePath = chromiumOnPath();
let folder = "";
let file = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "macro-report-"));
  file = join(folder, "report.html");
  await writeFile(file, renderReport(smallReport));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the report as a file", () => {
  it("is the same each time and weighs less than a megabyte", async () => {
    const html = await readFile(file, "utf8");
    expect(renderReport(smallReport)).toBe(html);
    expect(html.length).toBeLessThan(1_000_000);
  });

  it("holds the data where no text of theirs can end the script", async () => {
    const html = await readFile(file, "utf8");
    const data =
      /<script id="report-data" type="application\/json">([^]*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(data)).toMatchObject({
      patterns: [{}, { id: "</script><script>alert(1)</script>" }],
    });
    expect(html).not.toContain("<script>alert");
  });
});

describe.skipIf(executablePath === undefined)("the report in a browser", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox"],
    });
  });
  afterAll(() => browser?.close());

  it.each(["light", "dark"] as const)(
    "opens from disk in the %s scheme, asks for nothing and complains of nothing",
    async (scheme) => {
      const { page, requests, complaints } = await openReport(browser, scheme, 1280);
      expect(await page.title()).toBe("Orders of a week");
      await expect.poll(() => page.locator("figure svg path").count()).toBeGreaterThan(100);
      const ground = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      expect(ground).toBe(scheme === "dark" ? "rgb(16, 19, 26)" : "rgb(245, 246, 249)");
      expect(requests).toEqual([pathToFileURL(file).href]);
      expect(complaints).toEqual([]);
      await page.close();
    },
  );

  it("answers on the first screen, and says which models were simulated", async () => {
    const { page } = await openReport(browser, "light", 1280);
    const answer = (await page.locator("#answer").innerText()).replaceAll(/\s+/g, " ");
    expect(answer).toContain("Routing.commit ahead of Supply.check");
    expect(answer).toContain("Inspect first: Routing · commit, too early.");
    expect(answer).toContain("From run-40 to run-59");
    expect(answer).toContain("2 problems in the input");
    expect(await page.locator("header").innerText()).toContain(
      "Simulated models made these runs and labels: sim-order-agent",
    );
    await page.close();
  });

  it("opens each pattern on a click, its name as text", async () => {
    const { page, complaints } = await openReport(browser, "light", 1280);
    for (const [i, name] of [
      "Routing.commit ahead of Supply.check",
      "Review <b>skipped</b>",
    ].entries()) {
      await page.locator(".choices button").nth(i).click();
      await expect
        .poll(() => page.locator("#pattern-title").innerText())
        .toBe(`Pattern ${i + 1}: ${name}`);
    }
    expect(await page.locator("#pattern-detail").innerText()).toContain("Unstable");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("is walked with the keyboard: skip link first, focus seen, a pattern opened, a table unfolded", async () => {
    const { page } = await openReport(browser, "light", 1280);
    await page.keyboard.press("Tab");
    expect(await focused(page)).toMatchObject({ text: "Skip to the answer", outline: "solid" });
    await page.keyboard.press("Enter");
    await tabTo(page, "Review <b>skipped</b>");
    expect(await focused(page)).toMatchObject({ outline: "solid" });
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator("#pattern-title").innerText()).toContain("Pattern 2");
    await tabTo(page, "The numbers of “Suspects”");
    await page.keyboard.press("Enter");
    expect(await page.locator("#pattern-detail figure details[open] table").innerText()).toContain(
      "something is missing",
    );
    await page.close();
  });

  it("leads to each of its parts, without leaving the file", async () => {
    const { page, requests } = await openReport(browser, "light", 1280);
    await page.emulateMedia({ reducedMotion: "reduce" });
    // Charts that are still to come would push the parts below them down.
    await page.locator("#population figure svg").last().waitFor();
    const links = page.locator("nav a");
    const count = await links.count();
    expect(count).toBe(7);
    for (let i = 0; i < count; i++) {
      const name = await links.nth(i).innerText();
      await links.nth(i).click();
      const target = page.locator(`section:has(> h2:text-is("${name}"))`);
      await expect.poll(() => isInView(target), { timeout: 10_000 }).toBe(true);
    }
    expect(requests).toEqual([pathToFileURL(file).href]);
    await page.close();
  });

  it("follows the reader's scheme while it is open, charts included", async () => {
    const { page } = await openReport(browser, "light", 1280);
    const ground = () => page.locator("#patterns figure svg rect").first().getAttribute("fill");
    await expect.poll(ground).toBe("#ffffff");
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(ground, { timeout: 10_000 }).toBe("#171b24");
    await page.close();
  });

  it("shows the document of an example run, and speaks of inspecting and never of causes", async () => {
    const { page } = await openReport(browser, "light", 1280);
    await page.locator("details.document summary").click();
    expect(await page.locator("details.document pre").innerText()).toBe(
      "Routing.commit ahead of Supply.check",
    );
    const text = await page.locator("body").innerText();
    expect(text).toContain("Inspect first");
    expect(text).not.toMatch(/caused by|because of|root cause/i);
    await page.close();
  });

  it("says that nobody measured how often it is right, or how often it was and where", async () => {
    const { page } = await openReport(browser, "light", 1280);
    expect(await page.locator("#trust").innerText()).toContain("right is unknown");
    await page.close();
    const measured = join(folder, "measured.html");
    await writeFile(measured, renderReport({ ...smallReport, accuracy: measuredBefore }));
    const other = await browser.newPage();
    await other.goto(pathToFileURL(measured).href);
    const trust = (await other.locator("#trust").innerText()).replaceAll(/\s+/g, " ");
    expect(trust).toContain("Measured on ten planted populations");
    expect(trust).toContain("patterns found 0.95 0.8 at least 0.9 yes");
    await other.close();
  });

  it("fits a narrow screen without scrolling sideways", async () => {
    const { page } = await openReport(browser, "dark", 390);
    await expect.poll(() => page.locator("figure svg").count()).toBeGreaterThan(5);
    expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(390);
    expect(await page.locator("#where .hint").count()).toBeGreaterThan(0);
    await page.close();
  });

  it("has every figure, and a text for each that says what it means and what it does not", async () => {
    const { page } = await openReport(browser, "light", 1280);
    const captions = await page.locator("figure figcaption").allInnerTexts();
    for (const caption of captions) expect(caption).toMatch(/.{30,}\s+It does not say: .{20,}/s);
    expect(await page.locator("figure > h3").allInnerTexts()).toEqual([
      "Impact leaderboard",
      "Map of the troubled runs",
      "Suspects",
      "Story of an example run",
      "Swimlane around the first suspect",
      "Agents before and after the suspect",
      "Patterns by case type",
      "Runs before clustering",
      "Troubled runs after clustering",
      "Drift over the runs",
      "Coverage by case type",
      "Passed and failed evals",
      "Failed rubrics",
    ]);
    await page.close();
  });
});

const measuredBefore: ReportInput["accuracy"] = {
  populations: "ten planted populations",
  source: "a bench",
  measures: [
    { name: "patterns found", median: 0.95, worst: 0.8, target: 0.9, direction: "at_least" },
  ],
};

/** Whether the top of an element stands within the window; the last part of a page cannot come up further. */
async function isInView(element: Locator): Promise<boolean> {
  const box = await element.boundingBox();
  return box !== null && box.y > -2 && box.y < 900;
}

async function openReport(browser: Browser, colorScheme: "light" | "dark", width: number) {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 900 } });
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith("data:")) requests.push(request.url());
  });
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(pathToFileURL(file).href);
  await page.locator("#answer").waitFor();
  return { page, requests, complaints };
}

/** Written as text: what runs in the page has the page's types, and this file has not. */
async function focused(page: Page) {
  return page.evaluate<{ text: string; outline: string }>(`({
    text: document.activeElement?.textContent ?? "",
    outline: document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : "",
  })`);
}

async function tabTo(page: Page, start: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).text.startsWith(start)) return;
  }
  throw new Error(`no way to "${start}" by the Tab key`);
}

/** Debian calls it chromium, others chromium-browser or google-chrome. */
function chromiumOnPath(): string | undefined {
  for (const name of ["chromium", "chromium-browser", "google-chrome"])
    try {
      return execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    } catch {
      continue;
    }
  return undefined;
}
