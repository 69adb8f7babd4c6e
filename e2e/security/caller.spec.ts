// A compromised renderer controls our content script's world and may send any message from there.
import { expect, test } from "../gmail/stage";
import { MAIL_URL } from "../webmail/demo";

const FOR_PAGES_AND_OVERLAYS = {
  "identity.list": {},
  "identity.export": { fingerprint: "0".repeat(40), what: "secret" },
  "identity.create": { name: "Eve", address: "eve@demo.example" },
  "vault.unlock": { passphrase: "x" },
  "draft.list": {},
  "draft.load": { id: "00000000-0000-4000-8000-000000000000", account: null },
  "contact.search": { query: "", offset: 0, limit: 10 },
  "settings.set": { resolvers: ["https://evil.example/dns-query"] },
  "mail.read": { given: { armored: "x" }, claims: { from: null, to: [], date: null, account: null } },
  "message.seal": { text: "x", to: [], cc: [], bcc: [], from: null },
};

test("messages from the content script's world are refused unless the contract names it", async ({ stage }) => {
  const { browser } = stage;
  const answers = await browser.worker.evaluate(
    async ([url, calls]) => {
      const build = await (await fetch("/build.txt")).text();
      type Chrome = {
        tabs: { query(q: object): Promise<{ id: number }[]> };
        scripting: { executeScript(o: object): Promise<{ result: unknown }[]> };
        runtime: { sendMessage(m: object): Promise<unknown> };
      };
      const { chrome } = globalThis as unknown as { chrome: Chrome };
      const [tab] = await chrome.tabs.query({ url: `${url}*` });
      const [{ result }] = (await chrome.scripting.executeScript({
        target: { tabId: tab!.id },
        args: [calls, build],
        func: async (all: Record<string, object>, mark: string) => {
          const { chrome: own } = globalThis as unknown as { chrome: Chrome };
          const out: Record<string, unknown> = {};
          for (const [call, request] of Object.entries(all))
            out[call] = await own.runtime.sendMessage({ call: `${mark}/${call}`, request });
          return out;
        },
      })) as [{ result: unknown }];
      return result as Record<string, { ok: boolean; code: string }>;
    },
    [MAIL_URL, FOR_PAGES_AND_OVERLAYS] as const,
  );
  expect(Object.keys(answers).sort()).toEqual(Object.keys(FOR_PAGES_AND_OVERLAYS).sort());
  for (const answer of Object.values(answers)) expect(answer).toMatchObject({ ok: false, code: "refused" });
});

test("the content script's world sees no storage of the extension that holds keys", async ({ stage }) => {
  const { browser } = stage;
  const seen = await browser.worker.evaluate(async (url) => {
    const { chrome } = globalThis as unknown as {
      chrome: {
        tabs: { query(q: object): Promise<{ id: number }[]> };
        scripting: { executeScript(o: object): Promise<{ result: unknown }[]> };
        storage: Record<"local" | "session", { get(): Promise<object> }>;
      };
    };
    const [tab] = await chrome.tabs.query({ url: `${url}*` });
    const [{ result }] = (await chrome.scripting.executeScript({
      target: { tabId: tab!.id },
      func: async () => {
        const { chrome: own } = globalThis as unknown as { chrome: typeof chrome };
        const local = await own.storage.local.get().then(JSON.stringify, String);
        const session = await Promise.resolve()
          .then(() => own.storage.session.get())
          .then(JSON.stringify, String);
        return { local, session };
      },
    })) as [{ result: { local: string; session: string } }];
    return result;
  }, MAIL_URL);
  expect(seen.session).toMatch(/not allowed|Error/);
  expect(seen.local).not.toMatch(/PRIVATE|secret|passphrase|key"/i);
});
