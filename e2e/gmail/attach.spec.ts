// How the adapters hand files to a page, in a real browser: the product's own module runs on the demo page.
import { join, resolve } from "node:path";
import { expect, test } from "@playwright/test";
import { build } from "vite";
import { launch } from "../browser/launch";
import { MAIL_URL, startDemo } from "../webmail/demo";
import { startMail } from "./actions";

type Offer = typeof import("../../src/content/dom/offer-files");

async function bundled(): Promise<string> {
  const entry = join(resolve(import.meta.dirname, "../.."), "src/content/dom/offer-files.ts");
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: { write: false, lib: { entry, formats: ["iife"], name: "offer" } },
  });
  const [{ output }] = built as unknown as [{ output: { code: string }[] }];
  return output[0]!.code;
}

test("files reach the page's own input, and a drop target that takes them, names and bytes intact", async () => {
  const demo = await startDemo();
  const browser = await launch({ map: demo.map, certificates: demo.certificates, extension: null });
  try {
    const page = await browser.context.newPage();
    await page.goto(MAIL_URL);
    await startMail(page, "bob@demo.example", "Files");
    await page.evaluate(await bundled());
    const took = await page.evaluate(async () => {
      const { offer } = globalThis as unknown as { offer: Offer };
      const files = [new File(["one"], "Gehälter 2026.xlsx"), new File(["two"], "encrypted.asc")];
      const input = document.querySelector<HTMLInputElement>("input[type=file][name=Filedata]")!;
      const refused = offer.offerFiles(Object.assign(document.createElement("input"), { type: "file" }), null, files);
      const given = offer.offerFiles(input, null, files);
      const zone = document.body.appendChild(document.createElement("div"));
      const deaf = offer.offerFiles(null, zone, files);
      const dropped: string[] = [];
      zone.addEventListener("drop", async (event) => {
        event.preventDefault();
        for (const file of event.dataTransfer!.files) dropped.push(`${file.name}: ${await file.text()}`);
      });
      const drop = offer.offerFiles(null, zone, files);
      while (dropped.length < files.length) await new Promise((next) => setTimeout(next, 10));
      return { refused, input: given, deaf, drop, dropped };
    });
    expect(took).toEqual({
      refused: false,
      input: true,
      deaf: false,
      drop: true,
      dropped: ["Gehälter 2026.xlsx: one", "encrypted.asc: two"],
    });
    await expect(page.getByRole("dialog").getByText("Gehälter 2026.xlsx")).toBeVisible();
  } finally {
    await browser.close();
    await demo.close();
  }
});
