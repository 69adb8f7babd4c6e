import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

// The licences of third-party code and data in the packages: every package that the extension depends on according to the
// lock file, and the data packed into its tables. Made at each build, so that it is always up to date.

const root = resolve(import.meta.dirname, "..");

/** Data that is packed without being a run-time dependency. */
const DATA = ["@ip-location-db/asn-country"];

/** Licences that may be distributed with Cachet's (SPDX). Any other stops the build. */
const ALLOWED = new Set([
  "MIT",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "MPL-2.0",
  "LGPL-3.0+",
  "CC0-1.0",
  "0BSD",
]);

interface Locked {
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Whether one of the alternatives of an SPDX expression may be used. */
export const allowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((one) => one.split(" AND ").every((part) => ALLOWED.has(part.trim())));

function licenceText(folder: string): string {
  const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name));
  return names.map((name) => readFileSync(join(folder, name), "utf8").trim()).join("\n\n");
}

/** Everything distributed with the extension, by name. Throws if a licence is missing, unknown or not allowed. */
export function notices(): Notice[] {
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as {
    packages: Record<string, Locked>;
  };
  const found = new Map<string, Notice>();
  const add = (name: string, from: string): void => {
    // As Node resolves packages: inside the dependent package, then at the top.
    const path = [`${from}/node_modules/${name}`, `node_modules/${name}`].find((one) => one in packages);
    if (!path) throw new Error(`${name} is not in the lock file`);
    if (found.has(path)) return;
    const { version, license = "", dependencies = {} } = packages[path]!;
    const folder = join(root, path);
    const licence = license || (existsSync(folder) ? "none named" : "not installed");
    if (!allowed(licence)) throw new Error(`${name}: licence ${licence} is not one to hand out`);
    found.set(path, { name, version, licence, text: licenceText(folder) });
    for (const one of Object.keys(dependencies)) add(one, path);
  };
  for (const name of [...Object.keys(packages[""]!.dependencies ?? {}), ...DATA]) add(name, "");
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** NOTICES.txt of a package: plain text, one section each. */
export function noticesText(): string {
  const own = "Cachet is under the Mozilla Public License 2.0; its source is the package of the same version.";
  const sections = notices().map(({ name, version, licence, text }) =>
    [`${name} ${version}: ${licence}`, text].filter(Boolean).join("\n\n"),
  );
  return `${[`${own}\nIt comes with the following, each under its own licence.`, ...sections].join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}
