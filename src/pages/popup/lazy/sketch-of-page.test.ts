// @vitest-environment jsdom
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { sketchOfPage } from "./sketch-of-page";

/** Runs it as the browser does: from its source text, in a page with nothing else of ours. */
const sketch = new Function(`return (${sketchOfPage.toString()})()`) as () => string;

const draw = (html: string): string => {
  document.body.innerHTML = html;
  return sketch();
};

beforeEach(() => {
  document.head.innerHTML = "";
});

describe("a sketch of a page", () => {
  it.each([
    ['<div class="adn ads" data-message-id="#msg-f:1">', '<div class="adn ads" data-message-id></div>'],
    ['<input name="subjectbox" type="text" value="Plan">', '<input name="subjectbox" type="text" value>'],
    ['<span class="gD" email="bob@demo.example" name="Bob">Bob</span>', '<span class="gD" email name></span>'],
    ['<li data-action-type="24"></li>', '<li data-action-type="24"></li>'],
    ['<input id="MSG_4f2a_SUBJECT">', '<input id="MSG_0_SUBJECT">'],
    ['<table id="messagelist"></table>', '<table id="messagelist"></table>'],
    ['<div id="UniqueMessageBody_17"></div>', '<div id="UniqueMessageBody_0"></div>'],
    ['<div id="rcmrowMTQ"></div>', "<div id></div>"],
    ['<a href="https://accounts.example/out?user=bob">Sign out</a>', '<a href="https://accounts.example/"></a>'],
    ['<a href="mailto:bob@demo.example">Bob</a>', '<a href="mailto:"></a>'],
    ['<md-chip ng-repeat="x"></md-chip>', "<md-chip ng-repeat></md-chip>"],
    ['<div role="textbox" contenteditable="true">Dear Bob</div>', '<div role="textbox" contenteditable="true"></div>'],
  ])("of %s says %s", (html, drawn) => {
    expect(draw(html)).toContain(drawn);
  });

  it("leaves out scripts, styles and the inside of pictures", () => {
    const drawn = draw("<script>a</script><style>b</style><svg><path d='M0'/></svg>");
    expect(drawn).toContain("<svg></svg>");
    expect(drawn).not.toMatch(/script|style|path/);
  });

  it("says of many that look alike how many there were, and keeps what is typed into", () => {
    const drawn = draw(`${"<p></p>".repeat(100)}<p><textarea></textarea></p>`);
    expect(drawn.match(/<p>/g)!.length).toBeLessThan(8);
    expect(drawn).toContain("more of the same: 97");
    expect(drawn).toContain("<textarea></textarea>");
  });

  it("names no row of a list: what it holds may be in its name", () => {
    expect(draw(`<ul id="folders">${"<li id='folder-bob'></li>".repeat(4)}</ul>`)).not.toContain("bob");
    expect(draw("<div id='folders'><div id='folder-inbox'></div></div>")).toContain("folder-inbox");
  });

  it.each([
    ["<ul><li id='folder-bob'></li><li id='folder-ann'></li></ul>"],
    ["<ul><li><span id='name-bob'></span></li></ul>"],
    ["<div role='row'><input name='pick-bob'></div>"],
    ["<ul><li data-test-id='folder-bob'></li><li data-test-id='folder-ann'></li><li></li></ul>"],
    [`<main>${"<div><b selector='bob'></b></div>"}${"<div><b></b></div>".repeat(3)}</main>`],
    ["<ul><li><ul><li data-testid='bob'></li><li data-testid='bob'></li></ul></li><li></li></ul>"],
  ])("keeps no name that only one of several has: %s", (html) => {
    expect(draw(html)).not.toContain("bob");
  });

  it("keeps the names that most rows have", () => {
    const row = "<li data-test-id='message-row'><span data-test-id='subject'></span></li>";
    expect(draw(`<ul>${row.repeat(3)}</ul>`).match(/data-test-id="(?:message-row|subject)"/g)).toHaveLength(6);
  });

  it.each(["gh", "selector", "data-test-id", "data-testid", "name"])("keeps no words of %s", (name) => {
    expect(draw(`<input ${name}="dear bob">`)).not.toContain("bob");
  });

  it("looks into open shadow trees", () => {
    document.body.innerHTML = "<div></div>";
    document.querySelector("div")!.attachShadow({ mode: "open" }).innerHTML = '<input type="text">';
    expect(sketch()).toMatch(/<template shadowrootmode="open">\s*<input type="text">\s*<\/template>/);
  });

  it("ends on a page without end", () => {
    const drawn = draw(`<div>${"<p><input></p>".repeat(60)}</div>`.repeat(80));
    expect(drawn).toContain("cut here");
    expect(drawn.length).toBeLessThan(1_000_000);
  });

  it("tells nothing of what is read, written or linked, wherever it stands", () => {
    const name = fc.constantFrom(
      "value",
      "title",
      "alt",
      "aria-label",
      "data-name",
      "email",
      "placeholder",
      "name",
      "srcdoc",
      "style",
      "data-subject",
      "data-hovercard-id",
      "onclick",
      "content",
      "jslog",
      "gh",
      "selector",
      "data-test-id",
      "data-action-type",
      "id",
    );
    const tag = fc.constantFrom("div", "span", "a", "img", "option", "td", "bdi", "h2", "article", "x-card");
    const secret = fc.constantFrom(
      "Geheimrat 2",
      "geheim rat",
      "geheim@rat.example",
      "+49 Geheim",
      "https://rat.example/geheim?geheim=1",
      'q"><b>geheim</b>',
    );
    const element = fc.record({ tag, name, secret, text: secret, link: fc.boolean() });
    fc.assert(
      fc.property(fc.array(element, { minLength: 1, maxLength: 12 }), (elements) => {
        document.body.replaceChildren();
        let into: Element = document.body;
        for (const one of elements) {
          const made = document.createElement(one.tag);
          made.setAttribute(one.name, one.secret);
          if (one.link) made.setAttribute("href", `https://rat.example/${one.secret}#${one.secret}`);
          made.append(one.text, document.createComment(one.text));
          into.append(made);
          into = one.link ? made : document.body;
        }
        expect(sketch().toLowerCase()).not.toContain("geheim");
      }),
      { numRuns: 400 },
    );
  });
});
