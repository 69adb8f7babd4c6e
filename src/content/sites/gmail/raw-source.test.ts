// @vitest-environment jsdom
import { afterEach, expect, it, vi } from "vitest";
import { gmailMessages } from "./message";

afterEach(() => {
  history.replaceState(null, "", "/");
  vi.unstubAllGlobals();
});

const MAIL = "Subject: Plan\r\n\r\nHello";

it.each([
  ["/mail/u/0/", "/mail/u/0/"],
  ["/mail/u/1/?ogbl#inbox/FMfcgzQcqlBLwLspwKpJHSKfdDPZsRhN", "/mail/u/1/"],
  ["/mail/u/1/popout?ver=1abc&search=inbox&th=%23thread-f:1801439850948198401&cvid=1", "/mail/u/1/"],
  ["/mail/u/12/popout", "/mail/u/12/"],
  ["/mail/b/AEoRXR/u/0/popout?ver=1", "/mail/b/AEoRXR/u/0/"],
  ["/mail/popout?ver=1", "/mail/"],
  ["/mail/", "/mail/"],
])("in a window at %s the source is asked for at %s", async (address, at) => {
  history.replaceState(null, "", address);
  const asked: URL[] = [];
  vi.stubGlobal("fetch", async (url: URL) => {
    asked.push(url);
    return new Response(MAIL);
  });
  document.body.innerHTML = `<div class="adn" data-message-id="#msg-f:1801439850948198401"><div class="ii gt"><div
    class="a3s">Hello</div></div></div>`;
  const [view] = gmailMessages(document);
  const source = await view!.rawSource!(new AbortController().signal);
  expect(new TextDecoder().decode(source)).toBe(MAIL);
  expect(asked.map((url) => [url.pathname, url.searchParams.get("view")])).toEqual([[at, "att"]]);
});
