// A page that takes the keyboard focus from the overlay, or hides it, while the user writes.
import { editorOf, press, pressLock, startMail } from "../gmail/actions";
import { expect, test } from "../gmail/stage";
import { BOB } from "../webmail/demo";

test("an editor whose keyboard the page took dims, takes nothing, says so, and goes on with a press", async ({
  stage,
}) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  const editor = editorOf(overlay);
  await editor.click();
  await page.keyboard.type("gravel ");
  await page.evaluate(() => {
    const thief = document.body.appendChild(document.createElement("input"));
    thief.id = "thief";
    thief.focus();
  });
  await page.keyboard.type("lantern");
  const said = overlay.getByRole("alert").filter({ hasText: "keyboard was taken" });
  await expect(said).toBeVisible();
  await expect(page.locator("#thief")).toHaveValue("lantern");
  await expect(editor.locator("xpath=ancestor::*[@inert]")).toHaveCount(1);

  await press(overlay, "Go on writing here");
  await expect(said).toBeHidden();
  await page.keyboard.type("pier");
  await expect(editor).toHaveValue("gravel pier");

  // The same for formatted text.
  await press(overlay, "Bold");
  await expect(overlay.locator(".rich[contenteditable=true]")).toBeVisible();
  await page.keyboard.type(" X");
  await page.evaluate(() => document.querySelector<HTMLElement>("#thief")!.focus());
  await expect(said).toBeVisible();
  await press(overlay, "Go on writing here");
  await page.keyboard.type("Y");
  await expect(overlay.locator(".rich")).toHaveText("gravel pier XY");
});

test("what is laid over the editor stops it until a press; going into the page's own field is no alarm", async ({
  stage,
}) => {
  const { page } = stage;
  await startMail(page, BOB.address, "Plan");
  const overlay = await pressLock(page);
  await editorOf(overlay).click();
  await page.getByRole("combobox", { name: "To recipients" }).click();
  await expect(overlay.locator(".dimmed")).toBeVisible();
  await expect(overlay.getByRole("alert")).toHaveCount(0);
  await editorOf(overlay).click();
  await expect(overlay.locator(".dimmed")).toHaveCount(0);

  await page.evaluate(() => {
    const layer = document.body.appendChild(document.createElement("div"));
    layer.id = "layer";
    layer.style.cssText =
      "position:fixed;inset:0;z-index:2147483647;pointer-events:none;background:rgb(255 255 255 / .9)";
  });
  const said = overlay.getByRole("alert").filter({ hasText: "lies over Cachet" });
  await expect(said).toBeVisible();
  await page.keyboard.type("lost");
  await expect(editorOf(overlay)).toHaveValue("");
  await page.evaluate(() => document.querySelector("#layer")!.remove());
  await press(overlay, "Go on writing here");
  await page.keyboard.type("kept");
  await expect(editorOf(overlay)).toHaveValue("kept");
});
