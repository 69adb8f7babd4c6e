import PostalMime from "postal-mime";
import { expect, it } from "vitest";
import { seal } from "../pgp/encrypt";
import { openMessage, parseMessage } from "../pgp/open";
import { armorCertificate, generateKey } from "../pgp/secret-key";
import { readPolicy, submissionMail, submissionPart } from "./wks-message";

it("a policy file is read as the draft asks: unknown words and comments are skipped", () => {
  expect(readPolicy("# Policy flags\nprotocol-version: 5\nmailbox-only\nx-new: 1\n")).toEqual({
    mailboxOnly: true,
    authSubmit: false,
  });
  expect(readPolicy("auth-submit:\r\n#mailbox-only\r\n")).toEqual({ mailboxOnly: false, authSubmit: true });
  expect(readPolicy("<!doctype html>")).toEqual({ mailboxOnly: false, authSubmit: false });
});

it("the submission mail is PGP/MIME that only the service opens, with the key as its one part", async () => {
  const now = Date.UTC(2026, 10, 22, 9, 5, 7);
  const made = now - 60_000;
  const [service, own] = await Promise.all([
    generateKey("", "key-submission@example.org", made),
    generateKey("Ada", "ada@example.org", made),
  ]);
  const armored = await armorCertificate(own.info.certificate);
  const sealed = await seal({
    text: submissionPart(armored),
    signer: null,
    readers: [service.info.certificate],
    hiddenReaders: [],
    now,
  });
  const mail = submissionMail({
    from: "ada@example.org",
    to: "key-submission@example.org",
    sealed,
    now,
    nonce: "abc123",
  });

  expect(mail.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  expect(mail).toContain("\r\nDate: Sun, 22 Nov 2026 09:05:07 +0000\r\n");
  expect(mail).toContain("\r\nWks-Draft-Version: 3\r\n");
  const parsed = await PostalMime.parse(mail);
  expect(parsed.from?.address).toBe("ada@example.org");
  expect(parsed.to?.[0]?.address).toBe("key-submission@example.org");
  expect(mail).toMatch(/multipart\/encrypted; protocol="application\/pgp-encrypted"/);
  const [version, body] = parsed.attachments;
  expect(version?.mimeType).toBe("application/pgp-encrypted");
  const text = new TextDecoder().decode(body!.content as ArrayBuffer);

  const message = await parseMessage(text);
  if (!message.ok) throw new Error(message.code);
  expect(message.value.readers).toEqual(service.info.keyIds.slice(1));
  const opened = await openMessage(message.value, [service.secret], async () => [], now);
  if (!opened.ok) throw new Error(opened.code);
  expect(opened.value.signatures).toEqual([]);
  const inner = await PostalMime.parse(opened.value.text);
  expect(inner.attachments.map(({ mimeType }) => mimeType)).toEqual(["application/pgp-keys"]);
  const key = new TextDecoder().decode(inner.attachments[0]!.content as ArrayBuffer);
  expect(key.replaceAll("\r\n", "\n").trim()).toBe(armored.replaceAll("\r\n", "\n").trim());
});
