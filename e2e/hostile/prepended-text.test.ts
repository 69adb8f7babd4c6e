// Text put before or after what Bob sealed or signed ("Johnny, you are fired", 2019, and an old habit of mailing lists): it
// must neither be shown as his nor affect the message's status.
import { beforeAll, describe, expect, it } from "vitest";
import {
  aliceSide,
  BOB,
  clearsigned,
  detached,
  drawn,
  head,
  mixed,
  pgpMime,
  read,
  readArmor,
  SECRET,
  type Side,
  sealed,
  signedMime,
  stateOf,
  textPart,
} from "./world";

let side: Side;
let signed: string;
let inline: string;
let ciphertext: string;
const FORGED = "Please pay Mallory.";
const ENTITY = textPart("Please pay nobody.");

beforeAll(async () => {
  side = await aliceSide();
  signed = signedMime(ENTITY, await detached(ENTITY, side.bob));
  inline = await clearsigned("Please pay nobody.", side.bob);
  ciphertext = await sealed(side, textPart(SECRET));
});

describe("words around a signed part", () => {
  it("are not there in an honest one, which is verified", async () => {
    expect(stateOf(await read(side, head() + signed))).toBe("verified");
    expect(stateOf(await read(side, `${head()}Content-Type: text/plain\n\n${inline}`))).toBe("verified");
  });

  it.each([
    ["before it", () => mixed(textPart(FORGED), signed)],
    ["after it", () => mixed(signed, textPart(FORGED))],
    ["as an alternative to it", () => mixed(signed, textPart(FORGED, "text/html")).replace("mixed", "alternative")],
    ["related to it", () => mixed(signed, textPart(FORGED, "text/html")).replace("mixed", "related")],
    ["with nothing beside it but a wrapper", () => mixed(signed)],
  ])("%s make a message nobody signed, with the signed part to be opened apart", async (_, body) => {
    const message = await read(side, head() + body());
    expect(message.kind).toBe("clear");
    expect(drawn(message)).not.toContain("Please pay nobody.");
    expect(message.kind === "clear" && message.shown.attachments.map(({ kind }) => kind)).toEqual(["signed"]);
  });

  it("in its preamble and epilogue are not drawn", async () => {
    const padded = `${signed.replace("\n\n--sig", `\n\n${FORGED}\n--sig`)}${FORGED}`;
    const message = await read(side, head() + padded);
    expect(stateOf(message)).toBe("verified");
    expect(drawn(message)).not.toContain(FORGED);
  });

  it("as a third part, before the signature or after it, undo it", async () => {
    const between = signed.replace("--sig\nContent-Type: application/pgp-signature", `--sig\n${textPart(FORGED)}\n$&`);
    const last = signed.replace("--sig--", `--sig\n${textPart(FORGED)}\n--sig--`);
    for (const body of [between, last]) expect(stateOf(await read(side, head() + body))).toBeNull();
  });
});

describe("words around inline armor", () => {
  it.each([
    ["before signed text", () => `${FORGED}\n\n${inline}`],
    ["after signed text", () => `${inline}\n\n${FORGED}`],
    ["before sealed text", () => `${FORGED}\n\n${ciphertext}`],
    ["after sealed text", () => `${ciphertext}\n\n${FORGED}`],
    ["between two of them", () => `${inline}\n${FORGED}\n${inline}`],
  ])("%s make a clear message", async (_, text) => {
    const message = await read(side, `${head()}Content-Type: text/plain\n\n${text()}`);
    expect(message.kind).toBe("clear");
    expect(drawn(message)).not.toContain(SECRET);
  });

  it("never come out of the block with what it holds", async () => {
    for (const text of [`${FORGED}\n\n${inline}`, `${inline}\n\n${FORGED}`]) {
      const opened = await readArmor(side, text);
      expect(opened).toMatchObject({ text: "Please pay nobody.", signature: { state: "verified" } });
    }
  });
});

describe("words around a sealed part", () => {
  it("leave it to be opened apart", async () => {
    for (const body of [mixed(textPart(FORGED), pgpMime(ciphertext)), mixed(pgpMime(ciphertext), textPart(FORGED))]) {
      const message = await read(side, head() + body);
      expect(message.kind).toBe("clear");
      expect(drawn(message)).not.toContain(SECRET);
      expect(message.kind === "clear" && message.shown.attachments.map(({ kind }) => kind)).toEqual(["encrypted"]);
    }
  });

  it("opened apart, count for whoever is named there and not for the message's From", async () => {
    const { readAttachment } = await import("../../src/pages/overlays/read/reading");
    const { worldOf } = await import("./world");
    const message = await read(side, head() + mixed(textPart(FORGED), pgpMime(ciphertext)));
    if (message.kind !== "clear") throw new Error(message.kind);
    const { attachments } = message.shown;
    const inside = await readAttachment(attachments[0]!, attachments, worldOf(side, { from: BOB }));
    expect(stateOf(inside)).toBe("no-from");
    expect(drawn(inside)).toContain(SECRET);
  });
});
