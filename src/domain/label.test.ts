import { expect, it } from "vitest";
import { accountInTitle, angledPerson, personIn } from "./label";

const MALLORY = "mallory@evil.example";
it.each([
  `bob@demo.example<${MALLORY}>`,
  `"Bob <bob@demo.example>" <${MALLORY}>`,
  `"bob@demo.example, x" <${MALLORY}>`,
  `Bob (bob@demo.example) <${MALLORY}>`,
])("%s is the one in the last brackets, and bears no address for a name", (label) =>
  expect(personIn(label)).toMatchObject({ address: MALLORY }),
);
it.each([
  `<bob@demo.example> <${MALLORY}>`,
  `bob@demo.example, ${MALLORY}`,
  `${MALLORY} (bob@demo.example)`,
  `bob@demo.example <${MALLORY}> x`,
  "bob@demo.example\u202e",
  "bob\u200b@demo.example",
  "bob@ban\u212a.example",
  "b\u043eb@demo.example",
  "bob＠demo.example",
  "Team: bob@demo.example;",
])("%j is nobody for certain", (label) => expect(personIn(label.replace("\u202e", "\u202ex"))).toBeNull());
it("an address alone is no label of a person", () => expect(angledPerson("bob@demo.example")).toBeNull());
it.each([
  ["Invoice - mallory@evil.example - overdue - alice@a.example - Gmail", [], "alice@a.example"],
  ["x - mallory@evil.example - Gmail", ["x - mallory@evil.example - Gmail"], null],
  ["Invoice - mallory@evil.example - overdue", ["Invoice - mallory@evil.example - overdue"], null],
  ["Inbox (3) - alice@a.example - Acme Mail", [], "alice@a.example"],
])("%s", (title, subjects, account) => expect(accountInTitle(title, subjects)).toBe(account));
