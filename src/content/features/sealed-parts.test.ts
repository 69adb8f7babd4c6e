// @vitest-environment jsdom
import { beforeEach, expect, it } from "vitest";
import type { MessageView } from "../sites/site";
import { sealedFinder } from "./sealed-parts";

const ARMOR = `-----BEGIN PGP MESSAGE-----\n\n${"hF4DIT3Jk/yOI4oS".repeat(4)}\n-----END PGP MESSAGE-----`;

let finder: ReturnType<typeof sealedFinder>;
beforeEach(() => {
  finder = sealedFinder(new AbortController().signal);
});

function view(text: string, hides: boolean, files: readonly string[] = []): MessageView {
  document.body.innerHTML = `<main><pre>${text}</pre></main>`;
  const root = document.querySelector("main")!;
  const attachments = () => files.map((name) => ({ name, url: null }));
  return { root, body: root.querySelector("pre")!, hides: () => hides, attachments } as unknown as MessageView;
}

it.each([
  ["the page says that it is sealed and shows nothing of it", "Hello", true, [], true, true],
  ["the page says so, and the armor is in the text", ARMOR, true, [], false, true],
  ["a file of it is sealed", "Hello", false, ["encrypted.asc"], true, true],
  ["a file of it is a key", "Hello", false, ["0x0123456789abcdef.asc"], true, false],
  ["nothing says so", "Hello", false, ["plan.pdf"], false, false],
] as const)("where %s", async (_, text, hides, files, asFiles, sealed) => {
  const shown = view(text, hides, files);
  expect((await finder.find(shown)).files).toBe(asFiles);
  expect(finder.knownSealed(shown)).toBe(sealed);
});

it("a message whose source showed no seal is not held for sealed again, whatever the page says", async () => {
  const shown = view("Hello", true);
  await finder.find(shown);
  finder.notSealed(shown);
  await finder.find(shown);
  expect(finder.knownSealed(shown)).toBe(false);
});
