import { describe, expect, it } from "vitest";
import type { Lab } from "./lab";
import { whereSeen } from "./where-seen";

const WORD = "quincemarmalade4711";
const labWith = (imap: string, stored = ""): Lab =>
  ({
    seen: () => ({ imap, smtp: "", web: "" }),
    stored: () => [{ path: "bob/new/1", text: stored }],
  }) as unknown as Lab;

describe("whereSeen", () => {
  it.each(["", "a", "ab", "abc"])("finds a word in base64 after %j", (before) => {
    const body = Buffer.from(`${before}${WORD} and more`).toString("base64");
    expect(whereSeen(labWith(body), WORD)).toEqual(["imap"]);
  });

  it("finds a word in a stored file, and nothing where there is nothing", () => {
    expect(whereSeen(labWith("", `Subject: ${WORD}`), WORD)).toEqual(["bob/new/1"]);
    expect(whereSeen(labWith("quince", "marmalade"), WORD)).toEqual([]);
  });
});
