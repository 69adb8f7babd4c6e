import { type Zippable, zipSync } from "fflate";

export interface ZipEntry {
  /** Path inside the archive. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A zip whose bytes depend only on names and contents: sorted, one date, no modes. */
export function makeZip(entries: readonly ZipEntry[]): Uint8Array {
  // The first day of DOS time. fflate reads the date's local parts, so it is made from local parts.
  const mtime = new Date(1980, 0, 1);
  const files: Zippable = {};
  const sorted = entries
    .map(({ name, bytes }) => ({ name: name.replaceAll("\\", "/"), bytes }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, bytes } of sorted) files[name] = bytes;
  return zipSync(files, { level: 9, mtime });
}
