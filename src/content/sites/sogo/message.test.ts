// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sogo } from ".";
import { accountIn, placeIn, sourceAddress } from "./place";

const FROM = `<div><span ng-bind="::viewer.message.from[0].name">Bob</span>
  <a ng-bind="::viewer.message.from[0].email">bob@demo.example</a></div>`;
const link = (path: string): string => `<a href="/SOGo/so/alice/Mail/0/folderINBOX/7/asAttachment/${path}"></a>`;
const file = (name: string, path: string): string =>
  `<md-card><p class="sg-attachment-name" title="${name}">${name} 5 B</p>${link(path)}</md-card>`;
const mail = (text: string, header = FROM): string =>
  `<div id="detailView"><div class="sg-face"><md-card><div class="sg-padded"><h5>Plan</h5>
   <time class="msg-date">Friday, June 20, 2025 14:33 UTC</time></div>${header}
   <button ng-click="viewer.reply($event)" id="reply"></button>
   <div><div class="msg-body">${text}</div></div></md-card></div></div>`;
const plain = (text: string): string =>
  `<div class="sg-mail-part"><div class="mailer_plaincontent">${text}</div></div>`;

function show(html: string) {
  document.body.innerHTML = html;
  return sogo.create(document).messages(document);
}
const at = (hash: string): void => history.replaceState(null, "", `/SOGo/so/alice/Mail/view${hash}`);

beforeEach(() => at("#!/Mail/0/INBOX/7"));
afterEach(() => vi.unstubAllGlobals());

describe("where a message is", () => {
  it.each([
    ["#!/Mail/0/INBOX/7", "0", "INBOX", "7"],
    ["#!/Mail/1/INBOX/7", "1", "INBOX", "7"],
    ["#!/Mail/0/virtual/INBOX/12", "0", "INBOX", "12"],
    ["#!/Mail/0/virtual/12", "0", "virtual", "12"],
    ["#!/Mail/0/INBOX/7/reply", "0", "INBOX", "7"],
    ["#!/Mail/0/INBOX%252FWork/7", "0", "INBOX/Work", "7"],
    ["#!/Mail/0/A%2520b/7", "0", "A b", "7"],
  ])("%s", (hash, account, folder, uid) => {
    expect(placeIn(hash)).toEqual({ account, folder, uid });
    expect(accountIn(hash)).toBe(account);
  });

  it.each([
    "",
    "#!/Mail/0/INBOX",
    "#!/Mail/0/INBOX/",
    "#!/Mail/0/INBOX/new",
    "#!/Mail/0/INBOX/7x",
    "#!/Mail/0/50%/7",
    "#!/Calendar/0/INBOX/7",
    "#/Mail/0/INBOX/7",
    "#x#!/Mail/0/INBOX/7",
  ])("is not guessed from %s", (hash) => expect(placeIn(hash)).toBeNull());

  it.each([
    ["INBOX", "folderINBOX"],
    ["INBOX/Work", "folderINBOX/folderWork"],
    ["A b", "folderA_SP_b"],
    ["a_b.c", "folderA_U_b_D_c".replace("A_", "a_")],
    ["o'b, c&d+e", "foldero_SQ_b_CO__SP_c_AM_d_P_e"],
    ["2026", "folder_2026"],
    ["../../x", "folder_D__D_/folder_D__D_/folderx"],
    ["a?b", "foldera%3Fb"],
  ])("the source of one in %s is asked for in %s", (folder, path) => {
    const page = new URL("https://mail.demo.example/SOGo/so/alice@demo.example/Mail/view");
    expect(sourceAddress(page, { account: "0", folder, uid: "7" })?.href).toBe(
      `https://mail.demo.example/SOGo/so/alice@demo.example/Mail/0/${path}/7/export`,
    );
  });

  it("a page at another address has no source", () => {
    const place = { account: "0", folder: "INBOX", uid: "7" };
    for (const path of ["/", "/SOGo/so/", "/SOGo/so/alice/Calendar/view"])
      expect(sourceAddress(new URL(path, "https://mail.demo.example"), place), path).toBeNull();
  });
});

describe("a message", () => {
  it("has its sender, date, name and body", () => {
    const [view, ...more] = show(mail(plain("Hello")));
    expect(more).toEqual([]);
    expect(view!.from()).toEqual({ address: "bob@demo.example", name: "Bob" });
    expect(view!.id()).toBe("0/INBOX/7/bob@demo.example");
    expect(view!.date()?.toISOString()).toBe("2025-06-20T14:33:00.000Z");
    expect(view!.body.className).toBe("msg-body");
  });

  it("keeps the name it had when it was drawn, while the page goes on to the next", () => {
    const [view] = show(mail(plain("Hello")));
    at("#!/Mail/0/INBOX/8");
    expect(view!.id()).toBe("0/INBOX/7/bob@demo.example");
  });

  it.each([
    ["without a sender", "", "#!/Mail/0/INBOX/7"],
    ["of two senders", FROM + FROM.replaceAll("bob@", "carol@"), "#!/Mail/0/INBOX/7"],
    ["where none is open", FROM, "#!/Mail/0/INBOX"],
  ])("has no name %s", (_, header, hash) => {
    at(hash);
    expect(show(mail(plain("Hello"), header))[0]!.id()).toBeNull();
  });

  it.each([
    ["a sender", FROM],
    ["another body", `<div class="msg-body">${FROM}x</div>`],
    ["a whole message", mail("x", FROM)],
    ["buttons", '<button ng-click="viewer.reply($event)" id="false"></button>'],
    ["a date", '<time class="msg-date">January 1, 2001 10:00 UTC</time>'],
  ])("takes nothing from a letter that holds %s", (_, letter) => {
    const views = show(mail(plain(letter), FROM.replaceAll("bob@", "carol@")));
    expect(views).toHaveLength(1);
    expect(views[0]!.from()?.address).toBe("carol@demo.example");
    expect(views[0]!.date()?.getUTCFullYear()).toBe(2025);
    expect(views[0]!.body.parentElement?.closest(".msg-body")).toBeNull();
    let pressed = "";
    document.addEventListener("click", ({ target }) => (pressed = (target as HTMLElement).id), { once: true });
    expect([views[0]!.reply("reply"), pressed]).toEqual([true, "reply"]);
  });

  it("lists its files by their names, and the whole of one that SOGo cannot show as what it may be", () => {
    const names = (html: string) =>
      show(mail(html))[0]!
        .attachments()
        .map(({ name, url }) => [name, url?.split("7/")[1]]);
    expect(
      names(plain("See") + file("report 2025.pdf", "2/report%202025.pdf") + file("signature.asc", "3/signature.asc")),
    ).toEqual([
      ["report 2025.pdf", "asAttachment/2/report%202025.pdf"],
      ["signature.asc", "asAttachment/3/signature.asc"],
    ]);
    expect(names(file("untitled", "0"))).toEqual([["encrypted.asc", "asAttachment/0"]]);
    expect(names(file("untitled", "2/0"))).not.toEqual([["encrypted.asc", expect.anything()]]);
    expect(names(plain("no files"))).toEqual([]);
  });
});

describe("its source", () => {
  const answer = (text: string, type = "message/rfc822; charset=utf-8") => {
    const asked = vi.fn(
      async (_url: URL, _how: RequestInit) => new Response(text, { headers: { "content-type": type } }),
    );
    vi.stubGlobal("fetch", asked);
    return asked;
  };
  const source = async (): Promise<string> =>
    new TextDecoder().decode(await show(mail(plain("Hello")))[0]!.rawSource!(new AbortController().signal));

  it("is asked for with the token that SOGo keeps in a cookie, and ends its lines as mail does", async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: what SOGo itself does.
    document.cookie = "XSRF-TOKEN=abc%3D; path=/SOGo/";
    const asked = answer("From: Bob <bob@demo.example>\nSubject: Plan\n\nHello\nBob\r\n");
    expect(await source()).toBe("From: Bob <bob@demo.example>\r\nSubject: Plan\r\n\r\nHello\r\nBob\r\n");
    const [url, how] = asked.mock.calls[0]!;
    expect(url.pathname).toBe("/SOGo/so/alice/Mail/0/folderINBOX/7/export");
    expect(how.headers).toEqual({ "X-XSRF-TOKEN": "abc=" });
  });

  it.each([
    ["in another case", "From: BOB@Demo.Example\n\nHi"],
    ["on a second line", "Subject: x\nFrom: =?utf-8?q?Bob?=\n <bob@demo.example>\n\nHi"],
    ["in a header written small", "from: bob@demo.example\n\nHi"],
  ])("is of the sender %s", async (_, text) => {
    answer(text);
    expect(await source()).toContain("Hi");
  });

  it.each([
    ["of another's mail", "From: carol@demo.example\nTo: bob@demo.example\n\nHi", undefined],
    ["that names the sender in its text", "From: carol@demo.example\n\nFrom: bob@demo.example", undefined],
    ["that names the sender as who sent it on", "Sender: bob@demo.example\nFrom: carol@demo.example\n\nHi", undefined],
    ["without a sender", "Subject: x\n\nHi", undefined],
    ["that is a page", "From: bob@demo.example\n\n", "text/html"],
    ["that is an error", "the called object returned no result", undefined],
  ])("is refused where the answer is one %s", async (_, text, type) => {
    answer(text, type);
    await expect(source()).rejects.toThrow();
  });
});

describe("health", () => {
  it("is fine with a message, and broken where the address names one that is not found", () => {
    const health = () => sogo.create(document).health();
    show(mail(plain("Hello")));
    expect(health()).toEqual({ state: "fine", missing: [] });
    show(mail(plain("Hello"), ""));
    expect(health()).toEqual({ state: "broken", missing: ["sender"] });
    show("<p>changed</p>");
    expect(health()).toEqual({ state: "broken", missing: ["message"] });
    at("#!/Mail/0/INBOX");
    expect(health()).toEqual({ state: "empty", missing: [] });
  });
});
