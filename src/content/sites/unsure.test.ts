// @vitest-environment jsdom
// Pills from which no rule reads a person: whom the user may be asked about, and where a yes could mean more than one person.
import { describe, expect, it } from "vitest";
import { outlook } from "./outlook";
import { yahoo } from "./yahoo";

const BOB = "bob@demo.example";
const MALLORY = "mallory@evil.example";

const well = (pills: string): string => `<div contenteditable="true" role="textbox">${pills}&#8203;</div>`;

function inOutlook(...wells: readonly string[]) {
  document.body.innerHTML = `<div id="docking_InitVisiblePart_0"><div data-testid="ComposeSendButton"><button>Send</button></div>
    ${wells.map(well).join("")}<div id="editorParent_1"><div role="textbox" contenteditable="true" aria-multiline="true"></div></div></div>`;
  return outlook.create(document).composes(document)[0]!.recipients();
}

const pill = (shown: string, more = ""): string =>
  `<span contenteditable="false" draggable="true" ${more}>${shown}</span>`;
const bob = (name = "") => ({ address: BOB, name, unsure: true });
const NOBODY = { to: [], cc: [], bcc: [], unreadable: [] };

describe("in Outlook", () => {
  it.each([
    ["an address alone", pill(BOB), bob()],
    ["an address, labelled by the same", pill(BOB, `aria-label="${BOB}"`), bob()],
    [
      "an address, labelled in another case",
      pill(BOB, 'title="Bob@Demo.Example"'),
      { ...bob(), address: "Bob@demo.example" },
    ],
    ["a name, labelled by an address alone", pill("Bob Durand", `aria-label="${BOB}"`), bob("Bob Durand")],
    ["a name and an address as one text", pill(`Bob Durand &lt;${BOB}&gt;`), bob("Bob Durand")],
    [
      "signs around it that are not for reading",
      pill(`<i aria-hidden="true">x</i>${BOB}<i aria-hidden="true">y</i>`),
      bob(),
    ],
  ])("%s is perhaps somebody", (_, drawn, person) => {
    expect(inOutlook(drawn)).toEqual({ ...NOBODY, to: [person] });
  });

  it.each([
    ["a name alone", pill("Bob Durand"), "Bob Durand"],
    ["an address labelled by another", pill(BOB, `aria-label="${MALLORY}"`), BOB],
    ["an address with a state before it", pill(BOB, `aria-label="offline${BOB}"`), BOB],
    ["two labels that differ", pill("Bob", `title="${BOB}" aria-label="${MALLORY}"`), "Bob"],
    ["two addresses", pill(`${BOB} ${MALLORY}`), `${BOB} ${MALLORY}`],
    ["two alphabets", pill("b\u043eb@demo.example"), "b\u043eb@demo.example"],
    ["letters nobody sees", pill("bob@\u200bdemo.example"), "bob@\u200bdemo.example"],
    ["text that turns", pill(`\u202e${BOB}`), `\u202e${BOB}`],
  ])("%s is nobody a yes could mean", (_, drawn, shown) => {
    expect(inOutlook(drawn)).toEqual({ ...NOBODY, unreadable: [shown] });
  });

  it("each keeps its field, and one that is sure elsewhere is asked about all the same", () => {
    const surely = pill("Bob", `title="Bob &lt;${BOB}&gt;"`);
    expect(inOutlook("", pill(BOB)).cc).toEqual([bob()]);
    expect(inOutlook("", "", pill(BOB)).bcc).toEqual([bob()]);
    expect(inOutlook(surely).to).toEqual([{ address: BOB, name: "Bob" }]);
    expect(inOutlook(surely, pill(BOB)).to).toEqual([bob("Bob")]);
  });
});

describe("in Yahoo", () => {
  const inYahoo = (drawn: string) => {
    document.body.innerHTML = `<div data-test-id="compose"><div data-test-id="compose-header">${drawn}</div>
      <div data-test-id="rte" contenteditable="true"></div><button data-test-id="compose-send-button">Send</button></div>`;
    return yahoo.create(document).composes(document)[0]!.recipients();
  };
  const to = (inside: string): string => `<div data-test-id="compose-header-field-to">${inside}</div>`;

  it("a pill that shows an address alone is perhaps somebody", () => {
    const drawn = to(`<div data-test-id="y-pill"><span title="${BOB}">|${BOB}</span></div>`);
    expect(inYahoo(drawn)).toEqual({ ...NOBODY, to: [bob()] });
  });

  it("one that is titled by another address is nobody a yes could mean", () => {
    const drawn = to(`<div data-test-id="y-pill"><span title="${MALLORY}">|${BOB}</span></div>`);
    expect(inYahoo(drawn)).toEqual({ ...NOBODY, unreadable: [BOB] });
  });

  it("one in a field that is not known is nobody", () => {
    const drawn = `<div data-test-id="compose-header-field-team"><div data-test-id="pill" title="${BOB}">${BOB}</div></div>`;
    expect(inYahoo(drawn)).toEqual({ ...NOBODY, unreadable: [BOB] });
  });
});
