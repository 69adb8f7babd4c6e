// An organisation's policy from an administrator's file: the settings it fixes, and how they are marked.
import { expect, test } from "@playwright/test";
import { launch, openExtensionPage } from "../browser/launch";
import { managedBuild } from "../browser/managed";
import { overlayFrame } from "../browser/overlays";
import { ALICE, BOB, MAIL_URL, startDemo } from "../webmail/demo";
import { editorOf, makeKey, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { callFrom, exportPublicKey, welcomePage } from "./own-key";
import { letter, makePeer } from "./peer";

const ZED = { name: "Zed", address: "zed@example.org" };
const POLICY = {
  organisationDomains: ["demo.example"],
  resolvers: ["https://dns.quad9.net/dns-query"],
  leastLevel: "key",
  keyServers: [{ kind: "vks", origin: "http://keys.demo.example" }],
};

test("a policy file forces the resolver list and a least class, marks outsiders, and its mistakes are told", async () => {
  const managed = managedBuild(POLICY);
  test.skip(managed === null, "only an administrator may write policies");
  const demo = await startDemo();
  try {
    const [bob, zed] = [await makePeer(BOB), await makePeer(ZED)];
    await demo.publish(BOB.address, bob.publicKey);
    await demo.keys.publishInDirectory(ZED.address, zed.publicKey);
    const browser = await launch({ extension: managed!.extension, map: demo.map, certificates: demo.certificates });
    const welcome = await welcomePage(browser);
    await makeKey(welcome, ALICE);
    const aliceKey = await exportPublicKey(welcome);
    await welcome.close();

    const options = await openExtensionPage(browser, "pages/options/index.html#resolvers");
    await expect(options.getByText("https://dns.quad9.net/dns-query")).toBeVisible();
    await expect(options.getByText("Set by your organisation").first()).toBeVisible();
    await expect(options.getByRole("combobox", { name: "Asked first" })).toHaveCount(0);
    await expect(options.getByText(/cannot be read and does not count: keyServers/)).toBeVisible();
    const resolvers = ["https://cloudflare-dns.com/dns-query"];
    await expect(callFrom(options, "settings.set", { resolvers })).rejects.toThrow(/fixed/);
    await options.close();

    const page = await browser.context.newPage();
    await page.goto(MAIL_URL);
    await page.getByRole("button", { name: "Compose" }).waitFor();
    await demo.webmail.deliver(letter(zed, ALICE.address, "From afar", await zed.seal("hello", [aliceKey])));
    await openMail(page, "From afar");
    await expect((await readOverlay(page)).getByText("Outside your organisation")).toBeVisible();
    for (const [person, marked] of [
      [ZED, 1],
      [BOB, 0],
    ] as const) {
      await demo.webmail.deliver(letter(person, ALICE.address, `In clear from ${person.name}`, "hello"));
      await page.goto(MAIL_URL);
      await openMail(page, `In clear from ${person.name}`);
      const badge = await overlayFrame(page, "badge");
      await badge.getByRole("button", { name: /^Privacy:/ }).waitFor();
      await expect(badge.getByText("outside", { exact: true })).toHaveCount(marked);
    }

    await startMail(page, `${BOB.address}, ${ZED.address}, zoe@demo.example`, "Plan");
    const overlay = await pressLock(page);
    await editorOf(overlay).fill("hello");
    await expect(overlay.getByRole("button", { name: /zed@example\.org.*outside your organisation/ })).toBeVisible();
    await expect(overlay.getByRole("button", { name: /bob@demo\.example.*outside/ })).toHaveCount(0);
    await expect(overlay.getByText("One recipient outside your organisation")).toBeVisible();
    await press(overlay, sealAndSendOf(overlay));
    const said = overlay.getByRole("alert").filter({ hasText: "No key yet: zoe@demo.example." });
    await expect(said).toContainText("Your organisation asks for it.");
    expect(demo.webmail.boxes[1]!.messages()).toHaveLength(0);
    expect([...new Set(demo.dns.queries.map(({ host }) => host))]).toEqual(["dns.quad9.net"]);
    await browser.close();
  } finally {
    managed!.remove();
    await demo.close();
  }
});
