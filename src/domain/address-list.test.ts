import { expect, it } from "vitest";
import { typedPeople } from "./address-list";

const read = (text: string) => {
  const { people, rest } = typedPeople(text);
  return [people.map(({ address, name }) => (name ? `${name} <${address}>` : address)), rest];
};

it.each<[string, readonly string[], string]>([
  ["bob@b.example", ["bob@b.example"], ""],
  ["Bob <bob@b.example>, carol@c.example; ", ["Bob <bob@b.example>", "carol@c.example"], ""],
  ['"Doe, Jane" <jane@d.example>', ["Doe, Jane <jane@d.example>"], ""],
  ["bob@b.example\ncarol@c.example\r\n", ["bob@b.example", "carol@c.example"], ""],
  ["bob@b.example carol@c.example", ["bob@b.example", "carol@c.example"], ""],
  ["Bob, carol@c.example", ["carol@c.example"], "Bob"],
  ["Bob Example", [], "Bob Example"],
  ['"Doe, ', [], '"Doe,'],
  ["bob@b.example Bob", [], "bob@b.example Bob"],
  // A name that is itself an address is no second person, and one that turns the text around is nobody.
  ['"eve@e.example" <bob@b.example>', ["bob@b.example"], ""],
  ["B\u202eob <bob@b.example>", [], "B\u202eob <bob@b.example>"],
  ["\u0431ob@b.example", [], "\u0431ob@b.example"],
  ["", [], ""],
])("reads %j", (text, people, rest) => {
  expect(read(text)).toEqual([people, rest]);
});
