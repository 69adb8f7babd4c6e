import { writeFileSync } from "node:fs";
import { test } from "@playwright/test";

/**
 * Writes a file into the running test's output folder and returns its path. The browser reads a path itself; bytes would be sent
 * to it as base64, which on a busy machine takes longer than the wait for an attachment.
 */
export function onDisk({ name, buffer }: { readonly name: string; readonly buffer: Uint8Array }): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, buffer);
  return path;
}
