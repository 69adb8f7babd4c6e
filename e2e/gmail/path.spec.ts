import type { Frame } from "@playwright/test";
import { overlayFrame } from "../browser/overlays";
import { ALICE } from "../webmail/demo";
import { openMail, openPanel, press, readOverlay } from "./actions";
import { letter } from "./peer";
import { expect, type Stage, test } from "./stage";
import { wordsOf } from "./words";

const words = wordsOf("en");
const date = (minute: number): string => `Tue, 03 Nov 2026 01:${minute}:00 -0800 (PST)`;
const TLS13 = "(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)";

/** Received fields as Gmail writes them; `tls` describes the hop into Gmail. 193.0.6.139 is registered in the Netherlands. */
const taken = (tls: string): string =>
  `Received: by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1;\n        ${date(30)}\nReceived: from mail.sender.example (mail.sender.example. [193.0.6.139])\n        by mx.google.com with ${tls ? "ESMTPS" : "ESMTP"} id a1-20 for <${ALICE.address}>\n        ${tls};\n        ${date(29)}\n`;
const dkim =
  "Authentication-Results: mx.google.com;\n       dkim=pass header.i=@demo.example header.s=s1;\n       spf=pass\n";
const forged = `Received: from bank.example (bank.example. [192.0.2.7]) by mail.sender.example with ESMTPS id f1 ${TLS13};\n        ${date(20)}\n`;

/** Delivers a message with these header fields on top, opens it, and opens its badge's panel. */
async function panelOf({ demo, page, bob }: Stage, fields: string, text = "Just a postcard."): Promise<Frame> {
  await demo.webmail.deliver(fields + letter(bob, ALICE.address, "News", text));
  const badge = await openPanel(page, "News");
  await expect(badge.getByRole("button", { name: /^Privacy: [A-E]/ })).toBeVisible();
  return badge;
}

const stations = (frame: Frame) => frame.getByRole("list", { name: words("trace_label") }).getByRole("listitem");

test("the way of a message is drawn from the provider's own lines, with countries, and what is only claimed is named so", async ({
  stage,
}) => {
  const panel = await panelOf(stage, taken(TLS13) + dkim + forged);
  await expect(stations(panel)).toHaveCount(4);
  await expect(stations(panel).nth(1)).toContainText(words("leg_unknown"));
  await expect(stations(panel).nth(2)).toContainText("sender.example");
  await expect(stations(panel).nth(2)).toContainText(words("leg_claimed"));
  await expect(stations(panel).nth(2)).toContainText("Netherlands");
  await expect(stations(panel).nth(3)).toContainText(words("leg_modern"));
  await expect(stations(panel).nth(3)).not.toContainText(words("leg_claimed"));
  await expect(panel.getByText(words("trace_claimed"))).toBeVisible();
  await expect(panel.getByText(words("reason_path_dkim"))).toBeVisible();
  expect(stage.demo.dns.queries).toEqual([]);
});

test("a hop in clear shows as one, and a forged line below it changes nothing", async ({ stage }) => {
  const panel = await panelOf(stage, taken("") + forged);
  await expect(panel.getByText(words("reason_path_clear", { host: "mail.sender.example" }))).toBeVisible();
  await expect(stations(panel).last()).toContainText(words("leg_clear"));
});

test("without a line of the provider the badge stays not known, and says why", async ({ stage }) => {
  const { demo, page, bob } = stage;
  await demo.webmail.deliver(letter(bob, ALICE.address, "News", "No lines at all."));
  await openMail(page, "News");
  const badge = await overlayFrame(page, "badge");
  await press(badge, badge.getByRole("button", { name: words("badge_name_unknown") }));
  await expect(badge.getByText(words("reason_path_no_lines"))).toBeVisible();
});

test("an open panel leaves with the next press beside it, and takes none of the page's own", async ({ stage }) => {
  const { page } = stage;
  const panel = await panelOf(stage, taken(TLS13) + dkim);
  await page.getByRole("button", { name: "Compose" }).click();
  await expect(stations(panel)).toHaveCount(0);
  await expect(panel.getByRole("button", { name: /^Privacy:/ })).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("dialog").last().getByRole("textbox", { name: "Subject" })).toBeVisible();
});

test("a sealed message has its way in the panel too", async ({ stage }) => {
  const { demo, page, bob, aliceKey } = stage;
  const sealed = await bob.seal("The tide is out at six.", [aliceKey]);
  await demo.webmail.deliver(taken(TLS13) + letter(bob, ALICE.address, "Tide", sealed));
  await openMail(page, "Tide");
  const overlay = await readOverlay(page);
  await press(overlay, overlay.getByRole("button", { name: /^Privacy:/ }));
  await expect(stations(overlay).last()).toContainText(words("leg_modern"));
});
