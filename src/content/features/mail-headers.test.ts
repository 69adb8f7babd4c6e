import { beforeEach, describe, expect, it, vi } from "vitest";
import { fakeBrowser } from "../../platform/testing/fake-browser";

const said = vi.hoisted(() => ({ asked: [] as unknown[], answer: Promise.resolve() as Promise<unknown> }));
vi.mock("../../platform/browser");
fakeBrowser({
  runtime: {
    id: "cachet",
    sendMessage: (message: unknown) => {
      said.asked.push(message);
      return said.answer;
    },
  },
});

const { noteSource } = await import("./mail-headers");

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const gone = vi.fn();

beforeEach(() => {
  said.asked.length = 0;
  gone.mockClear();
});

/** Whether `given` is still pending after everything else that can happen has happened. */
async function waits(given: unknown): Promise<boolean> {
  let done = false;
  void Promise.resolve(given).then(() => {
    done = true;
  });
  await new Promise((next) => setTimeout(next));
  return !done;
}

describe("the header of a source", () => {
  it.each([
    ["", "From: b@b.example\r\nAutocrypt: addr=b@b.example; keydata=AAAA\r\n\r\nHello"],
    [" in small letters", "From: b@b.example\nautocrypt: addr=b@b.example; keydata=AAAA\n\nHello"],
    [" before white space", "Autocrypt \t: addr=b@b.example; keydata=AAAA\r\nFrom: b@b.example\r\n\r\n"],
  ])("with a key%s is waited for until the key is noted", async (_, source) => {
    let note = (_: unknown): void => {};
    said.answer = new Promise((resolve) => {
      note = resolve;
    });
    const given = noteSource(octets(source), gone);
    expect(await waits(given)).toBe(true);
    note({ ok: true, value: null });
    expect(await waits(given)).toBe(false);
  });

  it.each([
    ["has no key", "From: b@b.example\r\n\r\nHello"],
    ["only speaks of one in its text", "From: b@b.example\r\n\r\nAutocrypt: addr=b@b.example; keydata=AAAA"],
    ["has it in another field", "From: b@b.example\r\nX-Autocrypt: addr=b@b.example; keydata=AAAA\r\n\r\n"],
  ])("is handed over and not waited for where it %s", async (_, source) => {
    said.answer = new Promise(() => {});
    expect(await waits(noteSource(octets(source), gone))).toBe(false);
    expect(said.asked).toMatchObject([{ call: "mail.headers" }]);
  });

  it("keeps nobody waiting that cannot be noted", async () => {
    said.answer = Promise.reject(new Error("the disk is full"));
    const source = octets("Autocrypt: addr=b@b.example; keydata=AAAA\r\n\r\n");
    expect(await waits(noteSource(source, gone))).toBe(false);
    expect(gone).not.toHaveBeenCalled();
  });
});
