// @vitest-environment jsdom
import { expect, it, vi } from "vitest";
import { htmlOfText } from "../../../../../domain/html/of-text";
import { holdsQuote, newToQuote, withoutQuote } from "./kept-draft";

vi.mock("../../../../../platform/browser");

const [ALICE, BOB, CAROL] = ["alice@demo.example", "bob@demo.example", "carol@demo.example"] as const;
const STRONG = "bob@mm--mb2g-k3ls-x7q2-n4vd-w5ya-z3ce-hj6t.demo.example";
const news = (recipients: readonly string[], quoted: readonly string[] = [BOB, CAROL]) =>
  newToQuote(quoted, recipients, (address) => address === ALICE);

it.each([
  ["nobody changed", [BOB, CAROL], []],
  ["somebody was removed", [BOB], []],
  ["everybody was removed", [], []],
  ["somebody was added", [BOB, CAROL, "dave@demo.example"], ["dave@demo.example"]],
  ["one took another's place", [CAROL, "dave@demo.example"], ["dave@demo.example"]],
  ["the same person is written in another case", ["Bob@Demo.Example"], []],
  ["another letter makes another person", ["b0b@demo.example"], ["b0b@demo.example"]],
  ["the same person has a strong address", [STRONG], []],
  ["the user's own address was added", [BOB, ALICE], []],
  ["a name that ends like one of them was added", ["notbob@demo.example"], ["notbob@demo.example"]],
])("who is new to a quote, where %s", (_, recipients, expected) => expect(news(recipients)).toEqual(expected));

it("knows who was written to by a strong address by the plain one", () => {
  expect(news([BOB], [STRONG])).toEqual([]);
  expect(news([CAROL], [STRONG])).toEqual([CAROL]);
});

const PLAIN = "Yes.\n\nOn Monday, Bob wrote:\n> at nine?\n>> where\n";

it.each([
  ["at the end", PLAIN, "Yes."],
  ["below an empty line", "Yes.\n\nBob wrote:\n\n> at nine?", "Yes."],
  ["above the answer", "Bob wrote:\n> at nine?\n\nYes.", "\nYes."],
  ["with answers between its lines", "Bob wrote:\n> nine?\nYes.\n> where?\nHere.", "Yes.\nHere."],
  ["whose leading line was deleted", "Yes.\n\n> at nine?", "Yes."],
  ["after words of another kind", "See: below\nGood\n> at nine?", "See: below\nGood"],
])("a quote is taken out of plain text %s", (_, text, expected) => {
  expect(holdsQuote(text)).toBe(true);
  const { text: left, html } = withoutQuote({ text, html: null });
  expect([left, html]).toEqual([expected, null]);
  expect(holdsQuote(left)).toBe(false);
});

it.each(["", "Yes.", "5 > 4", "Yes.\n\nBob wrote:"])("text without one is left alone: %j", (text) => {
  expect(holdsQuote(text)).toBe(false);
  expect(withoutQuote({ text, html: null }).text).toBe(text);
});

it.each([
  ["as a block", "<div>Yes.</div><div>Bob wrote:</div><blockquote><p>at <b>nine</b>?</p></blockquote>"],
  ["as lines", `<div>Yes.</div>${htmlOfText("Bob wrote:\n> at nine?\n>\n>> where")}`],
  ["within another block", "<div>Yes.</div><div>Bob wrote:</div><div><blockquote>at nine?</blockquote></div>"],
  ["twice", "<div>Yes.</div><div>Bob wrote:</div><blockquote>at</blockquote><blockquote>nine?</blockquote>"],
])("a quote is taken out of formatted text %s", (_, html) => {
  const { html: left } = withoutQuote({ text: PLAIN, html });
  expect(left).toContain("<div>Yes.</div>");
  expect(left).not.toMatch(/nine|where|wrote|&gt;|blockquote/);
});
