// @vitest-environment jsdom
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { concealStretch } from "./conceal";
import { editorText, replaceEditorText } from "./editor-text";
import { showNotice } from "./notice";
import { getOwn, looksLikeMail } from "./own-session";

afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

function editor(html: string, tag = "div"): HTMLElement {
  const element = document.createElement(tag);
  if (tag === "div") element.setAttribute("contenteditable", "true");
  element.innerHTML = html;
  document.body.append(element);
  return element;
}

describe("text of an editor", () => {
  it.each([
    ["<br>", ""],
    ["Hello", "Hello"],
    ["<div>a</div><div><br></div><div>b</div>", "a\n\nb"],
    ["a<br>b", "a\nb"],
    ["a<div>b</div>c", "a\nb\nc"],
    ["a&nbsp; b", "a  b"],
    ["<b>a</b><i>b</i>", "ab"],
    ["x<blockquote>q<br>r</blockquote>y", "x\n> q\n> r\ny"],
    ['<div style="display:none">kept: it will be sent</div>', "kept: it will be sent"],
  ])("%s reads %j", (html, text) => expect(editorText(editor(html))).toBe(text));

  it("written text reads back as it was, whatever it is, and the page hears of it", () => {
    const printable = fc.string({
      unit: fc.constantFrom("a", "é", "-", ">", "<", "&", " ", "  ", "\n", "=", "/"),
      maxLength: 60,
    });
    const box = editor("");
    const area = editor("", "textarea");
    let heard = 0;
    box.addEventListener("input", () => {
      heard += 1;
    });
    let times = 0;
    fc.assert(
      fc.property(printable, (text) => {
        times += 1;
        const same = (a: string): string => a.replace(/[ ]+$/gm, "").replace(/\n+$/, "");
        expect(replaceEditorText(box, text)).toBe(true);
        expect(same(editorText(box))).toBe(same(text));
        expect(replaceEditorText(area, text)).toBe(true);
        expect(editorText(area)).toBe(text);
      }),
    );
    expect(heard).toBe(times);
  });

  it("says so when the page undoes it", () => {
    const box = editor("old");
    box.addEventListener("input", () => box.replaceChildren("old"));
    expect(replaceEditorText(box, "new")).toBe(false);
  });

  it("writes into an editor inside an iframe", () => {
    const frame = editor("", "iframe") as HTMLIFrameElement;
    expect(replaceEditorText(frame, "one\ntwo")).toBe(true);
    expect(frame.contentDocument?.body.textContent).toBe("onetwo");
    expect(editorText(frame)).toBe("one\ntwo");
  });
});

describe("taking a stretch out of sight", () => {
  it("hides from the first to the last character, nothing more, and gives everything back", () => {
    const root = editor("<p>before STA<b>x</b>RT</p><div>mid</div><p><i>EN</i>D after</p>");
    const before = root.innerHTML;
    const start = root.querySelector("p")!.firstChild as Text;
    const end = root.querySelector("p:last-child")!.lastChild as Text;
    const host = document.createElement("aside");
    const restore = concealStretch({ node: start, offset: 7 }, { node: end, offset: 1 }, host);
    const seen = [...root.querySelectorAll<HTMLElement>("*")]
      .filter((e) => e.style.display === "none")
      .map((e) => e.tagName);
    expect(seen).toEqual(["B", "DIV", "I"]);
    expect(start.data).toBe("before ");
    expect(end.data).toBe(" after");
    expect(start.nextSibling).toBe(host);
    host.remove();
    restore();
    restore();
    expect(root.innerHTML).toBe(before);
  });
});

describe("asking the webmail", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it("tells mail from a page that says sign in", () => {
    expect(looksLikeMail(bytes("Received: by x\n"))).toBe(true);
    expect(looksLikeMail(bytes("From x Sat\n"))).toBe(true);
    expect(looksLikeMail(bytes("<!doctype html><html>"))).toBe(false);
    expect(looksLikeMail(bytes(""))).toBe(false);
  });

  const signal = new AbortController().signal;
  const answer = (body: BodyInit | null, init?: ResponseInit) =>
    vi.stubGlobal(
      "fetch",
      vi.fn(async () => new Response(body, init)),
    );

  it("sends the user's session to the page's own origin, and gives back the bytes", async () => {
    answer("From: x", { headers: { "content-type": "Message/RFC822; charset=x" } });
    const { bytes, type } = await getOwn(new URL("/raw", location.href), signal);
    expect(new TextDecoder().decode(bytes)).toBe("From: x");
    expect(type).toBe("message/rfc822");
    expect(vi.mocked(fetch).mock.calls[0]![1]).toMatchObject({ credentials: "include" });
  });

  it("asks no other origin", async () => {
    answer("x");
    await expect(getOwn(new URL("https://elsewhere.example/"), signal)).rejects.toThrow("own origin");
    expect(fetch).not.toHaveBeenCalled();
  });

  it("gives up on an error and above 50 MiB", async () => {
    answer("no", { status: 403 });
    await expect(getOwn(new URL("/raw", location.href), signal)).rejects.toThrow("403");
    const chunk = new Uint8Array(16 * 1024 * 1024);
    answer(new ReadableStream({ pull: (controller) => controller.enqueue(chunk) }));
    await expect(getOwn(new URL("/raw", location.href), signal)).rejects.toThrow("too large");
  });
});

describe("a notice", () => {
  it("stands in a closed root without a mark, and goes with the signal", () => {
    const controller = new AbortController();
    showNotice(document, { text: "Something happened", close: "Close", dark: false }, controller.signal);
    const host = document.body.lastElementChild!;
    expect(host.getAttributeNames()).toEqual(["style"]);
    expect(host.shadowRoot).toBeNull();
    controller.abort();
    expect(host.isConnected).toBe(false);
  });
});
