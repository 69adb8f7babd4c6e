// @vitest-environment jsdom
// A mail being written in either of Yahoo's pages: its subject, and the people in its fields.
import { expect, it, vi } from "vitest";
import { yahoo } from ".";

const field = (name: string, inside = ""): string =>
  `<div data-test-id="compose-header-field-${name}">${inside}<input role="combobox"></div>`;
const pill = (address: string, kind = "pill"): string =>
  `<div data-test-id="${kind}" title="${address}">${address}</div>`;

function write(...parts: readonly string[]) {
  document.body.innerHTML = `<div data-test-id="compose">${parts.join("")}<div data-test-id="rte" contenteditable="true">Hi</div>
    <button data-test-id="compose-send-button">Send</button></div>`;
  return yahoo.create(document).composes(document)[0]!;
}

it.each(["Subject", "Betreff", "Objet", "Sujet", "Asunto", "Oggetto", "Konu"])(
  "the subject of the newer page is called %s, and no other field is touched",
  (label) => {
    const box = write(
      field("to"),
      `<input aria-label="${label}" value="Plan">`,
      '<input aria-label="Search" value="ca">',
    );
    expect([box.subject(), box.setSubject("[...]")]).toEqual(["Plan", true]);
    expect([...document.querySelectorAll("input")].map(({ value }) => value)).toEqual(["", "[...]", "ca"]);
  },
);

it.each([
  ["either of two of that name", '<input aria-label="Subject" value="Plan"><input aria-label="Subject" value="ca">'],
  ["a search by subject", '<input aria-label="Subject contains" value="Plan">'],
  [
    "one within a letter that is quoted",
    '<div data-test-id="rte" contenteditable="true"><input aria-label="Subject"></div>',
  ],
])("no field is taken for the subject: not %s", (_, html) => {
  const box = write(field("to"), html);
  expect([box.subject(), box.setSubject("[...]")]).toEqual(["", false]);
});

it("everybody in the fields is read or told as unreadable, and nobody else", () => {
  const quoted = `<div data-test-id="container-from">${pill("dora@demo.example")}</div>`;
  const box = write(
    `<div data-test-id="compose-header-field-from">${pill("alice@demo.example")}</div>`,
    field("to", pill("bob@demo.example") + pill("team@demo.example", "group-pill")),
    field("reply-to", pill("erin@demo.example", "y-pill")),
    `<div data-test-id="attachments">${pill("plan.pdf", "attachment-pill")}</div>`,
  );
  box.body.innerHTML = quoted + field("to", pill("carol@demo.example"));
  expect(box.recipients()).toEqual({
    to: [{ address: "bob@demo.example", name: "" }],
    cc: [],
    bcc: [],
    unreadable: ["team@demo.example", "erin@demo.example"],
  });
  expect(box.from()?.address).toBe("alice@demo.example");
});

it("people of a field that is drawn later are told", async () => {
  const box = write(field("to"));
  const [changed, stop] = [vi.fn(), new AbortController()];
  box.watch(changed, stop.signal);
  box.root.insertAdjacentHTML("afterbegin", field("cc"));
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  box.root.firstElementChild!.insertAdjacentHTML("afterbegin", pill("carol@demo.example"));
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(2));
  stop.abort();
});
