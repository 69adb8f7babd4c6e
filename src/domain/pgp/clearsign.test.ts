import { expect, it } from "vitest";
import { clearsign } from "./clearsign";
import { openpgp } from "./openpgp";

it("signs a text that is read without any key, whose every line is under the signature", async () => {
  const now = Date.UTC(2026, 10, 20);
  const { privateKey } = await openpgp.generateKey({
    userIDs: [{ email: "ann@a.example" }],
    format: "object",
    date: new Date(now - 1000),
  });
  const signed = await clearsign("Read me\n- and me\n", privateKey as never, now);
  expect(signed).toContain("\nRead me\n- - and me\n");
  expect(signed).not.toContain("\r");
  const check = async (armored: string) => {
    const cleartextMessage = await openpgp.readCleartextMessage({ cleartextMessage: armored });
    const message = { message: cleartextMessage, verificationKeys: privateKey.toPublic(), date: new Date(now) };
    const { signatures } = await openpgp.verify(message);
    return signatures[0]!.verified.catch(() => false);
  };
  expect(await check(signed)).toBe(true);
  expect(await check(signed.replace("Read me", "Read you"))).toBe(false);
});
