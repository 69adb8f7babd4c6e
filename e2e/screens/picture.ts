// One picture for docs/: cropped, and reduced to 256 colours where ImageMagick is installed.
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

export const PICTURES = join(import.meta.dirname, "../../docs/pictures");

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export async function picture(page: Page, name: string, clip: Box): Promise<void> {
  await page.waitForTimeout(400);
  const file = join(PICTURES, `${name}.png`);
  await page.screenshot({ path: file, clip, scale: "device" });
  try {
    execFileSync("convert", [file, "-strip", "-dither", "None", "-colors", "256", `PNG8:${file}`]);
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
