// @vitest-environment jsdom
// What a stranger can put into a message that Roundcube shows: fields named like Roundcube's own, and text in its script.
import { expect, it } from "vitest";
import { roundcube } from ".";
import { environmentOf } from "./environment";

const OWN = "alice@demo.example";

/** A fresh document each time: the environment is read once per document. */
function page(letter: string, env: Record<string, unknown> = {}, more = ""): Document {
  const one = document.implementation.createHTMLDocument();
  const set = JSON.stringify({ task: "mail", uid: "14", mailbox: "INBOX", username: OWN, ...env });
  one.body.innerHTML = `<div class="header from"><a class="rcmContactAddress" title="bob@demo.example">Bob</a></div>
    <div id="layout-content"><div id="messagebody">${letter}</div></div>${more}`;
  const script = one.createElement("script");
  script.type = "x";
  script.textContent = `rcmail.set_env(${set});\nrcmail.gui_container("x");`;
  one.body.append(script);
  return one;
}

it.each([
  ["an identity to choose", '<select name="_from"><option selected>M &lt;mallory@evil.example&gt;</option></select>'],
  ["an identity", '<input name="_from" value="mallory@evil.example">'],
  ["a user's name", '<span class="username">mallory@evil.example</span>'],
  ["a script", '<script type="x">rcmail.set_env({"username":"mallory@evil.example"});</script>'],
])("a letter that holds %s says nothing of the account", (_, letter) => {
  expect(roundcube.create(page(letter)).account()?.address).toBe(OWN);
  const unnamed = roundcube.create(page(letter, { username: "alice" }));
  expect(unnamed.account()).toBeNull();
});

it.each([
  '<textarea name="_message">Dear Bob</textarea>',
  '<textarea id="composebody">Dear Bob</textarea><input name="_id" value="1"><input name="_to" value="mallory@evil.example">',
  '<div><textarea name="_message"></textarea><iframe id="composebody_ifr" class="tox-edit-area__iframe"></iframe></div>',
])("a letter that holds %s is nothing to write in", (letter) => {
  const one = page(letter);
  const site = roundcube.create(one);
  expect(site.composes(one)).toEqual([]);
  expect(site.composes(one.querySelector("textarea")!)).toEqual([]);
  expect(site.composes(one.querySelector("#messagebody")!)).toEqual([]);
});

it("what the page itself has is found beside such a letter", () => {
  const field =
    '<textarea name="_message">M</textarea><select name="_from"><option selected>m@evil.example</option></select>';
  const own = `<form><select name="_from"><option selected>Alice &lt;${OWN}&gt;</option></select><textarea name="_message"></textarea></form>`;
  const one = page(field, {}, own);
  const [box, ...more] = roundcube.create(one).composes(one);
  expect(more).toEqual([]);
  expect(box!.body.closest("#messagebody")).toBeNull();
  expect(box!.from()?.address).toBe(OWN);
});

it.each([
  "});",
  "x}); rcmail.set_env({});",
  'rcmail.set_env({"username":"mallory@evil.example"});',
  '"}); rcmail.set_env({"uid":"1","username":"mallory@evil.example"}); ("',
  '\\"}); rcmail.set_env({\\"uid\\":\\"1\\"});',
  "\\",
  "{{{",
  "/* */ }); //",
])("a sender called %s changes nothing of what the page sets", (sender) => {
  expect(environmentOf(page("", { sender, subject: sender }))).toEqual({
    task: "mail",
    uid: "14",
    mailbox: "INBOX",
    username: OWN,
  });
});

it("reads what is set at any length, at once", () => {
  const started = performance.now();
  expect(environmentOf(page("", { sender: `${'"{\\'.repeat(100_000)}`, list: [..."ab".repeat(50_000)] })).uid).toBe(
    "14",
  );
  expect(performance.now() - started).toBeLessThan(2000);
});
