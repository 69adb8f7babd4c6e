import { strFromU8, unzipSync, zipSync } from "fflate";
import { expect, it } from "vitest";
import { webFolder } from "./web-folder";

const KEY = Uint8Array.of(0x98, 1, 2, 3);

it("unzipped, the folder has the key in both places, both policy files and the words for whoever unpacks it", async () => {
  const files = await webFolder({ local: "Joe.Doe", domain: "example.org" }, KEY, "Lisez-moi\n");
  const unpacked = unzipSync(zipSync(files));
  const hash = "iy9q119eutrkn8s1mk4r39qejnbu3n5q";
  expect(Object.keys(unpacked).sort()).toEqual([
    `.well-known/openpgpkey/example.org/hu/${hash}`,
    ".well-known/openpgpkey/example.org/policy",
    `.well-known/openpgpkey/hu/${hash}`,
    ".well-known/openpgpkey/policy",
    "README.txt",
  ]);
  expect(unpacked[`.well-known/openpgpkey/example.org/hu/${hash}`]).toEqual(KEY);
  expect(unpacked[`.well-known/openpgpkey/hu/${hash}`]).toEqual(KEY);
  expect(unpacked[".well-known/openpgpkey/policy"]).toHaveLength(0);
  expect(strFromU8(unpacked["README.txt"]!)).toBe("Lisez-moi\n");
});
