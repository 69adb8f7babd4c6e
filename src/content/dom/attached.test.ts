// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { untilAttached } from "./attached";

const page = document.body;
let done: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  done = new AbortController();
});
afterEach(() => {
  done.abort();
  vi.useRealTimers();
});

const show = (html: string): void => {
  page.innerHTML = html;
};

it("waits until the file is listed and the upload is over", async () => {
  show("<p>Mail</p>");
  let answer: boolean | null = null;
  void untilAttached({ within: page }, "encrypted.asc", done.signal).then((ok) => {
    answer = ok;
  });
  show('<ul><li class="uploading">encrypted.asc</li></ul>');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answer).toBeNull();
  show("<ul><li>encrypted.asc</li></ul>");
  await vi.advanceTimersByTimeAsync(0);
  expect(answer).toBe(true);
});

it("gives up on a page that shows no sign of the file", async () => {
  show("<p>Mail</p>");
  const answer = untilAttached({ within: page }, "encrypted.asc", done.signal);
  await vi.advanceTimersByTimeAsync(16_000);
  expect(await answer).toBe(false);
});

it("is not held up by a bar that is out of sight", async () => {
  show('<progress style="display:none"></progress><a>encrypted.asc</a>');
  expect(await untilAttached({ within: page }, "encrypted.asc", done.signal)).toBe(true);
});

it("ends with the signal", async () => {
  show("");
  const answer = untilAttached({ within: page }, "encrypted.asc", done.signal);
  done.abort();
  expect(await answer).toBe(false);
});
