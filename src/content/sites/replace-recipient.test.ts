// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { gmailComposes } from "./gmail/compose";
import { roundcubeComposes } from "./roundcube/compose";
import { yahooComposes } from "./yahoo/compose";

const STRONG = "bob@mm--mddk-7n6a-727a-jzno-strx-xks7-djaf.b.example";
const PLAIN = "bob@b.example";

beforeEach(() => document.body.replaceChildren());

/** Chips as in Gmail: made from the typed text on Enter, removed by their cross. */
function gmail(addresses: readonly string[], { deaf = false, sticky = false } = {}) {
  document.body.innerHTML = `<div class="M9"><table class="GS"><tr><td><div name="to" class="anm">
    <div role="listbox"></div><input class="agP"></div></td></tr></table>
    <div g_editable="true" contenteditable="true"></div>
    <table class="IZ"><tr><td class="Up"><div role="button">Send</div></td></tr></table></div>`;
  const list = document.querySelector("[role=listbox]")!;
  const input = document.querySelector("input")!;
  const add = (address: string): void => {
    const chip = document.createElement("div");
    chip.setAttribute("role", "option");
    chip.dataset.hovercardId = address;
    const cross = chip.appendChild(document.createElement("div"));
    cross.className = "afX";
    cross.addEventListener("click", () => !sticky && chip.remove());
    list.append(chip);
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || deaf) return;
    add(input.value);
    input.value = "";
  });
  for (const address of addresses) add(address);
  const [box] = gmailComposes(document);
  return { box: box!, addresses: () => box!.recipients().to.map((one) => one.address) };
}

describe("replacing a recipient in Gmail", () => {
  it("makes a chip of the new address and takes the old one away, the others left alone", () => {
    const { box, addresses } = gmail(["carol@c.example", STRONG]);
    expect(box.replaceRecipient(STRONG, PLAIN)).toBe(true);
    expect(addresses()).toEqual(["carol@c.example", PLAIN]);
    expect(box.replaceRecipient(STRONG, PLAIN)).toBe(true);
  });

  it("does not add an address that stands there already", () => {
    const { box, addresses } = gmail([PLAIN, STRONG]);
    expect(box.replaceRecipient(STRONG, PLAIN)).toBe(true);
    expect(addresses()).toEqual([PLAIN]);
  });

  it("says so when the page makes no chip, with the old one still there", () => {
    const { box } = gmail([STRONG], { sticky: false, deaf: true });
    // Typed text counts as an entry; a page that clears it has refused it.
    document.querySelector("input")!.addEventListener("input", ({ target }) => {
      (target as HTMLInputElement).value = "";
    });
    expect(box.replaceRecipient(STRONG, PLAIN)).toBe(false);
    expect(box.recipients().to.map((one) => one.address)).toEqual([STRONG]);
  });

  it("says so when the old chip stays", () => {
    expect(gmail([STRONG], { sticky: true }).box.replaceRecipient(STRONG, PLAIN)).toBe(false);
  });

  it("says so when neither stands there", () => {
    expect(gmail(["carol@c.example"]).box.replaceRecipient(STRONG, PLAIN)).toBe(false);
  });

  it("sees a strong address folded into the line of names", () => {
    document.body.innerHTML = `<div class="M9"><div class="aoD hl"><span email="${STRONG}">Bob</span></div>
      <div g_editable="true" contenteditable="true"></div></div>`;
    expect(
      gmailComposes(document)[0]!
        .recipients()
        .to.map((one) => one.address),
    ).toEqual([STRONG]);
  });
});

describe("replacing a recipient in Roundcube", () => {
  it("changes the entry where it stands and tells the page, which draws its boxes from it", () => {
    document.body.innerHTML = `<form><textarea name="_to"></textarea><textarea name="_cc"></textarea>
      <textarea name="_message"></textarea></form>`;
    const [to, cc] = document.querySelectorAll("textarea");
    to!.value = `"Builder, Bob" <${STRONG}>, Carol <carol@c.example>`;
    cc!.value = "dan@d.example";
    const heard: string[] = [];
    to!.addEventListener("change", () => heard.push(to!.value));
    const [box] = roundcubeComposes(document);
    expect(box!.replaceRecipient(STRONG, PLAIN)).toBe(true);
    expect(to!.value).toBe(`${PLAIN}, Carol <carol@c.example>`);
    expect(heard.at(-1)).toBe(to!.value);
    expect(cc!.value).toBe("dan@d.example");
  });
});

it("other webmails say that they offer no sure way", () => {
  document.body.innerHTML = `<div data-test-id="compose"><div data-test-id="rte" contenteditable="true"></div>
    <button data-test-id="compose-send-button">Send</button></div>`;
  const [box] = yahooComposes(document);
  expect(box!.replaceRecipient(STRONG, PLAIN)).toBe(false);
});
