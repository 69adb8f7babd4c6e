import { writeFileSync } from "node:fs";
import { test } from "@playwright/test";

/**
 * Puts a file where the running test keeps its own; gives the path. The browser reads a path by itself; octets would have
 * to be carried to it as base64, which on a busy machine takes longer than a person waits for a file to be attached.
 */
export function onDisk({ name, buffer }: { readonly name: string; readonly buffer: Uint8Array }): string {
  const path = test.info().outputPath(name);
  writeFileSync(path, buffer);
  return path;
}
