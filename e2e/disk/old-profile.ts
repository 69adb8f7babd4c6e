// What early builds left on the disk: IndexedDB and storage.local of real profiles, in e2e/disk/old-profiles as gzipped JSON
// of path and octets (base64). keep-old-profile.ts made them from the builds of the commits in their names.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const FOLDER = join(import.meta.dirname, "old-profiles");

/** A key in the manifest fixes an unpacked extension's id, and so its storage; otherwise both depend on its folder. */
const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzVEiUokANTS8IV/kdG1MAR6yaTHAmzvHY6DA3sEMLNfk3egnqmy+JOuNqmzsuh5IXsTT2Ye0j3tm" +
  "h1mAnNun0rj0SU9i4ZPElCMCZ+idzefyvsIt/pfHr+gce0GP7RLrIDYRQ33ZJD/KokvnVE0NgqJOPnj4G/kM0kdE56MkyDN3u0QnVP0H101PY8oFIkMQqoMU" +
  "/8/1UW3FdRqT78t2OEM3FTYO8TYOT8WbDSYE34k10lqK30oIEJxyUPZ/m5YzOyXKsm7YNyKTSmgCjiyqIXxl/9E7NyQF3mJehxT89YURVvTNVevD+Min4xAY" +
  "9eyK5L+siAIYUDSJEnB2G+8CSwIDAQAB";

/** A copy of the extension with the id that the old profiles have. */
export function named(extension: string): string {
  const copy = mkdtempSync(join(tmpdir(), "cachet-named-"));
  cpSync(extension, copy, { recursive: true });
  const file = join(copy, "manifest.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), key: KEY }));
  return copy;
}

export const OLD = {
  own: { name: "Alice", address: "alice@mail.example", passphrase: "seven green lanterns drift" },
  verified: { name: "Bob", address: "bob@mail.example" },
  imported: { name: "Carol", address: "carol@mail.example" },
  settings: {
    mark: { symbol: "anchor", colour: "moss" },
    language: "fr",
    resolvers: ["https://dns.mail.example/dns-query"],
    wkd: false,
  },
  draft: {
    id: "123e4567-e89b-42d3-a456-426614174000",
    file: "223e4567-e89b-42d3-a456-426614174000",
    place: "https://mail.google.com",
    text: "The spare key hangs in the shed.\nünï",
    subject: "Where the key is",
    fileName: "Plan.txt",
    content: "two steps left of the door",
  },
} as const;

const WORTH_KEEPING = /^Default\/(?:IndexedDB|Local Extension Settings)\/.*\/(?!LOCK$|LOG)[^/]+$/;

/** Saves the stores of a profile whose browser was closed. Returns their gzipped size. */
export function keep(profile: string, name: string): number {
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(profile.length + 1))
    .filter((path) => WORTH_KEEPING.test(path))
    .sort();
  const kept = Object.fromEntries(files.map((path) => [path, readFileSync(join(profile, path)).toString("base64")]));
  const zipped = gzipSync(JSON.stringify(kept), { level: 9 });
  writeFileSync(join(FOLDER, `${name}.json.gz`), zipped);
  return zipped.length;
}

/** Puts saved stores into a new profile. */
export function unpack(name: string, profile: string): void {
  const kept = JSON.parse(gunzipSync(readFileSync(join(FOLDER, `${name}.json.gz`))).toString("utf8"));
  for (const [path, octets] of Object.entries(kept as Record<string, string>)) {
    const file = join(profile, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(octets, "base64"));
  }
}
