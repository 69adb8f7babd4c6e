import { describe, expect, it } from "vitest";
import { dateShown } from "./shown-date";

const read = (text: string, language: string): string | null => {
  const date = dateShown(text, language);
  return (
    date && [date.getFullYear(), date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()].join(" ")
  );
};

describe("a date on a page", () => {
  it.each([
    ["Thu, Nov 5, 2026 at 10:30 AM", "en", "2026 11 5 10 30"],
    ["Nov 5, 2026, 10:30\u202fPM", "en", "2026 11 5 22 30"],
    ["2026-11-05 10:30", "fr", "2026 11 5 10 30"],
    ["05/11/2026 10:30", "fr", "2026 11 5 10 30"],
    ["05/11/2026 10:30", "en-GB", "2026 11 5 10 30"],
    ["05/11/2026, 10:30 pm", "en-US", "2026 5 11 22 30"],
    ["05.11.2026 10:30", "de", "2026 11 5 10 30"],
    ["Thu 05/11/2026 12:05 AM", "en_GB", "2026 11 5 0 5"],
  ])("%s in %s", (text, language, expected) => {
    expect(read(text, language)).toBe(expected);
  });

  it.each([
    ["figures where the page names no language", "05/11/2026 10:30", ""],
    ["figures where its language is none", "05/11/2026 10:30", "?"],
    ["figures in a language that puts the year first", "05/11/2026", "ja"],
    ["figures that fit the other order alone", "31/12/2026", "en-US"],
    ["figures that fit none", "31.11.2026", "de"],
    ["figures beside a weekday, without a language", "Thu 05-11-2026", ""],
    ["figures with spaces", "5 11 2026", ""],
    ["a date without a year", "5 Nov", "en"],
    ["words of another language", "jeudi 5 brumaire 2026", "fr"],
  ])("is not known: %s", (_, text, language) => {
    expect(read(text, language)).toBeNull();
  });
});
