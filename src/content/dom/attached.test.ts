// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { timesListed, untilAttached } from "./attached";

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

it.each([
  ["<li>encrypted.asc</li>", 1],
  ["<li>encrypted.asc (2K)</li>", 1],
  ["<li><b>encrypted.asc</b><i>2K</i></li>", 1],
  ["<li>encrypted<wbr>.asc</li>", 1],
  ["<li>encrypted.asc</li><li>encrypted.asc</li>", 2],
  ["<li>encrypted.asc.exe</li>", 0],
  ["<li>not-encrypted.asc</li><li>encrypted.asc_</li>", 0],
  ["<li>Encrypted.asc</li>", 0],
])("on a page whose list is not known, %s lists it %i times", (html, times) => {
  show(html);
  expect(timesListed({ within: page }, "encrypted.asc")).toBe(times);
});

it("in a list that is known, rows count, and nothing else on the page", () => {
  show("<p>encrypted.asc</p>");
  expect(timesListed({ within: page, rows: () => [{ name: "encrypted.asc.exe" }] }, "encrypted.asc")).toBe(0);
  expect(timesListed({ within: page, rows: () => [{ name: "encrypted.asc" }, { name: "a" }] }, "encrypted.asc")).toBe(
    1,
  );
});
