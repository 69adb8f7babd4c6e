// Decryption oracles by forwarding and answering (Katz and Schneier, 2000; Müller and others, 2019): Mallory's message
// contains somebody else's ciphertext, which Alice would open unseen and send back as a quote.
import { beforeAll, describe, expect, it } from "vitest";
import { replyText } from "../../src/pages/overlays/read/lazy/quote";
import { readAttachment } from "../../src/pages/overlays/read/reading";
import {
  aliceSide,
  clearsigned,
  detached,
  drawn,
  head,
  MALLORY,
  mixed,
  pgpMime,
  read,
  readArmor,
  SECRET,
  type Side,
  sealed,
  signedMime,
  stateOf,
  textOf,
  textPart,
  worldOf,
} from "./world";

let side: Side;
let stolen: string;
const FROM = `Mallory <${MALLORY}>`;

beforeAll(async () => {
  side = await aliceSide();
  stolen = await sealed(side, textPart(SECRET));
});

const answer = (text: string): string => replyText("Mallory wrote:", text);

describe("someone else's ciphertext in a message", () => {
  it.each([
    [
      "forwarded as a message",
      () => mixed(textPart("What is this?"), `Content-Type: message/rfc822\n\n${head()}${pgpMime(stolen)}`),
    ],
    ["quoted", () => textPart(`What is this?\n\n${stolen.replace(/^/gm, "> ")}`)],
    ["quoted deeper", () => textPart(`What is this?\n\n${stolen.replace(/^/gm, ">> ")}`)],
    ["pasted", () => textPart(`What is this?\n\n${stolen}`)],
    [
      "attached",
      () => mixed(textPart("What is this?"), `Content-Type: application/octet-stream; name="old.asc"\n\n${stolen}`),
    ],
    ["as a part", () => mixed(textPart("What is this?"), pgpMime(stolen))],
    ["in a digest", () => `Content-Type: multipart/digest; boundary=d\n\n--d\n\n${head()}${pgpMime(stolen)}\n--d--\n`],
  ])("%s, sealed and signed by Mallory, stays closed until a click and out of the answer", async (_, body) => {
    side.calls.length = 0;
    const message = await read(side, head(FROM) + pgpMime(await sealed(side, body(), side.mallory)), { from: MALLORY });
    expect(side.calls).toHaveLength(1);
    expect(stateOf(message)).toBe("first-contact");
    expect(drawn(message)).not.toContain(SECRET);
    expect(answer(textOf(message))).not.toContain(SECRET);
  });

  it("opened by a click, is said to be nobody's that is proven, and the answer to Mallory is still without it", async () => {
    const body = mixed(textPart("What is this?"), `Content-Type: message/rfc822\n\n${head()}${pgpMime(stolen)}`);
    const message = await read(side, head(FROM) + body, { from: MALLORY });
    if (message.kind !== "clear") throw new Error(message.kind);
    const inside = await readAttachment(
      message.shown.attachments[0]!,
      message.shown.attachments,
      worldOf(side, { from: MALLORY }),
    );
    // Its own From names Bob, whose signature it has; the view says that this is a claim.
    expect(inside).toMatchObject({ kind: "opened", claimed: { address: "bob@example.org" } });
    expect(textOf(inside)).toBe(SECRET);
    expect(answer(textOf(message))).not.toContain(SECRET);
  });

  it("inside signed text is text", async () => {
    const signed = await clearsigned(stolen, side.mallory);
    const message = await read(side, `${head(FROM)}\n${signed}`, { from: MALLORY });
    expect(drawn(message)).not.toContain(SECRET);
    expect(await readArmor(side, signed, { from: MALLORY })).toMatchObject({
      text: expect.not.stringContaining(SECRET),
    });
  });

  it("sealed once more is not opened twice", async () => {
    for (const inner of [stolen, pgpMime(stolen)]) {
      const message = await read(side, head(FROM) + pgpMime(await sealed(side, inner, side.mallory)), {
        from: MALLORY,
      });
      expect(drawn(message)).not.toContain(SECRET);
    }
  });

  it("signed from outside by Mallory is not hers: what is inside speaks for itself", async () => {
    const entity = pgpMime(stolen).trimEnd();
    const message = await read(side, head(FROM) + signedMime(entity, await detached(entity, side.mallory)), {
      from: MALLORY,
    });
    expect(stateOf(message)).toBe("other-address");
  });

  it("an error says nothing of what it was about", async () => {
    const cut = stolen.replace(/\n.{20}(.*)\n=/, "\n$1\n=");
    const message = await read(side, head() + pgpMime(cut === stolen ? stolen.replace(/[A-Z]/, "+") : cut));
    expect(JSON.stringify(message)).not.toContain(SECRET);
  });
});
