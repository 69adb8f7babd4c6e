// Nested layers cost their sender nothing and their reader a call each, over everything inside: their number is limited, and
// one budget limits all calls of one reading.
import { beforeAll, describe, expect, it } from "vitest";
import { MIME_LIMITS } from "../../src/domain/mime/limits";
import { readAttachment } from "../../src/pages/overlays/read/reading";
import { nested } from "./nesting";
import {
  aliceSide,
  detached,
  drawn,
  head,
  mixed,
  pgpMime,
  read,
  SECRET,
  type Side,
  sealed,
  signedMime,
  textPart,
  watched,
  worldOf,
} from "./world";

let side: Side;

beforeAll(async () => {
  side = await aliceSide();
  await read(side, head() + pgpMime(await sealed(side, textPart("warm"))));
});

const callsOf = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
  side.calls.length = 0;
  return [await work(), side.calls.length];
};

describe("one message in layers", () => {
  it("opens with as many as honest mail has", async () => {
    for (const count of [1, 3]) expect(drawn(await read(side, await nested(side.alice, count)))).toContain("innermost");
    const entity = pgpMime(await sealed(side, textPart(SECRET))).trimEnd();
    const outer = signedMime(entity, await detached(entity, side.bob));
    expect(drawn(await read(side, head() + outer))).toContain(SECRET);
  });

  it.each([4, 5, 50, 400])("%d by turns sealed and signed end soon, as nested too deeply", async (count) => {
    const source = await nested(side.alice, count);
    const [message, calls] = await callsOf(() => read(side, source, { within: 1000 }));
    expect(message).toMatchObject({ kind: "failed", failure: { code: "too-deep" } });
    expect(calls).toBeLessThanOrEqual(MIME_LIMITS.layers);
  });

  it("that begins with a signature ends as soon", async () => {
    const inner = new TextDecoder("latin1").decode(await nested(side.alice, 40));
    const entity = inner.slice(inner.indexOf("Content-Type")).replace(/\r\n/g, "\n").trimEnd();
    const [message, calls] = await callsOf(() => read(side, `${head()}${signedMime(entity, "none", "o")}`));
    // Reading fails, either for line ends lost in transit or for its depth.
    expect(message.kind).toBe("failed");
    expect(calls).toBeLessThanOrEqual(MIME_LIMITS.layers);
  });

  it("sealed in sealed is opened once; what is inside waits for a click", async () => {
    const source = await nested(side.alice, 200, "seals");
    const [message, calls] = await callsOf(() => read(side, source, { within: 1000 }));
    expect(calls).toBe(1);
    expect(drawn(message)).not.toContain("innermost");
  });

  it("signed in signed is checked once", async () => {
    let entity = textPart("hello");
    for (let layer = 0; layer < 12; layer += 1) entity = signedMime(entity, "none", `s${layer}`).trimEnd();
    const [, calls] = await callsOf(() => read(side, `${head()}${entity}\n`));
    expect(calls).toBeLessThanOrEqual(1);
  });
});

describe("what is opened by clicks", () => {
  const inSeals = async (clicks: number) => {
    const source = await nested(side.alice, 30, "seals");
    let message = await read(side, source);
    let opened = 0;
    for (let depth = 1; depth <= clicks && message.kind === "opened"; depth += 1) {
      const { attachments } = message.shown;
      const world = worldOf(side, { clicks: depth });
      message = await watched(() => readAttachment(attachments[0]!, attachments, world));
      if (message.kind === "opened") opened += 1;
    }
    return { opened, message };
  };

  it("keeps its depth: each click is a reading of its own, up to what mail has", async () => {
    const { opened, message } = await inSeals(30);
    expect(opened).toBe(MIME_LIMITS.clicks);
    expect(message).toMatchObject({ kind: "failed", failure: { code: "too-deep" } });
  });

  it.each(["message/rfc822", "multipart/mixed"])("is refused beyond that, whatever it is: %s", async (type) => {
    const inner = type === "message/rfc822" ? `${head()}\nhello` : pgpMime(await sealed(side, textPart("hello")));
    const part = type === "message/rfc822" ? `Content-Type: message/rfc822\n\n${inner}` : inner;
    const message = await read(side, head() + mixed(textPart("see"), part));
    if (message.kind !== "clear") throw new Error(message.kind);
    const { attachments } = message.shown;
    const look = (clicks: number) => readAttachment(attachments[0]!, attachments, worldOf(side, { clicks }));
    expect((await look(MIME_LIMITS.clicks)).kind).not.toBe("failed");
    expect(await look(MIME_LIMITS.clicks + 1)).toMatchObject({ kind: "failed", failure: { code: "too-deep" } });
  });
});
