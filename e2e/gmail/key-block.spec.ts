import type { Frame } from "@playwright/test";
import { openExtensionPage } from "../browser/launch";
import { overlayFrame } from "../browser/overlays";
import { ALICE } from "../webmail/demo";
import { openMail, press } from "./actions";
import { callFrom } from "./own-key";
import { letter, makePeer, type Peer } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const CAROL = { name: "Carol Petit", address: "carol@demo.example" };

async function receiveKey({ demo, page }: Stage, from: Peer, subject: string): Promise<Frame> {
  await demo.webmail.deliver(letter(from, ALICE.address, subject, `My key:\n\n${from.publicKey}\nCarol`));
  await openMail(page, subject);
  const overlay = await overlayFrame(page, "read");
  await overlay.getByRole("region", { name: words("keyblock_region") }).waitFor();
  return overlay;
}

async function stateOf({ browser }: Stage, address: string) {
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  const [state] = await callFrom<{ state: string; key: { sources: { source: string }[] } | null }[]>(
    popup,
    "recipient.states",
    { addresses: [address] },
  );
  await popup.close();
  return state!;
}

test("a key in a mail is kept on the click, and not before", async ({ stage }) => {
  const { page, demo } = stage;
  const carol = await makePeer(CAROL);
  const overlay = await receiveKey(stage, carol, "Key one");
  await expect(overlay.getByText("Carol Petit sends a key")).toBeVisible();
  await expect(page.getByText("My key:")).toBeVisible();
  expect((await stateOf(stage, CAROL.address)).state).toBe("none");
  await page.bringToFront();
  await press(overlay, words("keyblock_keep"));
  await expect(overlay.getByText(`Kept for ${CAROL.address}`)).toBeVisible();
  const kept = await stateOf(stage, CAROL.address);
  expect(kept.state).toBe("mail-only");
  expect(kept.key?.sources.map((one) => one.source)).toEqual(["mail"]);
  expect(demo.dns.queries).toEqual([]);
});

test("another key than the one already used is said to be another, and holds sealing when kept", async ({ stage }) => {
  const { page, browser } = stage;
  const [carol, other] = [await makePeer(CAROL), await makePeer(CAROL)];
  const popup = await openExtensionPage(browser, "pages/popup/index.html");
  await callFrom(popup, "contact.import", { key: carol.publicKey });
  await popup.close();
  await page.bringToFront();
  const overlay = await receiveKey(stage, other, "Key two");
  await expect(overlay.getByText("It is not the key you have")).toBeVisible();
  await press(overlay, words("keyblock_keep"));
  await expect(overlay.getByText(/^Kept, and held/)).toBeVisible();
  expect((await stateOf(stage, CAROL.address)).state).toBe("changed");
});
