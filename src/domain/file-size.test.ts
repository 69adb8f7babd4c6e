import { expect, it } from "vitest";
import { fileSize } from "./file-size";

const MIB = 1024 * 1024;
const words = (octets: number, language: string): string => fileSize(octets, language).replace(/[\u00a0\u202f]/g, " ");

it.each([
  [0, "0 bytes", "0 octet"],
  [999, "999 bytes", "999 octets"],
  [1000, "1 kB", "1 ko"],
  [1536, "1.5 kB", "1,5 ko"],
  [184 * 1024, "184 kB", "184 ko"],
  [1000 * 1024 - 1, "1,000 kB", "1 000 ko"],
  [1000 * 1024, "1 MB", "1 Mo"],
  [2.5 * MIB, "2.5 MB", "2,5 Mo"],
  // The usual limit of providers, as they write it.
  [25 * MIB, "25 MB", "25 Mo"],
])("%i octets are %s, and %s in French", (octets, english, french) => {
  expect(words(octets, "en")).toBe(english);
  expect(words(octets, "fr")).toBe(french);
});
