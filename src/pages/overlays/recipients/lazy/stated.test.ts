import { expect, it } from "vitest";
import type { Recipients } from "../../../../domain/address";
import { compared, listFrom, withoutPerson, withPeople } from "./stated";

const BOB = "bob@b.example";
const CAROL = "carol@c.example";
const person = (address: string) => ({ address, name: "" });
const people = (of: Partial<Record<"to" | "cc" | "bcc", readonly string[]>>, unreadable: readonly string[] = []) => ({
  to: (of.to ?? []).map(person),
  cc: (of.cc ?? []).map(person),
  bcc: (of.bcc ?? []).map(person),
  unreadable,
});
const leftOut = (page: Recipients, list: Recipients, excused: readonly string[] = []) =>
  compared(page, list, excused).leftOut.map(({ address, field, says }) => [address, field, says]);

it.each<[string, Recipients, Recipients, unknown[]]>([
  ["somebody who is not in the list", people({ to: [BOB, CAROL] }), people({ to: [BOB] }), [[CAROL, "to", null]]],
  [
    "somebody hidden whom the list names to all",
    people({ bcc: [CAROL] }),
    people({ cc: [CAROL] }),
    [[CAROL, "bcc", "cc"]],
  ],
  ["somebody named whom the list hides", people({ cc: [CAROL] }), people({ bcc: [CAROL] }), [[CAROL, "cc", "bcc"]]],
  ["nobody where To and Cc differ", people({ cc: [CAROL] }), people({ to: [CAROL] }), []],
  ["nobody for another case", people({ to: [BOB.toUpperCase()] }), people({ to: [BOB] }), []],
  ["nobody for a name without an address", people({}, ["Anna"]), people({ to: [BOB] }), []],
])("asks about %s", (_, page, list, asked) => {
  expect(leftOut(page, list)).toEqual(asked);
});

it("asks no more about one who is meant to get it unopened, but still where a list names whom the page hides", () => {
  expect(leftOut(people({ to: [CAROL] }), people({ to: [BOB] }), [CAROL])).toEqual([]);
  expect(leftOut(people({ bcc: [CAROL] }), people({ to: [CAROL] }), [CAROL])).toHaveLength(1);
});

it("takes a strong address in the list and the one it delivers to in the page for the same person", () => {
  const strong = "carol@mm--mddk-7n6a-727a-jzno-strx-xks7-djaf.c.example";
  const found = compared(people({ to: [CAROL] }), people({ to: [strong] }), []);
  expect([found.leftOut, found.notShown]).toEqual([[], []]);
});

it("tells whom the page does not show, what it shows by name, and what may stand beside the list", () => {
  const found = compared(people({ to: [CAROL] }, ["Anna"]), people({ to: [BOB], bcc: ["dave@d.example"] }), []);
  expect(found.notShown).toEqual([BOB, "dave@d.example"]);
  expect(found.byName).toEqual(["Anna"]);
  expect(found.beside).toEqual({ people: [CAROL], unreadable: ["Anna"] });
});

it("lets nobody stand beside the list whom it has in a field of the other kind", () => {
  expect(compared(people({ bcc: [CAROL] }), people({ to: [CAROL] }), []).beside.people).toEqual([]);
});

it("moves somebody who is added again, and takes out whoever is removed, in any case of letters", () => {
  const list = withPeople(people({ to: [BOB, CAROL] }), "bcc", [person(BOB.toUpperCase())]);
  expect(list).toEqual(people({ to: [CAROL], bcc: [BOB.toUpperCase()] }));
  expect(withoutPerson(list, BOB)).toEqual(people({ to: [CAROL] }));
});

it("begins with those the writer has seen in the page, and with those the draft was for", () => {
  const page = people({ to: [BOB, CAROL], bcc: ["dave@d.example"] }, ["Anna"]);
  const list = listFrom({ ...page, partial: true }, [person(CAROL)], [person("erin@e.example"), person(BOB)]);
  expect(list).toEqual(people({ to: [BOB, "erin@e.example"], bcc: ["dave@d.example"] }));
});
