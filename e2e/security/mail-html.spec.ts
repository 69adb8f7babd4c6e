// A sender's HTML in its frame, in a real browser under the product's own policy: whatever it contains, nothing runs, sends a
// request or navigates.

import { readFileSync } from "node:fs";
import { quietFor } from "../browser/quiet";
import { CANARY_HOST, HOSTILE } from "./mail-html/hostile-html";
import { expect, mailFrame, test } from "./mail-html/stage";

const C = `https://${CANARY_HOST}`;
/** In ms: loads and navigations start within a frame or two, so this is ample. */
const SETTLE_MS = 250;

/** Lists forbidden effects that the HTML had. */
async function faults(page: import("@playwright/test").Page, heard: readonly string[]): Promise<string[]> {
  const found = [...heard];
  const frames = page.frames().map((frame) => frame.url());
  if (frames.length !== 2 || frames[1] !== "about:srcdoc") found.push(`frames: ${frames.join(" ")}`);
  if (!frames[0]?.endsWith("/harness.html")) found.push(`navigated to ${frames[0]}`);
  found.push(
    ...(await page.evaluate(() => {
      const inner = document.querySelector("iframe")!;
      const view = inner.contentWindow as unknown as { pwned?: unknown };
      const doc = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentDocument")!.get!.call(
        inner,
      ) as Document;
      const all = [...doc.documentElement.getElementsByTagName("*")];
      return [
        ...("pwned" in globalThis || "pwned" in view ? ["ran"] : []),
        ...all
          .filter((each) => each.namespaceURI !== "http://www.w3.org/1999/xhtml")
          .map((each) => `<${each.nodeName}>`),
        ...all.flatMap((each) => each.getAttributeNames().filter((name) => name.startsWith("on"))),
        ...all
          .filter((each) => /^(fixed|absolute|sticky)$/.test(getComputedStyle(each).position))
          .map((each) => `placed ${each.localName}`),
        ...all.flatMap((each) => {
          const style = getComputedStyle(each);
          return Array.from(style)
            .filter((name) => /url\(/.test(style.getPropertyValue(name)))
            .map((name) => `${each.localName} ${name}`);
        }),
        ...(inner.clientHeight > 3000 ? [`grew to ${inner.clientHeight}`] : []),
      ];
    })),
  );
  return found;
}

test("hostile HTML runs nothing, asks for nothing and goes nowhere", async ({ mail }) => {
  test.setTimeout(180_000);
  const { page, canary } = mail;
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const tabs = mail.browser.context.pages().length;
  for (const [name, html] of HOSTILE) {
    await mail.show({ html });
    await quietFor(page, SETTLE_MS);
    expect.soft(await faults(page, canary.heard), name).toEqual([]);
    canary.heard.length = 0;
  }
  expect(dialogs).toEqual([]);
  expect(mail.browser.context.pages()).toHaveLength(tabs);
});

// Connections are not counted: Chromium opens them for frames and preconnect links before it checks the policy. Therefore the
// sanitiser removes those elements, and the test above does count connections.
test("the frame alone lets nothing run and sends no request, had the sanitiser let all through", async ({ mail }) => {
  test.setTimeout(180_000);
  const { page, canary } = mail;
  await mail.show({ html: "<p>x</p>" });
  for (const [name, html] of HOSTILE) {
    await page.evaluate((raw) => {
      const inner = document.querySelector("iframe")!;
      inner.contentDocument!.body.innerHTML = raw;
    }, html);
    await quietFor(page, SETTLE_MS);
    const ran = await page.evaluate(() => "pwned" in globalThis);
    const requests = canary.heard.filter((url) => url !== "connection");
    expect.soft([ran, page.url().endsWith("/harness.html"), ...requests], name).toEqual([false, true]);
    canary.heard.length = 0;
    await mail.show({ html: "<p>x</p>" });
  }
});

test("a link opens in a tab of its own that knows nothing of where it was pressed", async ({ mail }) => {
  const frame = (await mail.show({ html: `<a href="${C}/page">Read on</a>` }))!;
  const popup = mail.browser.context.waitForEvent("page");
  await frame.getByRole("link", { name: "Read on" }).click();
  const tab = await popup;
  await tab.waitForURL(`${C}/page`);
  expect(await tab.evaluate(() => [opener === null, document.referrer])).toEqual([true, ""]);
  expect(mail.page.url()).toMatch(/harness\.html$/);
  expect(mail.canary.headers[0]?.referer).toBeUndefined();
  await tab.close();
});

test("where a link leads is said before it is pressed, to pointer and keyboard", async ({ mail }) => {
  const frame = (await mail.show({ html: `<p>x</p><a href="${C}/page">Read on</a>` }))!;
  const link = frame.getByRole("link", { name: "Read on" });
  await link.hover();
  await expect(mail.page.locator(".html-link")).toHaveText(`${C}/page`);
  await mail.page.mouse.move(600, 2);
  await frame.getByText("x", { exact: true }).hover();
  await expect(mail.page.locator(".html-link")).toHaveCount(0);
  await link.focus();
  await expect(mail.page.locator(".html-link")).toHaveText(`${C}/page`);
  await expect(link).toHaveAttribute("title", `${C}/page`);
});

test("a link within the message stays within it", async ({ mail }) => {
  const html = `<a href="#end">To the end</a>${"<p>x</p>".repeat(80)}<p id="end">The end</p>`;
  const frame = (await mail.show({ html }))!;
  await frame.getByRole("link", { name: "To the end" }).click();
  await quietFor(mail.page, SETTLE_MS);
  expect(frame.url()).toBe("about:srcdoc");
  expect(mail.browser.context.pages().filter((page) => page.url().endsWith("#end"))).toEqual([]);
});

test("remote images are named, and loaded for this message only after the click", async ({ mail }) => {
  const visit = await mail.browser.context.newPage();
  await visit.goto(`${C}/visit`);
  await visit.close();
  mail.canary.heard.length = 0;
  mail.canary.headers.length = 0;
  const html = `<img src="${C}/a.gif" alt="A cat" width="200"><img src="http://${CANARY_HOST}/b.gif"><img src="${C}/t.gif" width="1" height="1">`;
  const frame = (await mail.show({ html }))!;
  await expect(frame.getByText("A cat")).toBeVisible();
  await quietFor(mail.page, SETTLE_MS);
  expect(mail.canary.heard).toEqual([]);
  await expect(mail.page.getByText(`Loading them tells ${CANARY_HOST}`)).toBeVisible();
  await mail.page.getByRole("button", { name: "Load remote images" }).click();
  await expect
    .poll(() => mail.canary.heard.filter((url) => url !== "connection").sort())
    .toEqual(["/a.gif", "/b.gif", "/t.gif"]);
  const drawn = await mailFrame(mail.page);
  await expect(drawn.getByRole("img", { name: "A cat" })).toHaveJSProperty("naturalWidth", 1);
  // The browser has a cookie of this server.
  expect(mail.canary.headers.map(({ referer, cookie }) => referer ?? cookie)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  await expect(mail.page.getByRole("button", { name: "Load remote images" })).toHaveCount(0);
  mail.canary.heard.length = 0;
  await mail.show({ html: `<img src="${C}/next.gif" alt="next">` });
  await quietFor(mail.page, SETTLE_MS);
  expect(mail.canary.heard).toEqual([]);
});

test("once images are loaded, everything else stays away", async ({ mail }) => {
  const html = `<img src="${C}/a.gif"><p style="background:url(${C}/css)">x</p><style>@import "${C}/import"; p{background:url(${C}/sheet)}</style><iframe src="${C}/frame"></iframe><script src="${C}/js"></script><link rel=stylesheet href="${C}/link">`;
  await mail.show({ html });
  await mail.page.getByRole("button", { name: "Load remote images" }).click();
  await expect.poll(() => mail.canary.heard).toContain("/a.gif");
  await quietFor(mail.page, SETTLE_MS);
  expect(mail.canary.heard.filter((url) => url !== "connection")).toEqual(["/a.gif"]);
});

test("the look is kept: styles of elements and of sheets, without what is refused", async ({ mail }) => {
  const frame = (await mail.show({
    html: `<style>.lead{color:rgb(1,2,3);position:fixed} @media screen{.lead{color:red}} body{background:#eee}</style>
      <p class="lead">Lead</p><p style="color:rgb(4,5,6);padding:7px;background:url(${C}/x)">Text</p>`,
  }))!;
  const style = (text: string) =>
    frame.getByText(text, { exact: true }).evaluate((element) => {
      const { color, position, paddingTop, backgroundImage } = getComputedStyle(element);
      return { color, position, paddingTop, backgroundImage };
    });
  expect(await style("Lead")).toMatchObject({ color: "rgb(1, 2, 3)", position: "static" });
  expect(await style("Text")).toMatchObject({ color: "rgb(4, 5, 6)", paddingTop: "7px", backgroundImage: "none" });
  expect(await frame.locator(".cachet-mail").evaluate((box) => getComputedStyle(box).backgroundColor)).toBe(
    "rgb(238, 238, 238)",
  );
});

test("words that could not be told from their ground are readable", async ({ mail }) => {
  const frame = (await mail.show({
    html: `<p style="color:#fff">lost</p><div style="background:#111"><p style="color:#121212">dark</p><p style="color:#fff">fine</p></div>
      <table background="${C}/hero.jpg"><tr><td style="color:#fefefe">hero</td></tr></table>
      <p style="color:#fff;background:linear-gradient(red,blue)">gradient</p>`,
  }))!;
  const colours = { lost: "rgb(0, 0, 0)", dark: "rgb(255, 255, 255)", fine: "rgb(255, 255, 255)" };
  for (const [text, colour] of Object.entries({ ...colours, hero: "rgb(0, 0, 0)", gradient: "rgb(255, 255, 255)" }))
    await expect(frame.getByText(text, { exact: true })).toHaveCSS("color", colour);
});

test("pictures of the message itself are drawn, if they are pictures", async ({ mail }) => {
  const gif =
    "GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\xff\xff\xff!\xf9\x04\x00\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
  const frame = (await mail.show({
    html: `<img src="cid:good@x" alt="good"><img src="cid:bad@x" alt="bad"><img src="cid:none@x" alt="none">`,
    files: [
      { name: "a.gif", type: "image/gif", content: gif, contentId: "good@x" },
      { name: "b.svg", type: "image/png", content: `<svg xmlns="x" onload="x"/>`, contentId: "bad@x" },
    ],
  }))!;
  await expect(frame.getByRole("img", { name: "good" })).toHaveJSProperty("naturalWidth", 1);
  for (const name of ["bad", "none"]) await expect(frame.getByRole("img", { name })).not.toHaveAttribute("src");
});

test("the frame is as tall as its text at any width, and wide tables scroll inside", async ({ mail }) => {
  const html = `<p>${"word ".repeat(400)}</p><table width="900"><tr><td>${"narrow ".repeat(60)}</td></tr></table><table><tr>${"<td nowrap>a wide cell</td>".repeat(18)}</tr></table>`;
  const frame = (await mail.show({ html }))!;
  const heights: number[] = [];
  for (const width of [1280, 360, 640]) {
    await mail.page.setViewportSize({ width, height: 800 });
    await expect
      .poll(() =>
        frame
          .locator(".cachet-mail")
          .evaluate((box) => [
            innerWidth,
            innerHeight - Math.ceil(box.getBoundingClientRect().height),
            document.documentElement.scrollHeight - innerHeight,
          ]),
      )
      // The card around it has a border on each side.
      .toEqual([width - 2, 0, 0]);
    heights.push(await frame.evaluate(() => innerHeight));
    expect(await mail.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await frame.locator(".cachet-mail").evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(width < 1300);
  }
  expect(heights[1]).toBeGreaterThan(heights[2]!);
  expect(heights[2]).toBeGreaterThan(heights[0]!);
  await mail.page.setViewportSize({ width: 1280, height: 860 });
});

test("plain text is one press away, also where the sender wrote none", async ({ mail }) => {
  await mail.show({ html: `<h1>Hello</h1><p>One<br>two <a href="https://a.example/x">here</a></p>` });
  await mail.page.getByRole("button", { name: "Show as plain text" }).click();
  await expect(mail.page.locator(".body.text")).toHaveText("Hello\n\nOne\ntwo here <https://a.example/x>");
  expect(await mail.page.locator("iframe").count()).toBe(0);
  await mail.page.getByRole("button", { name: "Show as plain text" }).click();
  await expect((await mailFrame(mail.page)).getByRole("heading", { name: "Hello" })).toBeVisible();
});

test("a frame the browser does not give, or gives with another document, leaves the words and says so", async ({
  mail,
}) => {
  for (const instead of ["nothing", "another document"]) {
    await mail.page.evaluate((what) => {
      const given = what === "nothing" ? null : document.implementation.createHTMLDocument();
      Object.defineProperty(HTMLIFrameElement.prototype, "contentDocument", { configurable: true, get: () => given });
      const { show } = globalThis as unknown as { show(mail: unknown): Promise<void> };
      return show({ html: "<p>Bring a <b>coat</b></p>" });
    }, instead);
    await expect(mail.page.getByRole("status")).toHaveText(/did not let Cachet draw this message’s formatting/);
    await expect(mail.page.locator(".body.text")).toHaveText("Bring a coat");
    await expect(mail.page.locator("iframe")).toHaveCount(0);
  }
});

const PROGRAM = `MZ${"x".repeat(2000)}`;

test("files say what they are, and what is odd about them", async ({ mail }) => {
  await mail.show({
    html: null,
    plain: "Files",
    files: [
      { name: "Rechnung.pdf.exe", type: "application/pdf", content: PROGRAM },
      { name: "letter\u202efdp.exe", type: "application/octet-stream", content: PROGRAM },
      { name: "photo.png", type: "image/png", content: "<script>alert(1)</script>" },
      { name: "plan.pdf", type: "application/pdf", content: "%PDF-1.7" },
    ],
  });
  const items = mail.page.getByRole("region", { name: "Attachments" }).getByRole("listitem");
  await expect(items.nth(0)).toContainText("what counts is the end, .exe");
  await expect(items.nth(0)).toContainText("inside is a program");
  await expect(items.nth(1)).toContainText("letterfdp.exe");
  await expect(items.nth(1)).toContainText("can run on your device");
  await expect(items.nth(2)).toContainText("inside is a web page");
  await expect(items.nth(3)).toContainText("Save it to read it");
  await expect(mail.page.getByRole("button", { name: /^Show/ })).toHaveCount(0);
});

test("a text is read in place as text, whatever is written in it", async ({ mail }) => {
  const content = `Dear Ada,\n${"plain ".repeat(20)}\n<img src="${C}/x" onerror="top.pwned=1">`;
  await mail.show({ html: null, plain: "x", files: [{ name: "notes.txt", type: "text/plain", content }] });
  await mail.page.getByRole("button", { name: "Show notes.txt" }).click();
  await expect(mail.page.locator("pre")).toHaveText(content);
  await quietFor(mail.page, SETTLE_MS);
  expect(mail.canary.heard).toEqual([]);
  await mail.page.getByRole("button", { name: "Hide notes.txt" }).click();
  await expect(mail.page.locator("pre")).toHaveCount(0);
});

test("a file is saved under its safe name with every octet, 25 MiB without freezing the page", async ({ mail }) => {
  const content = "\u0000\u00ff0123456789abcd".repeat((25 * 1024 * 1024) / 16);
  await mail.show({
    html: null,
    plain: "x",
    files: [{ name: "../../Gehälter 2026.xlsx", type: "application/octet-stream", content }],
  });
  // The time that this machine, under its present load, needs for as many characters in one go.
  const inOneGo = await mail.page.evaluate((letters) => {
    const text = "a".repeat(letters);
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    const began = performance.now();
    const octets = new Uint8Array(letters);
    for (let at = 0; at < letters; at += 1) octets[at] = text.charCodeAt(at);
    const took = performance.now() - began;
    new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: "longtask",
    });
    return took;
  }, content.length);
  const download = mail.page.waitForEvent("download");
  await mail.page.getByRole("button", { name: "Save Gehälter 2026.xlsx" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("Gehälter 2026.xlsx");
  const bytes = readFileSync(await saved.path());
  expect(bytes.length).toBe(content.length);
  expect(bytes.subarray(0, 4)).toEqual(Buffer.from([0, 255, 48, 49]));
  const tasks = await mail.page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  expect(Math.max(0, ...tasks)).toBeLessThan(inOneGo);
});

test("all files are saved by one press; a message within is opened, not read here", async ({ mail }) => {
  await mail.show({
    html: null,
    plain: "x",
    files: [
      { name: "a.csv", type: "text/csv", content: "a" },
      { name: "b.eml", type: "message/rfc822", content: "Subject: x", kind: "message" },
    ],
  });
  const names: string[] = [];
  mail.page.on("download", (download) => names.push(download.suggestedFilename()));
  await mail.page.getByRole("button", { name: "Save all" }).click();
  await expect.poll(() => names).toEqual(["a.csv", "b.eml"]);
  await mail.page.getByRole("button", { name: "Open b.eml" }).click();
  await expect(mail.page).toHaveTitle("opened b.eml");
});
