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
const SPOOF = `x - ${MALLORY} - Gmail`;
it.each([
  [`Invoice - ${MALLORY} - overdue - alice@a.example - Gmail`, [], "alice@a.example"],
  [`Invoice - ${MALLORY} - overdue`, [], null],
  [`Invoice - ${MALLORY} - overdue`, [`Invoice - ${MALLORY} - overdue`], null],
  [`Invoice - ${MALLORY} - gmail`, [], null],
  [`Invoice - ${MALLORY} - Gmail - overdue`, [], null],
  [`Invoice ${MALLORY} - Gmail`, [], null],
  [`${SPOOF} - alice@a.example - Gmail`, [], "alice@a.example"],
  [`${SPOOF} - alice@a.example - Gmail`, [SPOOF], "alice@a.example"],
  [`${SPOOF} - alice@a.example - Acme Mail`, [], null],
  [SPOOF, [SPOOF], null],
  [SPOOF, ["x", SPOOF], null],
  [SPOOF, [`x  -\n${MALLORY} - Gmail `], null],
  ["Inbox (3) - alice@a.example - Gmail", [], "alice@a.example"],
  ["Inbox (3) - alice@a.example - Acme Mail", [], null],
])("the account in the title %j beside %j is %j", (title, subjects, account) =>
  expect(accountInTitle(title, subjects, ["Gmail"])).toBe(account),
);
it.each([
  [SPOOF, [], null],
  [SPOOF, ["Lunch"], null],
  [SPOOF, [`${SPOOF} or not`], null],
  [`Invoice - ${MALLORY} - Gmail`, ["Invoice of May"], null],
  ["Lunch - alice@a.example - Gmail", ["Lunch"], "alice@a.example"],
  [`${SPOOF} - alice@a.example - Gmail`, [SPOOF], "alice@a.example"],
])("while something is open, the title %j beside %j tells %j", (title, subjects, account) =>
  expect(accountInTitle(title, subjects, ["Gmail"], true)).toBe(account),
);
it("what is open takes no doubt away", () =>
  expect(accountInTitle("Lunch - bob@a.example - Acme Mail", [], null, true)).toBe("bob@a.example"));
it("a product of another name is good for doubt", () =>
  expect(accountInTitle("Inbox (3) - bob@a.example - Acme Mail", [], null)).toBe("bob@a.example"));
