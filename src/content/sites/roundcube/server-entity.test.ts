// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { roundcube } from ".";

const ARMOR = "-----BEGIN PGP MESSAGE-----\n\nhF4D\n=abcd\n-----END PGP MESSAGE-----\n";
const STANDS_FOR = "This text is not sent.";
const ENV = { task: "mail", action: "compose", max_filesize: 2097152, mailvelope_main_keyring: false };

let ended: AbortController;
beforeEach(() => {
  ended = new AbortController();
});
afterEach(() => ended.abort());

/** Roundcube's compose page with `more` in its form. Each is a document of its own, as its environment is read once. */
function compose(more = "", env: Record<string, unknown> = ENV) {
  const one = document.implementation.createHTMLDocument();
  const addEventListener = one.addEventListener.bind(one);
  Object.defineProperty(one, "defaultView", { value: { InputEvent, Event, addEventListener } });
  one.body.innerHTML = `<form><input type="hidden" name="_draft" value=""><textarea name="_message"></textarea>${more}</form>
    <form id="other"><input name="_q" value="x"></form><ul id="attachment-list"></ul>`;
  const script = one.createElement("script");
  script.type = "x";
  script.textContent = `rcmail.set_env(${JSON.stringify(env)});`;
  one.body.append(script);
  const [box] = roundcube.create(one).composes(one);
  box!.replaceText(STANDS_FOR);
  return { one, box: box!, form: one.querySelector("form")! };
}

/** What the browser would post of this form, by whatever way it is submitted. */
function posted(form: HTMLFormElement): FormData {
  const formData = new FormData(form);
  form.dispatchEvent(Object.assign(new Event("formdata", { bubbles: true }), { formData }));
  return formData;
}

describe("room for a sealed entity", () => {
  it("is there on a page whose server knows PGP/MIME, below what it takes as a file", () => {
    expect(compose().box.entityRoom!()).toBeGreaterThan(1_500_000);
    expect(compose().box.entityRoom!()).toBeLessThan(2_097_152 / 1.15);
  });

  it("is no more than PHP holds several times, however large a file may be", () => {
    expect(compose("", { ...ENV, max_filesize: 1 << 30 }).box.entityRoom!()).toBeLessThan(3_000_000);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["of before PGP/MIME", "", { ...ENV, mailvelope_main_keyring: undefined }],
    ["that does not tell what it takes", "", { ...ENV, max_filesize: undefined }],
    ["with Mailvelope's editor", '<div class="mailvelope"></div>', ENV],
    ["with Mailvelope's field", '<input type="hidden" name="_pgpmime" value="x">', ENV],
    ["whose server seals itself", '<input type="checkbox" name="_enigma_encrypt" value="1">', ENV],
    ["whose server signs itself", '<input type="checkbox" name="_enigma_sign" value="1">', ENV],
    ["that holds a file", '<ul id="attachment-list"><li>plan.pdf</li></ul>', ENV],
  ])("is not on a page %s, which then gets none", (_, more, env) => {
    const { box, form } = compose(more, env);
    expect(box.entityRoom!()).toBe(0);
    const before = [...posted(form)];
    expect(box.sendEntity!(ARMOR, () => true, ended.signal)).toBeNull();
    expect([...posted(form)]).toEqual(before);
  });

  it("is not there for a message that is larger", () => {
    const { box } = compose();
    expect(box.sendEntity!("x".repeat(2_000_000), () => true, ended.signal)).toBeNull();
  });
});

describe("a sealed entity", () => {
  it("goes with the form while the box is whole, whether it is sent or saved, and never lies in the page", () => {
    const { box, form, one } = compose();
    box.sendEntity!(ARMOR, () => true, ended.signal);
    for (const draft of ["", "1"]) {
      one.querySelector<HTMLInputElement>("[name=_draft]")!.value = draft;
      expect([...posted(form)]).toEqual([
        ["_draft", draft],
        ["_message", STANDS_FOR],
        ["_pgpmime", ARMOR],
      ]);
    }
    expect(one.documentElement.innerHTML).not.toContain("PGP MESSAGE");
  });

  it("never goes with another form of the page", () => {
    const { box, one } = compose();
    box.sendEntity!(ARMOR, () => true, ended.signal);
    expect([...posted(one.querySelector("#other")!)]).toEqual([["_q", "x"]]);
  });

  it("gives way to a field of that name that came later", () => {
    const { box, form } = compose();
    box.sendEntity!(ARMOR, () => true, ended.signal);
    form.insertAdjacentHTML("beforeend", '<input type="hidden" name="_pgpmime" value="theirs">');
    expect(posted(form).getAll("_pgpmime")).toEqual(["theirs"]);
  });

  it.each([STANDS_FOR, `PS: call me.\n\n${STANDS_FOR}`])(
    "keeps a changed mail with the text %j from leaving",
    (text) => {
      const { box, form } = compose();
      box.sendEntity!(ARMOR, () => false, ended.signal);
      box.replaceText(text);
      expect(posted(form).get("_draft")).toBe("1");
      expect(posted(form).has("_pgpmime")).toBe(false);
    },
  );

  it("has nothing to say about a text written in its place", () => {
    const { box, form } = compose();
    box.sendEntity!(ARMOR, () => false, ended.signal);
    box.replaceText("All in clear.");
    expect([...posted(form)]).toEqual([
      ["_draft", ""],
      ["_message", "All in clear."],
    ]);
  });

  it("goes no more once it was taken back", () => {
    const { box, form } = compose();
    box.sendEntity!(ARMOR, () => true, ended.signal)!();
    expect(posted(form).has("_pgpmime")).toBe(false);
    ended.abort();
    expect(box.text()).toBe(STANDS_FOR);
  });

  it.each([true, false])("leaves the armor in the box, where that is still whole (%s), when Cachet ends", (whole) => {
    const { box, form } = compose();
    box.sendEntity!(ARMOR, () => whole, ended.signal);
    ended.abort();
    expect(box.text().trim()).toBe(whole ? ARMOR.trim() : STANDS_FOR);
    expect([...posted(form).keys()]).toEqual(["_draft", "_message"]);
    expect(posted(form).get("_draft")).toBe("");
  });
});
