import { expect, it } from "vitest";
import { marksOf } from "./marks";

const marks = marksOf(7);
const word = marks.next();
const other = marks.next();

it.each([
  ["as it is", Buffer.from(`Dear ${word}, ${other}`), [word, other]],
  ["in a URL", Buffer.from(`?q=${encodeURIComponent(`a ${word}`)}`), [word]],
  ["in UTF-16", Buffer.from(`x${word}`, "utf16le"), [word]],
  ["in UTF-16, the other way round", Buffer.from(`x${word}y`, "utf16le").swap16(), [word]],
  ...["", "a", "ab", "abc"].map((before) => [
    `in base64 behind ${before.length}`,
    Buffer.from(JSON.stringify({ base64: Buffer.from(`${before}${word} and more`).toString("base64") })),
    [word],
  ]),
  ["another life's", Buffer.from(marksOf(8).next()), []],
] as [string, Buffer, string[]][])("a word is found %s", (_, octets, found) => {
  expect([...marks.within(octets)]).toEqual(found);
});
