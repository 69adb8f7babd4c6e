import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Signature } from "../../../domain/trust/signature";
import { fakeBrowser } from "../../../platform/testing/fake-browser";

vi.mock("../../../platform/browser");
fakeBrowser({ i18n: { getUILanguage: () => "en" }, runtime: { getURL: (path: string) => path } });
vi.stubGlobal("document", { documentElement: {} });
vi.stubGlobal("fetch", async (path: string) => new Response(readFileSync(`public/${path}`, "utf8")));
afterEach(() => void vi.clearAllMocks());

const { useLanguage } = await import("../../i18n");
const { signatureWords } = await import("./signature-words");

const signer = { fingerprint: "a".repeat(40), name: "Ada", address: "ada@a.example", verifiedAt: 0 };
type Plain = Exclude<Extract<Signature, { signer: unknown }>["state"], "from-mismatch" | "for-others" | "undated">;
const good = (state: Plain): Signature => ({
  state,
  signer,
  signedAt: 0,
});
const every: Signature[] = [
  good("verified"),
  { state: "verified", signer: { ...signer, verifiedAt: null }, signedAt: 0 },
  ...(
    [
      "known",
      "first-contact",
      "own",
      "other-address",
      "changed-key",
      "no-from",
      "not-checked",
      "date-mismatch",
      "revoked-key",
    ] as const
  ).map(good),
  ...(["verified", "known", "first-contact"] as const).map(
    (trust): Signature => ({ state: "undated", trust, signer, signedAt: 0 }),
  ),
  { state: "from-mismatch", signer, signedAt: 0, claimed: ["eve@e.example"] },
  { state: "for-others", signer, signedAt: 0, intended: [] },
  { state: "for-others", signer, signedAt: 0, intended: ["eve@e.example"] },
  { state: "unknown-key", keyId: "1" },
  { state: "invalid", keyId: "1" },
  { state: "none" },
];

describe.each(["en", "fr"] as const)("signature states in %s", (language) => {
  it("each have a sentence of their own, complete", async () => {
    await useLanguage(language);
    const sentences = every.map(
      (signature) => signatureWords(signature, { address: "x@y.example", name: "X" }).sentence,
    );
    expect(new Set(sentences).size).toBe(every.length);
    for (const sentence of sentences) expect(sentence).not.toMatch(/[{}]|undefined/);
  });

  it("only a changed key and an invalid signature tint the strip", async () => {
    await useLanguage(language);
    const bad = every.filter((signature) => signatureWords(signature, null).tone === "bad").map(({ state }) => state);
    expect(bad).toEqual(["changed-key", "invalid"]);
  });
});
