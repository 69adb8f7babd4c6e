import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { openpgp } from "../../domain/pgp/openpgp";
import { fail, ok } from "../../domain/result";
import type { FetchFailure, FetchRequest, fetchBytes } from "../fetch";

vi.mock("../../platform/browser");
const { confirmAddress, uploadKey } = await import("./key-server");
const { createIdentity } = await import("../own-keys/identities");
const { database } = await import("../store/database");

const ADDRESS = "Ada@example.org";
const server = "https://keys.example";
let fingerprint: string;

beforeEach(async () => {
  await Promise.all(database.tables.map((table) => table.clear()));
  const made = await createIdentity({ name: "Ada", address: ADDRESS });
  if (!made.ok) throw new Error(made.code);
  fingerprint = made.value.fingerprint;
});

/** A server that answers every POST with this; keeps what it was sent. */
function serverSaying(answer: unknown) {
  const sent: (FetchRequest & { body?: string })[] = [];
  const ask: typeof fetchBytes = async (request) => {
    sent.push(request);
    return ok({ bytes: new TextEncoder().encode(JSON.stringify(answer)), contentType: "application/json", age: 0 });
  };
  return { ask, sent };
}

const answerWith = (state: string) => ({
  key_fpr: fingerprint.toUpperCase(),
  token: "t1",
  status: { "ada@example.org": state },
});

describe("handing the key to a key server", () => {
  it("sends the public key and tells what the server does with the address", async () => {
    const { ask, sent } = serverSaying(answerWith("unpublished"));
    expect(await uploadKey({ fingerprint, address: ADDRESS, server }, ask)).toEqual(
      ok({ state: "unpublished", token: "t1" }),
    );
    expect(sent).toMatchObject([{ purpose: "vks-upload", url: `${server}/vks/v1/upload` }]);
    const key = await openpgp.readKey({ armoredKey: JSON.parse(sent[0]!.body!).keytext });
    expect(key.isPrivate()).toBe(false);
    expect(key.getFingerprint()).toBe(fingerprint);
  });

  it("asks for the confirmation mail of this address, in the user's language", async () => {
    const { ask, sent } = serverSaying(answerWith("pending"));
    const request = { fingerprint, address: ADDRESS, server, token: "t1", language: "fr" } as const;
    expect(await confirmAddress(request, ask)).toEqual(ok({ state: "pending", token: "t1" }));
    expect(sent[0]!.url).toBe(`${server}/vks/v1/request-verify`);
    expect(JSON.parse(sent[0]!.body!)).toEqual({ token: "t1", addresses: [ADDRESS], locale: ["fr"] });
  });

  it("takes no word about another key or another address", async () => {
    const other = serverSaying({ ...answerWith("published"), key_fpr: "0".repeat(40) });
    const elsewhere = serverSaying({ ...answerWith("published"), status: { "eve@example.org": "published" } });
    for (const { ask } of [other, elsewhere])
      expect(await uploadKey({ fingerprint, address: ADDRESS, server }, ask)).toEqual(
        fail({ code: "refused-key", host: "keys.example" }),
      );
  });

  it.each<[FetchFailure, string]>([
    [{ code: "status", status: 400, wait: null }, "refused-key"],
    [{ code: "status", status: 429, wait: 60 }, "wait"],
    [{ code: "status", status: 503, wait: null }, "unreachable"],
    ["blocked", "blocked"],
    ["timeout", "unreachable"],
    ["refused", "refused-key"],
  ])("a failure %j is %s, and names the server", async (failure, code) => {
    const ask: typeof fetchBytes = async () => fail(failure);
    expect(await uploadKey({ fingerprint, address: ADDRESS, server }, ask)).toEqual(
      fail({ code, host: "keys.example" }),
    );
  });

  it("sends nothing for an address the key does not have", async () => {
    const { ask, sent } = serverSaying({});
    expect(await uploadKey({ fingerprint, address: "eve@example.org", server }, ask)).toEqual(fail("unknown"));
    expect(sent).toEqual([]);
  });
});
