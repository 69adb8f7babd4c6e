// notmuch reads mail with GMime, as several mail programs do, and opens what is sealed with GnuPG.
import "./as-in-browsers";
import { expect } from "@playwright/test";
import { shownByNotmuch } from "../peers/notmuch";
import { OUR_ENTITIES, SUBJECT, XLSX_NAME } from "./contents";
import { test } from "./interop-test";
import { encryptedMail, exchangeMail } from "./mails";
import { weSeal } from "./ours";

test("multipart/encrypted around what we sealed: subject, text, file and signature are there", async ({ parties }) => {
  const sealed = await weSeal(OUR_ENTITIES["formatted text with files"]!, parties.alice, [
    parties.keys["gpg Curve25519"],
  ]);
  const { read, raw } = shownByNotmuch(parties.peers.gpg.home, encryptedMail(sealed));
  expect(read).toContain(`"Subject": "${SUBJECT}"`);
  expect(read).toContain(`"filename": "${XLSX_NAME}"`);
  expect(read).toContain("<b>Hello</b>");
  expect(read).toMatch(/"sigstatus": \[\{"status": "good"/);
  expect(raw).not.toMatch(/Geh|Hello/);
});

test("the shape we send is put right where its text is empty, as Exchange leaves it", async ({ parties }) => {
  const sealed = await weSeal(OUR_ENTITIES["formatted text with files"]!, parties.alice, [
    parties.keys["gpg Curve25519"],
  ]);
  const show = (cover: string) => shownByNotmuch(parties.peers.gpg.home, exchangeMail(sealed, cover)).read;
  const bare = show("");
  expect(bare).toContain(`"Subject": "${SUBJECT}"`);
  expect(bare).toContain(`"filename": "${XLSX_NAME}"`);
  expect(bare).toMatch(/"sigstatus": \[\{"status": "good"/);
  // Under our line of text it is a file, which GnuPG opens to the same octets (contents.spec.ts).
  const covered = show("This message is sealed.");
  expect(covered).toContain('"filename": "encrypted.asc"');
  expect(covered).not.toContain(SUBJECT);
});
