// On a host the user enabled, a page may become a webmail long after it loaded: a sign-in that its own script replaces.
import { overlayFrame } from "../browser/overlays";
import { expect, test } from "../gmail/stage";
import { wordsOf } from "../gmail/words";
import { runOn } from "./enabled";
import { OUTLOOK, UNKNOWN } from "./pages";

const words = wordsOf("en");

test("a page that turns into a webmail gets that webmail's adapter, in the place of the general one", async ({
  stage,
}) => {
  const { browser } = stage;
  const page = await browser.context.newPage();
  await page.route(UNKNOWN.url, (route) =>
    route.fulfill({ contentType: "text/html", body: UNKNOWN.html("Please sign in.") }),
  );
  await page.route("**/owamail/**", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto(UNKNOWN.url);
  await runOn(browser, UNKNOWN.url);
  await page.evaluate((html) => {
    document.body.innerHTML = new DOMParser().parseFromString(html, "text/html").body.innerHTML;
    document.head.append(Object.assign(document.createElement("script"), { src: "/owamail/boot.js" }));
  }, OUTLOOK.html("Just a postcard."));
  // The general adapter knows no sender, and puts a badge on no mail in clear.
  const badge = await overlayFrame(page, "badge");
  await expect(badge.getByRole("button", { name: words("badge_name_unknown") })).toBeVisible();
});
