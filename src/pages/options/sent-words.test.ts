import { expect, it } from "vitest";
import { sentWord } from "./sent-words";

it.each([
  [0, 0, null],
  [1, 1, "home_sent_only_good"],
  [1, 0, "home_sent_only_bad"],
  [2, 2, "home_sent_both"],
  [10, 10, "home_sent_all"],
  [10, 9, "home_sent_some"],
  [2, 1, "home_sent_one"],
  [10, 0, "home_sent_none"],
] as const)("of %i sealed messages %i were private: %s", (total, good, word) => {
  expect(sentWord({ total, good })).toBe(word);
});
