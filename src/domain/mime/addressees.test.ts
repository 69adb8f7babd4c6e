import { describe, expect, it } from "vitest";
import { octetsOf } from "../octets";
import { addressedTo, signedFor } from "./addressees";
import { readHeaders } from "./headers";
import { protectedHeaders } from "./protected";
import { readMime } from "./tree";

const ME = "alice@example.org";
const OWN = [ME, "alice@work.example"];

function inside(fields: string, type = 'text/plain; hp="cipher"') {
  const read = readMime(octetsOf(`${fields}\r\nContent-Type: ${type}\r\n\r\nhello`));
  if (!read.ok) throw new Error(read.code);
  return protectedHeaders(read.value, true);
}

const told = (fields: string, outside: readonly string[]): string[] =>
  signedFor(inside(fields), outside, OWN).map(({ address }) => address);

describe("whom a signed header names", () => {
  it.each([
    ["the reader", "To: alice@example.org", [ME]],
    ["the reader in other letters", "To: Alice <ALICE@Example.ORG>", [ME]],
    ["the reader by another address of theirs", "To: alice@work.example", ["list@example.org"]],
    ["the reader in Cc", "To: carol@example.org\r\nCc: Alice <alice@example.org>", [ME]],
    ["a list, as the mail does", "To: list@example.org", ["list@example.org"]],
    ["an alias, as the mail does", "To: info@example.org", ["Info@example.org"]],
    [
      "others, in a hidden copy",
      "To: carol@example.org\r\nCc: dora@example.org",
      ["dora@example.org", "carol@example.org"],
    ],
    [
      "more than the mail, from which a list took some",
      "To: list@example.org, carol@example.org",
      ["list@example.org"],
    ],
    ["nobody", "Subject: x", [ME]],
    ["somebody who cannot be read", "To: carol@example.org, what\r\nCc: dora@example.org", [ME]],
    ["a group without members", "To: undisclosed-recipients:;", [ME]],
  ])("%s: nothing to say", (_, fields, outside) => expect(told(fields, outside)).toEqual([]));

  it.each([
    ["somebody else than the mail", "To: Carol <carol@example.org>", [ME], ["carol@example.org"]],
    ["others, and the mail one more", "To: carol@example.org", ["carol@example.org", ME], ["carol@example.org"]],
    [
      "others, and the mail nobody",
      "To: carol@example.org, dora@example.org",
      [],
      ["carol@example.org", "dora@example.org"],
    ],
    ["one twice", "To: carol@example.org\r\nCc: Carol@example.org", [ME], ["Carol@example.org"]],
  ])("%s: those", (_, fields, outside, expected) => expect(told(fields, outside)).toEqual(expected));

  it("counts only where it is protected", () => {
    expect(signedFor(inside("To: carol@example.org", "text/plain"), [ME], OWN)).toEqual([]);
  });
});

describe("whom the header of a mail names", () => {
  const of = (header: string) => addressedTo(readHeaders(header) ?? []);

  it("is everybody in To, Cc and Bcc", () => {
    expect(of("To: A <a@x.example>, b@x.example\nCc: c@x.example\nBcc: d@x.example\nReply-To: e@x.example")).toEqual([
      "a@x.example",
      "b@x.example",
      "c@x.example",
      "d@x.example",
    ]);
    expect(of("To: undisclosed-recipients:;")).toEqual([]);
    expect(of("Subject: x")).toEqual([]);
  });

  it("is not known where one field cannot be read", () => {
    expect(of("To: a@x.example\nCc: <what")).toBeNull();
  });
});
