import { expect, it } from "vitest";
import type { Recipient, Recipients } from "../../../domain/address";
import { createSureRecipients } from "./recipient-hold";

const BOB: Recipient = { address: "bob@demo.example", name: "", unsure: true };
const CAROL: Recipient = { address: "carol@demo.example", name: "Carol" };
const page = (more: Partial<Recipients>): Recipients => ({ to: [], cc: [], bcc: [], unreadable: [], ...more });

/** Bob, asked about in To and confirmed. */
function confirmed() {
  const { sure, confirm } = createSureRecipients();
  const { unsure } = sure(page({ to: [CAROL, BOB] }));
  confirm(unsure[0]!);
  return { sure, confirm };
}

it("is nobody, and stands in the way, until the writer has said that it is the address", () => {
  const { sure } = createSureRecipients();
  const { recipients, unsure } = sure(page({ to: [CAROL, BOB], unreadable: ["Team"] }));
  expect(recipients).toEqual(page({ to: [CAROL], unreadable: ["Team", BOB.address] }));
  expect(unsure).toEqual([{ ...BOB, field: "to" }]);
});

it("is a recipient like others afterwards, in the field where they stand", () => {
  const { sure } = confirmed();
  const { recipients, unsure } = sure(page({ to: [CAROL, BOB] }));
  expect(recipients.to.map(({ address }) => address)).toEqual([CAROL.address, BOB.address]);
  expect([recipients.unreadable, unsure]).toEqual([[], []]);
});

it.each<[string, Partial<Recipients>]>([
  ["another address", { to: [{ ...BOB, address: "b0b@demo.example" }] }],
  ["another name beside it", { to: [{ ...BOB, name: "Robert" }] }],
  ["another field", { bcc: [BOB] }],
  ["the same in a second field", { to: [BOB], cc: [BOB] }],
])("asks again about %s", (_, more) => {
  const { sure } = confirmed();
  expect(sure(page(more)).unsure).toHaveLength(1);
});

it("asks again about one who was gone from the page, and not about one written in another case", () => {
  const { sure } = confirmed();
  expect(sure(page({ to: [{ ...BOB, address: "BOB@demo.example" }] })).unsure).toEqual([]);
  sure(page({ to: [CAROL] }));
  expect(sure(page({ to: [BOB] })).unsure).toHaveLength(1);
});

it("counts for one message only", () => {
  confirmed();
  expect(createSureRecipients().sure(page({ to: [BOB] })).unsure).toHaveLength(1);
});
