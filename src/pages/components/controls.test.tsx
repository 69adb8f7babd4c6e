// @vitest-environment jsdom
import { type ComponentType, render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

// Browsers have these properties; jsdom does not.
for (const [name, words] of Object.entries({ spellcheck: ["true", "false"], autocorrect: ["on", "off"] }))
  Object.defineProperty(HTMLElement.prototype, name, {
    set(this: HTMLElement, value: unknown) {
      this.setAttribute(name, words[value ? 0 : 1]!);
    },
  });

type Controls = typeof import("./controls");

/** Reloads the module, which reads its page's address once, at load. */
async function controlsAt(protocol: string): Promise<Controls> {
  vi.resetModules();
  vi.stubGlobal("location", { protocol });
  return import("./controls");
}

const drawn = (Control: unknown, props: object): HTMLElement => {
  const Any = Control as ComponentType<object>;
  render(<Any {...props} />, document.body);
  return document.body.firstElementChild as HTMLElement;
};

beforeEach(() => render(null, document.body));
afterEach(() => vi.unstubAllGlobals());

const KINDS = {
  Line: {},
  Area: {},
  RichArea: { editable: true },
  Tick: {},
  Radio: { among: "one" },
  Select: {},
  FilePicker: { onFiles() {} },
};

describe("a control", () => {
  it.each(Object.entries(KINDS))("is not remembered, restored, completed or rewritten: %s", async (kind, props) => {
    const controls = await controlsAt("chrome-extension:");
    // Values passed by mistake, past the types.
    const wrong = { autocomplete: "on", autocorrect: "on", writingsuggestions: "true", spellcheck: true };
    const made = drawn(controls[kind as keyof Controls], { ...wrong, ...props });
    const read = (name: string) => made.getAttribute(name);
    expect(["autocomplete", "autocorrect", "writingsuggestions", "spellcheck"].map(read)).toEqual([
      "off",
      "off",
      "false",
      "false",
    ]);
  });

  it.each([
    ["chrome-extension:", "Area", { prose: true }, "false"],
    ["moz-extension:", "Area", { prose: true }, "true"],
    ["moz-extension:", "Area", {}, "false"],
    ["moz-extension:", "RichArea", { editable: true }, "true"],
    ["chrome-extension:", "RichArea", { editable: true }, "false"],
    ["moz-extension:", "Line", { prose: true }, "false"],
  ])("has its spelling checked only where that stays here: %s %s %j", async (protocol, kind, props, checked) => {
    const controls = await controlsAt(protocol);
    expect(drawn(controls[kind as keyof Controls], props).getAttribute("spellcheck")).toBe(checked);
  });

  it("has no name to be remembered by, but for what groups one of several", async () => {
    const controls = await controlsAt("moz-extension:");
    for (const [kind, props] of Object.entries(KINDS))
      expect(drawn(controls[kind as keyof Controls], props).getAttribute("name")).toBe(kind === "Radio" ? "one" : null);
  });

  it("has no file any more once it handed it over", async () => {
    const { FilePicker } = await controlsAt("chrome-extension:");
    const taken: File[] = [];
    const made = drawn(FilePicker, { onFiles: (files: File[]) => taken.push(...files) }) as HTMLInputElement;
    let emptied = "";
    Object.defineProperty(made, "files", { value: [new File(["a"], "plan.pdf")] });
    Object.defineProperty(made, "value", { set: (value) => (emptied = `set to "${value}"`) });
    made.dispatchEvent(new Event("change"));
    expect(taken.map(({ name }) => name)).toEqual(["plan.pdf"]);
    expect(emptied).toBe('set to ""');
  });
});
