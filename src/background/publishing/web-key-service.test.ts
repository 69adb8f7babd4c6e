import { status } from "../testing/fake-lookup";
import "fake-indexeddb/auto";
import PostalMime from "postal-mime";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openMessage, parseMessage } from "../../domain/pgp/open";
import { generateKey, type OwnKey } from "../../domain/pgp/secret-key";
import { fail, ok } from "../../domain/result";
import type { fetchBytes } from "../fetch";

vi.mock("../../platform/browser");
const { makeSubmission } = await import("./web-key-service");
const { createIdentity } = await import("../own-keys/identities");
const { without } = await import("../lookup/sources/source");
const { database } = await import("../store/database");

const ADDRESS = "ada@example.org";
const SERVICE = "key-submission@example.org";
const ADVANCED = "https://openpgpkey.example.org/.well-known/openpgpkey/example.org";
const DIRECT = "https://example.org/.well-known/openpgpkey";
let request: { fingerprint: string; address: string };
let service: OwnKey;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Ada", address: ADDRESS });
  if (!made.ok) throw new Error(made.code);
  request = { fingerprint: made.value.fingerprint, address: ADDRESS };
  service = await generateKey("", SERVICE, Date.now() - 5000);
});

/** URL -> text or failure; everything else is not there. */
function web(files: Readonly<Record<string, string>>, withKey = true) {
  const asked: string[] = [];
  const fetch: typeof fetchBytes = async ({ url }) => {
    asked.push(url);
    const said = files[url];
    if (said === undefined) return status(404);
    if (said === "blocked" || said === "unreachable" || said === "timeout") return fail(said);
    return ok({ bytes: new TextEncoder().encode(said), contentType: "text/plain", age: 0 });
  };
  const key = { info: service.info, host: "example.org", dnssec: "none", chain: [] };
  const found = withKey ? { ...without("found", "example.org"), keys: [key] } : without("none", "example.org");
  return { asked, deps: { fetch, ask: async () => found as ReturnType<typeof without> } };
}

describe("a provider that takes keys by mail", () => {
  it("gets a whole message that it alone can open", async () => {
    const { deps } = web({ [`${ADVANCED}/submission-address`]: `${SERVICE}\n` });
    const made = await makeSubmission(request, deps);
    if (!made.ok) throw new Error(made.code);
    expect(made.value).toMatchObject({ to: SERVICE, asksBack: true, fileName: "example.org-key.eml" });
    const mail = await PostalMime.parse(made.value.mail);
    expect([mail.from?.address, mail.to?.[0]?.address]).toEqual([ADDRESS, SERVICE]);
    const sealed = await parseMessage(new TextDecoder().decode(mail.attachments[1]!.content as ArrayBuffer));
    if (!sealed.ok) throw new Error(sealed.code);
    const opened = await openMessage(sealed.value, [service.secret], async () => [], Date.now());
    expect(opened.ok && opened.value.text).toContain("BEGIN PGP PUBLIC KEY BLOCK");
  });

  it("is asked at the direct place where the advanced one has no such file or is not there", async () => {
    for (const first of [undefined, "unreachable" as const]) {
      const { deps } = web({
        [`${DIRECT}/submission-address`]: SERVICE,
        ...(first ? { [`${ADVANCED}/submission-address`]: first } : {}),
      });
      expect((await makeSubmission(request, deps)).ok).toBe(true);
    }
  });

  it("that knows its users by their login asks nothing back", async () => {
    const { deps } = web({
      [`${ADVANCED}/submission-address`]: SERVICE,
      [`${ADVANCED}/policy`]: "auth-submit\n",
    });
    expect(await makeSubmission(request, deps)).toMatchObject({ ok: true, value: { asksBack: false } });
  });

  it("that wants bare addresses gets no key with a name in it", async () => {
    const { deps } = web({
      [`${ADVANCED}/submission-address`]: SERVICE,
      [`${ADVANCED}/policy`]: "mailbox-only\n",
    });
    expect(await makeSubmission(request, deps)).toEqual(fail("mailbox-only"));
  });

  it("without a key of its own gets nothing", async () => {
    const { deps } = web({ [`${ADVANCED}/submission-address`]: SERVICE }, false);
    expect(await makeSubmission(request, deps)).toEqual(fail({ code: "no-key", address: SERVICE }));
  });

  it.each([
    ["nothing at either place", {}, fail("none")],
    ["a home page", { [`${ADVANCED}/submission-address`]: "<!doctype html>" }, fail("none")],
    [
      "a line that would add headers",
      { [`${ADVANCED}/submission-address`]: "a@example.org, b@example.org\r\nBcc: c@example.org" },
      fail("none"),
    ],
    [
      "no permission",
      { [`${ADVANCED}/submission-address`]: "blocked", [`${DIRECT}/submission-address`]: "blocked" },
      fail({ code: "blocked", hosts: ["openpgpkey.example.org", "example.org"] }),
    ],
    [
      "silence",
      { [`${ADVANCED}/submission-address`]: "timeout", [`${DIRECT}/submission-address`]: "unreachable" },
      fail({ code: "unreachable", hosts: ["example.org"] }),
    ],
  ])("%s is no offer", async (_name, files, expected) => {
    const { deps } = web(files as Record<string, string>);
    expect(await makeSubmission(request, deps)).toEqual(expected);
  });

  it("is not asked for an address the key does not have", async () => {
    const { deps, asked } = web({});
    expect(await makeSubmission({ ...request, address: "eve@example.org" }, deps)).toEqual(fail("unknown"));
    expect(asked).toEqual([]);
  });
});
