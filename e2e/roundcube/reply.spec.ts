import { expect } from "@playwright/test";
import { overlayFrame } from "../browser/overlays";
import { press } from "../gmail/actions";
import { addressOf } from "../lab/lab";
import { sealedMailTo } from "../lab/sealed-mail";
import { sendMail } from "../lab/send-mail";
import { whereSeen } from "../lab/where-seen";
import { writeMail } from "../lab/write-mail";
import { test } from "./lab-test";
import { bringKey, readSealed, sealTextOnly } from "./person";
import { openWhole, sent } from "./webmail";

const QUOTED = "damsonchutney0815";
const ANSWER = "medlarjelly1234";

test("a sealed reply quotes the opened text inside the seal, and nowhere else", async ({ lab, gpg, person }) => {
  test.setTimeout(90_000);
  const [bobAddress, carolAddress] = [addressOf("bob"), addressOf("carol")];
  await sendMail(
    lab,
    "carol",
    "bob",
    writeMail("carol", "bob", "Question", gpg.seal(`Shall we? ${QUOTED}\n`, carolAddress, [bobAddress])),
  );
  const bob = await person("bob");
  await bringKey(bob, gpg.armoredSecretKey(bobAddress));
  await openWhole(bob.page, "Question");
  const { overlay } = await readSealed(bob.page);
  await press(overlay, overlay.getByRole("button", { name: "Reply sealed" }));
  // Carol's key is not known here: nothing proves that she wrote it.
  await press(overlay, "Quote it anyway");

  await bob.page.waitForURL((url) => url.search.includes("compose"), { waitUntil: "commit" });
  const writing = await overlayFrame(bob.page, "compose", -1);
  const editor = writing.getByRole("textbox", { name: "Message" });
  await expect(editor).toHaveValue(new RegExp(`> Shall we\\? ${QUOTED}`));
  await sealTextOnly(writing);
  await editor.press("Control+Home");
  await editor.pressSequentially(`Yes: ${ANSWER}\n`);
  await press(writing, writing.getByRole("button", { name: "Seal and send" }));
  await sent(bob.page);

  const opened = gpg.open(sealedMailTo(lab, "carol", "Question"));
  expect(opened.text).toContain(`Yes: ${ANSWER}`);
  expect(opened.text).toContain(`> Shall we? ${QUOTED}`);
  // The newest signature is by bob, whose key gpg holds too.
  expect(opened.goodSignatureBy).not.toBeNull();
  expect(whereSeen(lab, QUOTED)).toEqual([]);
  expect(whereSeen(lab, ANSWER)).toEqual([]);
});
