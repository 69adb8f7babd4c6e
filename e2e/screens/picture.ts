// One picture for docs/: cropped, and reduced to 256 colours where ImageMagick is installed.

import { statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type Launched, launch } from "../browser/launch";
import { quietFor } from "../browser/quiet";
import { until } from "../browser/until";
import { runProgram } from "../lab/program";
import { type Demo, startDemo } from "../webmail/demo";

export const PICTURES = join(import.meta.dirname, "../../docs/pictures");

/** A demo world and a browser that draws at twice the screen's resolution, for as long as `work` takes. */
export async function inDoubledWindow(
  { width, height }: { width: number; height: number },
  work: (demo: Demo, browser: Launched) => Promise<void>,
): Promise<void> {
  const demo = await startDemo();
  const browser = await launch({
    map: demo.map,
    certificates: demo.certificates,
    viewport: null,
    extraArgs: ["--force-device-scale-factor=2", `--window-size=${width},${height}`],
  });
  browser.context.setDefaultTimeout(10_000);
  try {
    await work(demo, browser);
  } finally {
    await browser.close();
    await demo.close();
  }
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Waits until all that is drawn stays as it is. */
export async function settled(page: Page): Promise<void> {
  const look = async (): Promise<string> =>
    (await Promise.all(page.frames().map((frame) => frame.evaluate(seen).catch(() => "")))).join("\n");
  const seen = (): string =>
    JSON.stringify([
      innerWidth,
      innerHeight,
      document.body.innerText,
      document.fonts.status,
      document.getAnimations().filter(({ playState }) => playState === "running").length,
    ]);
  let before = "";
  await until("the page to be at rest", async () => {
    const now = await look();
    const same = now === before;
    before = now;
    if (!same) await quietFor(page, 300);
    return same;
  });
}

export async function picture(page: Page, name: string, clip: Box): Promise<void> {
  await settled(page);
  const file = join(PICTURES, `${name}.png`);
  await page.screenshot({ path: file, clip, scale: "device" });
  try {
    runProgram("convert", [file, "-strip", "-dither", "None", "-colors", "256", `PNG8:${file}`]);
  } catch {
    console.log("without ImageMagick the pictures stay large");
  }
  console.log(`${name}.png ${Math.round(statSync(file).size / 1000)} kB`);
}

/** Playwright's own sizes would take the doubled resolution away again. */
export async function sized(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 2, mobile: false });
}
