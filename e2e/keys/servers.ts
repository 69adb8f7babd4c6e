// The three kinds of key server: keys.openpgp.org's interface, Mailvelope's, and plain HKP.
import type { PublicKey } from "openpgp";
import { addressesOf, KeyList } from "./key-list";
import type { KeyReply, KeyRequest } from "./server";

export interface KeyServerFixture {
  readonly keys: KeyList;
  /** As the owner does by following the link in the mail. */
  confirm(address: string): void;
  answer(request: KeyRequest): Promise<KeyReply>;
}

const armored = (body: string | null): KeyReply => (body === null ? null : { type: "application/pgp-keys", body });
const json = (value: unknown, status = 200): KeyReply => ({
  type: "application/json",
  body: JSON.stringify(value),
  status,
});

/** https://keys.openpgp.org/about/api */
export function verifyingServer(): KeyServerFixture {
  const keys = new KeyList();
  const tokens = new Map<string, PublicKey>();
  const pending = new Set<string>();
  const statusOf = (key: PublicKey): Record<string, string> =>
    Object.fromEntries(
      addressesOf(key).map((address) => [
        address,
        keys.isConfirmed(key.getFingerprint(), address)
          ? "published"
          : pending.has(address)
            ? "pending"
            : "unpublished",
      ]),
    );
  const uploaded = (token: string, key: PublicKey): KeyReply =>
    json({ key_fpr: key.getFingerprint().toUpperCase(), token, status: statusOf(key) });
  return {
    keys,
    confirm(address) {
      keys.confirm(address);
      pending.delete(address.toLowerCase());
    },
    async answer({ method, url, body }) {
      const [, rest = ""] = /^\/vks\/v1\/(.*)$/.exec(url.pathname) ?? [];
      const [what, value = ""] = rest.split("/");
      if (method === "GET" && what === "by-email")
        return armored(await keys.byConfirmedAddress(decodeURIComponent(value)));
      // The interface wants upper-case hex without 0x.
      if (method === "GET" && what === "by-fingerprint" && /^[0-9A-F]{40,64}$/.test(value))
        return armored(await keys.byFingerprint(value));
      if (method === "POST" && what === "upload") {
        const key = await keys.put(JSON.parse(body).keytext).catch(() => null);
        if (!key) return json({ error: "No key in the text" }, 400);
        const token = crypto.randomUUID();
        tokens.set(token, key);
        return uploaded(token, key);
      }
      if (method === "POST" && what === "request-verify") {
        const { token, addresses } = JSON.parse(body) as { token: string; addresses: string[] };
        const key = tokens.get(token);
        if (!key) return json({ error: "Unknown token" }, 400);
        for (const address of addresses) pending.add(address.toLowerCase());
        return uploaded(token, key);
      }
      return null;
    },
  };
}

/** https://github.com/mailvelope/keyserver: a REST interface, and HKP over confirmed keys only. */
export function mailvelopeServer(): KeyServerFixture {
  const keys = new KeyList();
  const confirmedPart = async (search: string): Promise<string | null> => {
    if (search.includes("@")) return keys.byConfirmedAddress(search);
    const [key] = keys.anyOf(search);
    return key ? keys.byFingerprint(key.getFingerprint()) : null;
  };
  const record = async (search: string): Promise<KeyReply> => {
    const [key] = keys.anyOf(search);
    const publicKeyArmored = await confirmedPart(search);
    if (!key || !publicKeyArmored) return null;
    return json({
      keyId: key.getKeyID().toHex(),
      fingerprint: key.getFingerprint(),
      userIds: key.users.map(({ userID }) => ({
        name: userID?.name,
        email: userID?.email,
        verified: keys.isConfirmed(key.getFingerprint(), userID?.email ?? ""),
      })),
      created: key.getCreationTime().toISOString(),
      publicKeyArmored,
    });
  };
  return {
    keys,
    confirm: (address) => keys.confirm(address),
    async answer({ method, url, body }) {
      const search = (...names: string[]): string =>
        names.map((name) => url.searchParams.get(name)).find((value) => value !== null) ?? "";
      if (url.pathname === "/pks/lookup" && method === "GET") return armored(await confirmedPart(search("search")));
      if (url.pathname !== "/api/v1/key") return null;
      if (method === "GET") return record(search("email", "fingerprint", "keyId"));
      if (method !== "POST") return null;
      const key = await keys.put(JSON.parse(body).publicKeyArmored).catch(() => null);
      return key
        ? json({ message: "Upload successful. Check your inbox to verify your email address." }, 201)
        : json({}, 400);
    },
  };
}

/** draft-gallagher-openpgp-hkp: takes what anybody uploads and gives it to anybody. */
export function plainServer(): KeyServerFixture {
  const keys = new KeyList();
  return {
    keys,
    confirm() {},
    async answer({ method, url, body }) {
      if (method === "POST" && url.pathname === "/pks/add") {
        const key = await keys.put(new URLSearchParams(body).get("keytext") ?? "").catch(() => null);
        return key ? { type: "text/plain", body: "added" } : { type: "text/plain", body: "not a key", status: 400 };
      }
      if (method !== "GET" || url.pathname !== "/pks/lookup" || url.searchParams.get("op") !== "get") return null;
      const found = keys.anyOf(url.searchParams.get("search") ?? "");
      return armored(found.length === 0 ? null : found.map((key) => key.armor()).join("\n"));
    },
  };
}
