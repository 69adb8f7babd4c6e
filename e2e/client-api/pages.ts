// Small pages of our own that call window.mailvelope in the order and manner of those that exist.
import type { Page } from "@playwright/test";

/** A host that the demo extension may run on. */
export const HOST = "dns.quad9.net";
export const PAGE_URL = `https://${HOST}/mail`;

const html = (title: string, body: string, script: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
   <style>#letter { height: 450px } #letter > iframe { border: 0 }</style></head>
   <body>${body}<script>${script}</script></body></html>`;

/** Waits for the object or its event, as every page does. */
const WAIT = `const ready = new Promise((next) => {
  if (window.mailvelope) next(window.mailvelope);
  else window.addEventListener("mailvelope", ({ detail }) => next(detail), { once: true });
});
const said = (what) => { document.getElementById("said").append(JSON.stringify(what) + "\\n"); };
const failed = (error) => said({ failed: error.code ?? String(error) });`;

/**
 * As Nextcloud Mail reads: the keyring without a name, then the letter into an element of 450 px. `press`: only once the user
 * opens it from the list. `beside`: what the page shows next to it.
 */
export const nextcloudLike = (armored: string, { press, beside = "" }: { press: boolean; beside?: string }): string =>
  html(
    "Mail",
    `<h1>Mail</h1><button id="open">Tide</button><pre id="text">${beside}</pre><div id="letter"></div><pre id="said"></pre>`,
    `${WAIT}
     const armored = ${JSON.stringify(armored)};
     const show = async () => {
       const mailvelope = await ready;
       const keyring = await mailvelope.getKeyring();
       const began = performance.now();
       const answer = await mailvelope.createDisplayContainer("#letter", armored, keyring, { senderAddress: "bob@demo.example" });
       said({ answer, steps: Math.round((performance.now() - began) / 100) >= 10 });
     };
     if (${press}) document.getElementById("open").addEventListener("click", () => show().catch(failed));
     else show().catch(failed);`,
  );

/** As Roundcube and Posteo's plugin begin: a keyring by name, made where it is not there; then the recipients before Send. */
export const posteoLike = (): string =>
  html(
    "Compose",
    `<form><label>To <input id="to"></label><button id="send" type="button">Send</button></form>
     <p>Signed in as alice@demo.example</p><pre id="said"></pre>`,
    `${WAIT}
     const keyring = ready.then((m) => m.getKeyring("Posteo").catch((error) => {
       said({ code: error.code, isError: error instanceof Error });
       return m.createKeyring("Posteo");
     }));
     keyring.then(async (one) => {
       said({ version: parseFloat(await (await ready).getVersion()) >= 2, id: one.identifier });
       said({ again: await (await ready).createKeyring("Posteo").catch(({ code }) => code) });
       said({ mine: await one.hasPrivateKey({ email: "alice@demo.example" }), other: await one.hasPrivateKey({ email: "eve@demo.example" }) });
     }).catch(failed);
     document.getElementById("send").addEventListener("click", async () => {
       try {
         const keys = await (await keyring).validKeyForAddress([document.getElementById("to").value, "behind@demo.example"]);
         said(Object.fromEntries(Object.entries(keys).map(([address, key]) => [address, key && key.keys.map(({ source, lastModified }) => [source, lastModified.getTime() % 86400000])])));
       } catch (error) { failed(error); }
     });`,
  );

/** As GMX begins: it looks for calls that it needs, and for the object by the event alone. */
export const gmxLike = (): string =>
  html(
    "Setup",
    `<pre id="said"></pre>`,
    `window.addEventListener("mailvelope", async ({ detail }) => {
       const keyring = await detail.getKeyring("gmx").catch(() => detail.createKeyring("gmx"));
       const missing = ["createSettingsContainer", "createKeyBackupContainer", "addSyncHandler", "setLogo"];
       document.getElementById("said").append(JSON.stringify({
         same: detail === window.mailvelope,
         missing: missing.every((name) => !(name in keyring) && !(name in detail)),
       }));
     });`,
  );

/** Draws a page of ours at PAGE_URL, in place of what it shows now. */
export async function draw(page: Page, text: string): Promise<void> {
  await page.unroute(PAGE_URL);
  await page.route(PAGE_URL, (route) => route.fulfill({ contentType: "text/html", body: text }));
  await page.goto(PAGE_URL);
}
