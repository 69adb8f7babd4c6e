import { expect, test } from "@playwright/test";
import { launch } from "../browser/launch";
import { noOverlay, overlayFrame } from "../browser/overlays";
import { ALICE, BOB, MAIL_URL, startDemo } from "../webmail/demo";
import { editorOf, makeKey, openMail, press, pressLock, readOverlay, sealAndSendOf, startMail } from "./actions";
import { exportPublicKey, verdictsKept, welcomePage } from "./own-key";

const SECRET = "The boat’s keys are under the third flowerpot.";

test("from two fresh installs to a sealed letter read in place and answered sealed", async () => {
  const demo = await startDemo();
  const open = () => launch({ map: demo.map, certificates: demo.certificates });
  const [alice, bob] = [await open(), await open()];

  for (const [browser, person] of [
    [alice, ALICE],
    [bob, BOB],
  ] as const) {
    const welcome = await welcomePage(browser);
    await makeKey(welcome, person);
    await demo.publish(person.address, await exportPublicKey(welcome));
  }

  const outbox = await alice.context.newPage();
  await outbox.goto(MAIL_URL);
  await startMail(outbox, BOB.address, "Saturday");
  const editor = await pressLock(outbox);
  // Before the lock was pressed, the page's own fields were saved by the webmail: only later requests count.
  const lockedAt = demo.webmail.requests.length;
  await expect(editor.getByRole("button", { name: /proven by DNS/ })).toBeVisible();
  await editorOf(editor).fill(SECRET);
  await press(editor, sealAndSendOf(editor));
  await noOverlay(outbox, "compose");
  // New key, sealed subject: the grade at sealing counts among Alice's own.
  expect(await verdictsKept(alice)).toEqual([{ kind: "sent", grade: "b" }]);

  const inbox = await bob.context.newPage();
  await inbox.goto(MAIL_URL.replace("/0/", "/1/"));
  await openMail(inbox, "[...]");
  const read = await readOverlay(inbox);
  await expect(read.getByText(SECRET)).toBeVisible();
  // The real subject is inside the seal; the webmail has a placeholder.
  await expect(read.getByRole("heading", { name: "Saturday" })).toBeVisible();
  await press(read, read.getByRole("button", { name: "Find Alice Martin’s key" }));
  await expect(read.getByRole("status").first()).toHaveText(/Signed by Alice Martin/);
  await press(read, read.getByRole("button", { name: /^Privacy: B/ }));
  await expect(read.getByText("Sealed, like a letter in an envelope")).toBeVisible();

  await press(read, read.getByRole("button", { name: "Reply sealed" }));
  const reply = await overlayFrame(inbox, "compose");
  await expect(editorOf(reply)).toHaveValue(new RegExp(`> ${SECRET}`));
  await editorOf(reply).press("Control+Home");
  await inbox.keyboard.insertText("I bring the coffee.");
  await press(reply, sealAndSendOf(reply));
  await noOverlay(inbox, "compose");

  await openMail(outbox, "[...]");
  await expect((await overlayFrame(outbox, "read", -1)).getByText("I bring the coffee.")).toBeVisible();

  const messages = demo.webmail.boxes.flatMap((box) => box.messages().map(({ id }) => String(box.raw(id))));
  const revisions = demo.webmail.boxes.flatMap((box) => box.revisions());
  const sent = demo.webmail.requests.map(({ body }) => body);
  for (const text of [...messages, ...revisions, ...sent]) {
    expect(text).not.toContain("flowerpot");
    expect(text).not.toContain("coffee");
  }
  for (const text of [...messages, ...sent.slice(lockedAt)]) expect(text).not.toContain("Saturday");
  await Promise.all([alice.close(), bob.close()]);
  await demo.close();
});
