// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { sogo } from ".";
import { isSogo } from "./match";

const chip = (text: string): string =>
  `<md-chip><div class="md-chip-content"><md-chip-template>${text}</md-chip-template></div>
   <button class="md-chip-remove" aria-label="Remove">close</button></md-chip>`;
const field = (name: string, inside = ""): string =>
  `<md-chips ng-model="editor.message.editable.${name}">${inside}<md-autocomplete><input></md-autocomplete></md-chips>`;
const form = (fields: string, body = '<textarea name="content">Hi</textarea>'): string =>
  `<md-dialog id="mailEditor"><form name="messageForm"><input name="from" value="Alice &lt;alice@demo.example&gt;">
   <button ng-click="editor.send()"></button><button ng-click="editor.save()"></button>
   <div class="msg-header-content">${fields}<input name="subject" value="Plan"></div>${body}
   <md-dialog-actions class="sg-mail-editor-attachments"><md-chips ng-model="editor.uploader.queue">
   <md-chip><a target="_new">a.txt</a><button class="md-chip-remove" id="gone"></button></md-chip></md-chips></md-dialog-actions>
   </form></md-dialog>`;

function open(html: string) {
  document.body.innerHTML = html;
  return sogo.create(document).composes(document);
}

beforeEach(() => document.body.removeAttribute("ng-app"));

describe("a window to write in", () => {
  it("has people, sender, subject, files and Send", () => {
    const [box, ...more] = open(
      form(field("to", chip("Bob &lt;bob@demo.example&gt;")) + field("cc", chip("carol@demo.example")) + field("bcc")),
    );
    expect(more).toEqual([]);
    expect(box!.recipients()).toEqual({
      to: [{ address: "bob@demo.example", name: "Bob" }],
      cc: [{ address: "carol@demo.example", name: "" }],
      bcc: [],
      unreadable: [],
    });
    expect([box!.from()?.address, box!.subject(), box!.text()]).toEqual(["alice@demo.example", "Plan", "Hi"]);
    expect(box!.sendButton()?.getAttribute("ng-click")).toBe("editor.send()");
    expect(box!.attachments!().map(({ name, remove }) => [name, remove?.id])).toEqual([["a.txt", "gone"]]);
  });

  it.each([
    ["a name alone", field("to", chip("Bob Durand")), ["Bob Durand"]],
    ["a list", field("cc", chip("All staff")), ["All staff"]],
    ["an empty chip", field("to", chip("")), ["?"]],
    ["people in a field that is none of the three", field("replyTo", chip("bob@demo.example")), ["bob@demo.example"]],
    ["a half-typed address", field("to").replace("<input>", '<input value="bob@">'), ["bob@"]],
    ["an address within a name", field("to", chip("bob@demo.example Carol")), ["bob@demo.example Carol"]],
  ])("says that it cannot read %s", (_, fields, unreadable) => {
    expect(open(form(fields))[0]!.recipients()).toMatchObject({ to: [], cc: [], bcc: [], unreadable });
  });

  it("counts an address that is typed and no chip yet, and everybody a chip names", () => {
    const [box] = open(
      form(
        field("to", chip("bob@demo.example, Carol &lt;carol@demo.example&gt;")) +
          field("bcc").replace("<input>", '<input value="dora@demo.example">'),
      ),
    );
    const { to, bcc, unreadable } = box!.recipients();
    expect([to, bcc].map((all) => all.map(({ address }) => address))).toEqual([
      ["bob@demo.example", "carol@demo.example"],
      ["dora@demo.example"],
    ]);
    expect(unreadable).toEqual([]);
  });

  it("is none where the user writes HTML: SOGo would send what its editor remembers, and not what is put into it", () => {
    const html =
      '<div class="cke"><iframe class="cke_wysiwyg_frame"></iframe></div><textarea style="display: none"></textarea>';
    expect(open(form(field("to"), html))).toEqual([]);
    expect(sogo.create(document).composes(document.querySelector("iframe")!)).toEqual([]);
  });

  it("is none without SOGo's form, and none in a letter", () => {
    expect(open('<form name="other"><textarea name="content"></textarea></form>')).toEqual([]);
    expect(
      open(`<div id="detailView"><md-card><div class="msg-body">${form(field("to"))}</div></md-card></div>`),
    ).toEqual([]);
  });

  it("without Send is a page that is not recognised", () => {
    open(form(field("to")).replace('ng-click="editor.send()"', ""));
    expect(sogo.create(document).health()).toEqual({ state: "broken", missing: ["send"] });
  });

  it("keeps the lock beside Send", () => {
    const [box] = open(form(field("to")));
    const lock = document.createElement("span");
    box!.placeLock(lock);
    box!.placeLock(lock);
    expect(lock.previousElementSibling).toBe(box!.sendButton());
  });
});

describe("the account", () => {
  const accounts = (...all: object[]): string => `<script type="x">var mailAccounts = ${JSON.stringify(all)};
    var userNames = ["alice"];</script>`;
  const one = (email: string, more: object = {}) => ({ email, fullName: "Alice", ...more });
  const account = (html: string, hash = "#!/Mail/0/INBOX") => {
    history.replaceState(null, "", hash);
    document.body.innerHTML = html;
    return sogo.create(document).account()?.address ?? null;
  };
  const [A, B] = ["alice@demo.example", "work@demo.example"];

  it.each([
    ["the only identity", accounts({ identities: [one(A)] }), A],
    ["the default one of several", accounts({ identities: [one(B), one(A, { isDefault: 1 })] }), A],
    ["nobody, of several without a default", accounts({ identities: [one(B), one(A)] }), null],
    ["nobody, of two defaults", accounts({ identities: [one(B, { isDefault: 1 }), one(A, { isDefault: 1 })] }), null],
    ["nobody, without identities", accounts({ name: A }), null],
    ["nobody, where the list is broken", "<script type='x'>var mailAccounts = [{;</script>", null],
    ["nobody, where the address is a name", accounts({ identities: [one("Alice")] }), null],
  ])("is %s", (_, html, address) => expect(account(html)).toBe(address));

  it("is that whose folder is open", () => {
    const both = accounts({ identities: [one(A)] }, { identities: [one(B)] });
    expect(account(both, "#!/Mail/1/INBOX/7")).toBe(B);
    expect(account(both, "#!/Mail/2/INBOX")).toBeNull();
  });

  it("is not read out of a letter", () => {
    expect(
      account(`<div class="msg-body">${accounts({ identities: [one("mallory@evil.example")] })}</div>`),
    ).toBeNull();
  });

  it("in a window of its own is who writes in it", () => {
    expect(account(form(field("to")))).toBe(A);
    expect(account("<p>nothing</p>")).toBeNull();
  });
});

it("a page of SOGo's mail is told from its other applications, and from a letter that looks like one", () => {
  document.body.innerHTML = '<div ng-app="SOGo.MailerUI"></div>';
  expect(isSogo(document)).toBe(false);
  document.body.setAttribute("ng-app", "SOGo.SchedulerUI");
  expect(isSogo(document)).toBe(false);
  document.body.setAttribute("ng-app", "SOGo.MailerUI");
  expect(isSogo(document)).toBe(true);
});
