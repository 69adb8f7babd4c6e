// @vitest-environment jsdom
// Which Gmail button answers which message, in the page up to November 2025 and in the one since.
import { afterEach, beforeEach, expect, it } from "vitest";
import type { Answering } from "../site";
import { gmailMessages } from "./message";

interface Item {
  readonly id: number;
  /** How many recipients it has besides the user. */
  readonly others?: number;
  /** Its text. */
  readonly says?: string;
}
const ADN = ({ id, others = 0 }: Item, header: string, says: string) =>
  `<div class="adn ads" data-message-id="#msg-f:180143985094819840${id}"><div class="gE"><table><tr><td class="gF"><span
    class="gD" email="bob@demo.example">Bob</span></td><td class="gH acX">${header}</td></tr></table><span class="hb">${'<span class="g2" email="a@demo.example"></span>'.repeat(1 + others)}</span></div>
    <div class="ii gt"><div class="a3s">${says}</div></div></div>`;
const span = (name: string, kind: string) => `<span id="${name}" class="ams ${kind}"></span>`;

/** Every message has its own row of buttons below it. */
const OLD = (items: readonly Item[]): string =>
  `<div role="main" class="a98"><h2 class="hP"></h2><div role="list">${items
    .map(
      (item) => `<div role="listitem">${ADN(item, "", item.says ?? "Hello")}<div class="amn">
        ${span(`reply${item.id}`, "bkH")}${span(`all${item.id}`, "bkI")}</div></div>`,
    )
    .join("")}</div></div>`;

/** One row of buttons below all messages; each message has a button and a menu, and the menu lies elsewhere in the page. */
const NEW = (items: readonly Item[], { all = true } = {}): string =>
  `<div role="main" class="a98"><h2 class="hP"></h2><div role="list">${items
    .map(
      (item) =>
        `<div role="listitem">${ADN(
          item,
          `<button class="DILLkc" id="button${item.id}"></button><button class="Wsq5Cf" id="more${item.id}"
          aria-expanded="false"></button>`,
          item.says ?? "Hello",
        )}<table style="display: none"><tr><td><img class="mL"></td></tr></table></div>`,
    )
    .join(
      "",
    )}</div><div class="amr"><div class="amn">${span("row", "bkH")}${all ? span("rowAll", "bkI") : ""}</div></div></div>`;

const COMPOSE = '<div role="button" gh="cm" id="new"></div>';
const HOSTILE = `<span class="ams bkH" id="mine"></span><span class="ams bkI" id="mine2"></span><button class="DILLkc" id="mine3"></button>
  <div class="acX"><button class="DILLkc" id="mine4"></button><button class="Wsq5Cf" id="mine5"></button></div>
  <ul><li data-action-type="24" id="mine6"></li></ul><div role="button" gh="cm" id="mine7"></div>`;

let pressed: string[];
let live: AbortController;
/** How Gmail's menu appears: at once, a moment later, or without "Reply all". */
let menu: "at once" | "late" | "for one";

function toggle(more: HTMLElement): void {
  document.querySelector("#menu")?.remove();
  const opens = more.getAttribute("aria-expanded") === "false";
  for (const one of document.querySelectorAll("button.Wsq5Cf")) one.setAttribute("aria-expanded", "false");
  if (!opens) return;
  more.setAttribute("aria-expanded", "true");
  const of = more.id.slice(4);
  const item = (type: number, name: string) => `<li role="menuitem" data-action-type="${type}" id="${name}${of}"></li>`;
  const draw = () =>
    document.body.insertAdjacentHTML(
      "beforeend",
      `<ul id="menu">${item(94, "item")}${menu === "for one" ? "" : item(24, "itemAll")}${item(25, "itemForward")}</ul>`,
    );
  if (menu === "late") setTimeout(draw);
  else draw();
}

beforeEach(() => {
  pressed = [];
  menu = "at once";
  live = new AbortController();
  const hear = ({ target }: Event) => {
    const element = target as HTMLElement;
    pressed.push(element.id);
    if (element.matches("button.Wsq5Cf")) toggle(element);
  };
  document.addEventListener("click", hear, { signal: live.signal });
});
afterEach(() => live.abort());

function answer(html: string, at: number, how: Answering): boolean {
  document.body.innerHTML = html;
  return gmailMessages(document)[at]!.reply(how);
}

const THREE = [{ id: 1 }, { id: 2 }, { id: 3 }];
const MANY = THREE.map(({ id }) => ({ id, others: 2 }));
const CASES: [string, string, number, Answering, string[]][] = [
  ["old, first of three", OLD(THREE), 0, "reply", ["reply1"]],
  ["old, last of three", OLD(THREE), 2, "reply", ["reply3"]],
  ["old, the middle one, to all", OLD(THREE), 1, "all", ["all2"]],
  ["new, alone", NEW([{ id: 1 }]), 0, "reply", ["row"]],
  ["new, the middle one", NEW(THREE), 1, "reply", ["button2"]],
  ["new, the last one", NEW(THREE), 2, "reply", ["row"]],
  // The user's settings decide what the button in the header does there.
  ["new, the middle one, sent to several", NEW(MANY), 1, "reply", ["more2", "item2"]],
  ["new, the last one, sent to several", NEW(MANY), 2, "reply", ["row"]],
  ["old, sent to several", OLD(MANY), 1, "reply", ["reply2"]],
  ["new, the last one, to all", NEW(THREE), 2, "all", ["rowAll"]],
  ["new, the first one, to all", NEW(THREE), 0, "all", ["more1", "itemAll1"]],
  ["new, the last one, to all, by its menu", NEW(THREE, { all: false }), 2, "all", ["more3", "itemAll3"]],
  ["new, to forward", COMPOSE + NEW(THREE), 1, "forward", ["new"]],
  ["new, to forward in a window of its own", NEW(THREE), 1, "forward", ["button2"]],
  ["old, mail that plays Gmail", OLD([{ id: 1, says: HOSTILE }, { id: 2 }]), 0, "reply", ["reply1"]],
  ["new, mail that plays Gmail", NEW([{ id: 1, says: HOSTILE }, { id: 2 }]), 0, "reply", ["button1"]],
  ["new, the same to all", NEW([{ id: 1, says: HOSTILE }, { id: 2 }]), 0, "all", ["more1", "itemAll1"]],
  ["new, after mail that plays Gmail", NEW([{ id: 1, says: HOSTILE }, { id: 2 }]), 1, "all", ["rowAll"]],
  ["new, mail that plays Gmail, to forward", NEW([{ id: 1, says: HOSTILE }]) + COMPOSE, 0, "forward", ["new"]],
];
it.each(CASES)("%s", (_, html, at, how, buttons) => {
  expect(answer(html, at, how)).toBe(true);
  expect(pressed).toEqual(buttons);
});

it("takes Reply all out of a menu that is drawn late, when it is tried again", async () => {
  menu = "late";
  expect(answer(NEW(THREE), 1, "all")).toBe(true);
  expect(pressed).toEqual(["more2"]);
  await new Promise((then) => setTimeout(then));
  expect(gmailMessages(document)[1]!.reply("all")).toBe(true);
  expect(pressed).toEqual(["more2", "itemAll2"]);
});

it("opens the message's own menu where another's is open", () => {
  document.body.innerHTML = NEW(THREE);
  document.querySelector<HTMLElement>("#more1")!.click();
  expect(gmailMessages(document)[1]!.reply("all")).toBe(true);
  expect(pressed).toEqual(["more1", "more2", "itemAll2"]);
});

it("closes a menu that has no Reply all, and replies to the sender", () => {
  menu = "for one";
  expect(answer(NEW(THREE), 0, "all")).toBe(true);
  expect(gmailMessages(document)[0]!.reply("all")).toBe(true);
  expect(pressed).toEqual(["more1", "more1", "button1"]);
  expect(document.querySelector("#menu")).toBeNull();
});

it("presses nothing that is not shown, and says so", () => {
  document.body.innerHTML = NEW(THREE);
  for (const button of document.querySelectorAll<HTMLElement>("button, .ams")) button.hidden = true;
  expect(gmailMessages(document)[2]!.reply("all")).toBe(false);
  expect(pressed).toEqual([]);
});
