// Covert content attacks (Müller and others, "Re: What's Up Johnny?", 2019): ciphertext or words that are invisible to the
// reader but included when the mail is answered, signed or opened - by CSS, by cid:, as an attachment, as an alternative.
import { beforeAll, describe, expect, it } from "vitest";
import { replyText } from "../../src/pages/overlays/read/lazy/quote";
import {
  aliceSide,
  clearsigned,
  detached,
  drawn,
  head,
  isPositive,
  mixed,
  pgpMime,
  read,
  SECRET,
  type Side,
  sealed,
  signedMime,
  stateOf,
  textPart,
} from "./world";

let side: Side;
let stolen: string;

beforeAll(async () => {
  side = await aliceSide();
  stolen = await sealed(side, textPart(SECRET));
});

const file = (id: string): string =>
  `Content-Type: application/octet-stream; name="encrypted.asc"\nContent-ID: <${id}>\n\n${stolen}`;

describe("ciphertext out of sight", () => {
  it.each([
    ["in an element that styles hide", () => textPart(`Lunch?<div style="display:none">${stolen}</div>`, "text/html")],
    ["far below the words", () => textPart(`Lunch?${"\n".repeat(200)}${stolen}`)],
    [
      "as an image by cid:",
      () => mixed(textPart('Lunch?<img src="cid:x">', "text/html"), file("x")).replace("mixed", "related"),
    ],
    [
      "as a frame by cid:",
      () => mixed(textPart('Lunch?<iframe src="cid:x">', "text/html"), file("x")).replace("mixed", "related"),
    ],
    ["as an attachment", () => mixed(textPart("Lunch?"), file("x"))],
    ["as an inline attachment", () => mixed(textPart("Lunch?"), `Content-Disposition: inline\n${file("x")}`)],
    ["as an alternative", () => mixed(textPart("Lunch?"), pgpMime(stolen)).replace("mixed", "alternative")],
    [
      "in a message attached",
      () => mixed(textPart("Lunch?"), `Content-Type: message/rfc822\n\n${head()}${pgpMime(stolen)}`),
    ],
  ])("%s is not opened for an answer to quote it", async (_, body) => {
    for (const wrapped of [body(), pgpMime(await sealed(side, body(), side.mallory))]) {
      side.calls.length = 0;
      const message = await read(side, head("Mallory <mallory@evil.example>") + wrapped, {
        from: "mallory@evil.example",
      });
      expect(["clear", "opened"]).toContain(message.kind);
      expect(side.calls.length).toBe(
        wrapped.includes("multipart/encrypted; protocol") && message.kind === "opened" ? 1 : 0,
      );
      expect(drawn(message)).not.toContain(SECRET);
      const text = message.kind === "opened" || message.kind === "clear" ? message.shown.text : "";
      expect(replyText("Mallory wrote:", text)).not.toContain(SECRET);
    }
  });
});

describe("a signature over what only one reader sees", () => {
  const both = mixed(textPart("I agree."), textPart("<p>I do not agree.</p>", "text/html")).replace(
    "mixed",
    "alternative",
  );

  it("stands over both forms, and the reader may look at either", async () => {
    const message = await read(side, head() + signedMime(both, await detached(both, side.bob)));
    expect(stateOf(message)).toBe("verified");
    expect(drawn(message)).toContain("I agree.");
    expect(drawn(message)).toContain("I do not agree.");
  });

  it("does not stand over a form that was added, whether before, behind or around it", async () => {
    const entity = textPart("I agree.");
    const part = signedMime(entity, await detached(entity, side.bob));
    for (const forms of [mixed(part, textPart("<p>No.</p>", "text/html")), mixed(textPart("No."), part)]) {
      const message = await read(side, head() + forms.replace("mixed", "alternative"));
      expect(message.kind).toBe("clear");
    }
  });

  it("in text beside an HTML rendering of it: the rendering is not drawn", async () => {
    const text = await clearsigned("I agree.", side.bob);
    const forms = mixed(textPart(text), textPart("<h1>I do not agree.</h1>", "text/html")).replace(
      "mixed",
      "alternative",
    );
    const message = await read(side, head() + forms);
    expect(drawn(message)).not.toContain("do not");
    expect(drawn(message)).toContain("I agree.");
  });

  it("is not lent to a resource from outside it by its cid:", async () => {
    const entity = textPart('<img src="cid:bill">', "text/html");
    const part = signedMime(entity, await detached(entity, side.bob));
    const image = "Content-Type: image/png\nContent-ID: <bill>\n\nnot what Bob sent";
    const message = await read(side, head() + mixed(part, image).replace("mixed", "related"));
    expect(isPositive(stateOf(message))).toBe(false);
  });
});
