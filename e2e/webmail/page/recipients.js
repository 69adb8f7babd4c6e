// To, Cc and Bcc with Gmail's newer chips: role=option with data-hovercard-id. Typed text becomes a chip on Enter, comma,
// semicolon, a space after an address, or when the field loses focus.
import { h, icon } from "./dom.js";
import { t } from "./words.js";

const parse = (text) => {
  const [, name, address] = text.match(/^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/) ?? [null, "", text.trim()];
  return { name: name || address, address: address.toLowerCase() };
};

function field(name, label, changed) {
  const list = h("div", { role: "listbox", "aria-multiselectable": "true", "aria-label": label });
  const input = h("input.agP.aFw", {
    "aria-label": t(`${label} recipients`),
    role: "combobox",
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
  });
  const root = h(
    "tr.bzf",
    {},
    h(
      "td.eV",
      {},
      h(
        "div",
        {},
        h("div", {}, h("div.anm", { name }, h("span.d-label", {}, label), h("div.d-chips", {}, list, input))),
      ),
    ),
  );
  const add = ({ name: person, address }) => {
    const remove = () => {
      chip.remove();
      changed();
    };
    const chip = h(
      "div.agh",
      { draggable: "true" },
      h(
        "div.agb",
        {},
        h(
          "div.afV",
          { role: "option", "data-hovercard-id": address, "data-name": person, "aria-selected": "false" },
          h(
            "div.afW",
            {},
            h("div.akl", { translate: "no" }, person),
            h("div.afX", { "aria-label": "Remove", onclick: remove }, "×"),
          ),
        ),
      ),
    );
    list.append(chip);
  };
  const take = () => {
    const entries = input.value.split(/[,;]/).filter((entry) => entry.trim());
    if (entries.length === 0) return;
    input.value = "";
    for (const entry of entries) add(parse(entry));
    changed();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && input.value === "" && list.lastElementChild) {
      list.lastElementChild.remove();
      changed();
    }
    if (event.key !== "Enter" && event.key !== "," && event.key !== ";") return;
    event.preventDefault();
    take();
  });
  input.addEventListener("blur", take);
  return {
    root,
    input,
    add,
    take,
    value: () =>
      [...list.querySelectorAll("[role=option]")].map((option) => ({
        name: option.dataset.name,
        address: option.dataset.hovercardId,
      })),
  };
}

/** All three fields; `changed` is called after every chip. A reply starts folded to one line, as Gmail does. */
export function recipients(initial, folded, changed) {
  const fields = { to: field("to", "To", notify), cc: field("cc", "Cc", notify), bcc: field("bcc", "Bcc", notify) };
  const summary = h("div.aoD.hl", { role: "button", tabindex: "0", onfocus: unfold, onclick: unfold });
  const more = (name) => {
    const reveal = () => {
      fields[name].root.hidden = false;
      link.remove();
      fields[name].input.focus();
    };
    const link = h(
      "span.aB.gQ",
      {
        role: "link",
        tabindex: "0",
        "aria-label": `Add ${name} recipients`,
        onclick: reveal,
      },
      name === "cc" ? "Cc" : "Bcc",
    );
    return link;
  };
  const table = h("table.GS", {}, h("tbody", {}, fields.to.root, fields.cc.root, fields.bcc.root));
  const links = h("div.d-more", {}, initial.cc.length === 0 && more("cc"), initial.bcc.length === 0 && more("bcc"));
  const area = h("div.d-recipients", {}, table, links);
  for (const [name, each] of Object.entries(fields)) {
    for (const person of initial[name]) each.add(person);
    each.root.hidden = name !== "to" && initial[name].length === 0;
  }
  function everyone() {
    return [...fields.to.value(), ...fields.cc.value(), ...fields.bcc.value()];
  }
  function summarise() {
    summary.replaceChildren(
      icon("reply"),
      ...everyone().map(({ name, address }, index) => h("span", { email: address }, (index > 0 ? ", " : "") + name)),
    );
  }
  function notify() {
    summarise();
    changed();
  }
  function unfold() {
    summary.hidden = true;
    area.hidden = false;
  }
  summarise();
  summary.hidden = !folded;
  area.hidden = folded;
  return {
    nodes: [summary, area],
    first: fields.to.input,
    value: () => ({ to: fields.to.value(), cc: fields.cc.value(), bcc: fields.bcc.value() }),
    takeAll() {
      for (const each of Object.values(fields)) each.take();
    },
  };
}
