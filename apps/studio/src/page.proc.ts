import { execFileSync } from "node:child_process";
import { readRecorded, seenHashOf } from "@loopwright/feedback";
import { chromium, type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSitting } from "./fixtures/sitting.ts";

const executablePath = chromiumOnPath();

describe.skipIf(executablePath === undefined)("the page in a browser", () => {
  let browser: Browser;
  let close: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox"],
    });
  });
  afterAll(() => browser?.close());
  afterEach(() => close?.());

  async function open(scheme: "light" | "dark" = "light", width = 1280) {
    const sitting = await openSitting();
    close = sitting.studio.close;
    const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("dialog", (dialog) => complaints.push(dialog.message()));
    await page.goto(sitting.studio.url);
    await page.getByLabel("Your name").fill("Ana");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "trace-01" }).waitFor();
    return { ...sitting, page, complaints };
  }

  it("walks through runs and evals with the keyboard, and keeps what was said", async () => {
    const { page, files, runway, complaints } = await open();
    await expect.poll(() => status(page)).toContain("0 of 30 labels for the judge");
    await page.keyboard.press("n");
    await page.keyboard.type("People fail this.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("It names kpis.csv.\nIt names the month.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("It is safe.");
    await page.locator("h2").first().click();
    await page.keyboard.press("f");
    const rubric = page.getByText("The answer must state that the runway is 11 months.");
    await rubric.waitFor();
    expect((await rubric.boundingBox())?.y).toBeLessThan(900);
    await page.keyboard.press("p");
    await page.getByText("The answer must name kpis.csv.").waitFor();
    await page.keyboard.press("f");
    await page.getByRole("heading", { name: "trace-02" }).waitFor();
    await page.getByRole("button", { name: "Half right" }).click();
    await page.getByText("Nothing is left to decide.").waitFor();

    const { feedback, labels } = await readRecorded(files);
    expect(feedback).toMatchObject([
      {
        summary: "People fail this.",
        required_observations: ["It names kpis.csv.", "It names the month."],
        prohibited_claims: ["It is safe."],
        theme: "general",
        seen_hash: seenHashOf(runway),
      },
    ]);
    expect(labels.map(({ eval_id, verdict }) => [eval_id, verdict])).toEqual([
      [undefined, "fail"],
      ["months", "pass"],
      ["source", "fail"],
      [undefined, "partial"],
    ]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("shows text of runs as text, with artifacts and evidence to unfold", async () => {
    const { page, complaints } = await open();
    expect(await page.locator(".answer").innerText()).toContain("<img src=x onerror=alert(1)>");
    for (const name of ["Artifacts (1)", "memo.md", "Evidence (1)", "shell: cat kpis.csv"])
      await page.getByText(name, { exact: true }).click();
    expect(await page.locator("pre").nth(0).innerText()).toContain("现金可用 11 个月");
    expect(await page.locator("pre").nth(1).innerText()).toBe("runway,11");
    expect(complaints).toEqual([]);
    await page.close();
  });

  it("passes a run over, goes on where it was left after a reload, and keeps remarks alone", async () => {
    const { page, files } = await open();
    await page.keyboard.press("s");
    await page.getByRole("heading", { name: "trace-02" }).waitFor();
    await page.getByLabel("Note").fill("Ask the auditor.");
    await page.getByRole("button", { name: "Keep remarks only" }).click();
    await expect.poll(async () => (await readRecorded(files)).feedback.length).toBe(1);
    expect((await readRecorded(files)).labels).toEqual([]);
    await page.reload();
    await page.getByRole("heading", { name: "trace-01" }).waitFor();
    await page.close();
  });

  it("says what went wrong, and asks for the name again when it is taken", async () => {
    const { page, studio } = await open();
    await page.keyboard.press("p");
    await page.getByText("Does the answer meet this?").waitFor();
    const other = await (await browser.newContext()).newPage();
    await other.goto(studio.url);
    await other.getByLabel("Your name").fill("ana");
    await other.keyboard.press("Enter");
    await expect
      .poll(() => other.getByRole("alert").innerText())
      .toContain("spell the name that way");
    await page.close();
    await other.close();
  });

  it.each(["light", "dark"] as const)(
    "fits a narrow screen in the %s scheme, its focus seen",
    async (scheme) => {
      const { page } = await open(scheme, 390);
      expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBe(390);
      const ground = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
      expect(ground).toBe(scheme === "dark" ? "rgb(16, 19, 26)" : "rgb(245, 246, 249)");
      expect(await outlineAtTabTo(page, "Fail")).toBe("solid");
      await page.close();
    },
  );
});

/** How the focus looks where the Tab key comes to a button with this name. */
async function outlineAtTabTo(page: Page, name: string): Promise<string> {
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press("Tab");
    const [text, outline] = await page.evaluate<[string, string]>(
      "[document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]",
    );
    if (text.startsWith(name)) return outline;
  }
  throw new Error(`no way to "${name}" by the Tab key`);
}

function status(page: Page): Promise<string> {
  return page.locator("header").innerText();
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
