import type { Frame } from "@playwright/test";
import { ed25519Key, recordOf, signedBy } from "../../src/domain/dkim/testing/sign";
import signed from "../../src/domain/dkim/testing/signed.json" with { type: "json" };
import { TYPE } from "../../src/domain/dns/types";
import { SIGNED_WAY } from "../screens/ways";
import { ALICE } from "../webmail/demo";
import { openMail, openPanel, press, readOverlay } from "./actions";
import { letter } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");

/** Puts the key into the domain's zone, in strings of at most 255 octets. */
function publish({ demo }: Stage, selector: string, record: string): void {
  const strings = [record.slice(0, 200), record.slice(200)].flatMap((part) => [part.length, ...Buffer.from(part)]);
  demo.dns.tree.set(`${selector}._domainkey.demo.example`, TYPE.TXT, [Uint8Array.from(strings)]);
}

async function panelOf({ demo, page }: Stage, subject: string, message: string): Promise<Frame> {
  await demo.webmail.deliver(Buffer.from(SIGNED_WAY + message, "latin1"));
  return openPanel(page, subject);
}

const asked = ({ demo }: Stage, from = 0): string[] =>
  [...new Set(demo.dns.queries.slice(from).map(({ name, type }) => `${name} ${type}`))].sort();

test("the domain's signature is checked on a click that says who learns of it, and nothing is asked before", async ({
  stage,
}) => {
  const { demo, page, bob, aliceKey } = stage;
  const result = (panel: Frame) => panel.getByRole("region", { name: words("dkim_title") }).getByRole("status");

  publish(stage, "rsa", signed.keys.rsa);
  const byOthers = signed.messages.find(({ name }) => name === "relaxed/relaxed plain")!;
  const panel = await panelOf(stage, "The tide is out", atob(byOthers.source));
  await expect(panel.getByText("(dns.quad9.net and cloudflare-dns.com)")).toContainText("demo.example");
  await expect(panel.getByText(words("reason_path_no_dkim"))).toBeVisible();
  expect(asked(stage)).toEqual([]);
  await press(panel, words("dkim_check"));
  await expect(result(panel)).toContainText(words("dkim_word_pass"));
  await expect(result(panel)).toContainText(words("dkim_note_secure"));
  await expect(panel.getByText(words("reason_path_dkim_here"))).toBeVisible();
  const { DNSKEY, DS, TXT } = TYPE;
  const chain = ["example", "demo.example"].flatMap((zone) => [`${zone} ${DS}`, `${zone} ${DNSKEY}`]);
  expect(asked(stage)).toEqual([` ${DNSKEY}`, ...chain, `rsa._domainkey.demo.example ${TXT}`].sort());

  await page.goBack();
  const before = demo.dns.queries.length;
  const key = ed25519Key();
  publish(stage, "ed", recordOf(key));
  const sent = letter(bob, ALICE.address, "High water", "It is at six.").replaceAll("\n", "\r\n");
  const changed = await panelOf(stage, "High water", signedBy(key, sent).replace("at six", "at ten"));
  // By keyboard: once the button is gone, the focus is on the result.
  await changed.getByRole("button", { name: words("dkim_check") }).press("Enter");
  await expect(result(changed)).toContainText(words("dkim_word_body_changed"));
  await expect(changed.getByRole("region", { name: words("dkim_title") })).toBeFocused();
  await expect(changed.getByText(words("reason_path_no_dkim"))).toBeVisible();
  expect(asked(stage, before)).toEqual([`ed._domainkey.demo.example ${TXT}`]);

  await page.goBack();
  const sealed = letter(bob, ALICE.address, "Harbour", await bob.seal("The key is under the buoy.", [aliceKey]));
  await demo.webmail.deliver(SIGNED_WAY + signedBy(key, sealed.replaceAll("\n", "\r\n")));
  await openMail(page, "Harbour");
  const overlay = await readOverlay(page);
  await press(overlay, overlay.getByRole("button", { name: /^Privacy:/ }));
  await press(overlay, words("dkim_check"));
  await expect(result(overlay)).toContainText(words("dkim_word_pass"));
});
