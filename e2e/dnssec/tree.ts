// Makes the zones: keys, signatures, delegations, and the faults. Debian's bind9-utils does the signing.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateKey } from "openpgp";
import { runProgram } from "../lab/program";
import { ALSO, addressAt, type Keys, PEOPLED, type Zone, zones } from "./zones";

export interface Tree {
  /** Zone name, "" for the root -> its file. */
  readonly files: ReadonlyMap<string, string>;
  /** The root key in the form for named.conf and delv. */
  readonly trustAnchor: string;
  /** SHA-256 DS digest of the root key, upper-case hex, as built into the extension. */
  readonly anchor: string;
}

const HEAD = "$TTL 300\n@ SOA ns.test. hostmaster.test. 1 3600 600 86400 60\n@ NS ns.test.\n";

/** OpenPGP keys for everyone in the tree. */
export async function makeKeys(): Promise<Keys> {
  const addresses = [...PEOPLED.map(addressAt), ...ALSO];
  const keys = await Promise.all(
    addresses.map(async (email) => {
      const { publicKey } = await generateKey({
        type: "ecc",
        curve: "curve25519Legacy",
        userIDs: [{ email }],
        format: "object",
      });
      return [email, Buffer.from(publicKey.write())] as const;
    }),
  );
  return new Map(keys);
}

const fileOf = (zone: string): string => zone || "root";
const dotted = (zone: string): string => `${zone}.`;
const depth = (zone: string): number => (zone ? zone.split(".").length : 0);

/** The zone that contains the delegation. */
const parentOf = (zone: string, all: readonly Zone[]): Zone =>
  all
    .filter(({ name }) => name !== zone && (name === "" || zone.endsWith(`.${name}`)))
    .reduce((best, one) => (depth(one.name) > depth(best.name) ? one : best));

export function makeTree(dir: string, keys: Keys): Tree {
  mkdirSync(dir, { recursive: true });
  const all = zones(keys);
  const run = (program: string, args: readonly string[]): string =>
    runProgram(program, args, { cwd: dir, stdio: ["ignore", "pipe", "pipe"] })
      .toString()
      .trim();
  const read = (file: string): string => readFileSync(join(dir, file), "utf8");
  const write = (file: string, text: string): void => writeFileSync(join(dir, file), text);
  const makeKey = (zone: string, algorithm: string, ...flags: string[]): string =>
    run("dnssec-keygen", ["-q", "-a", algorithm, ...flags, dotted(zone)]);

  const delegations = new Map<string, string>();
  const files = new Map<string, string>();
  let root = "";
  for (const zone of all.toSorted((a, b) => depth(b.name) - depth(a.name))) {
    const file = fileOf(zone.name);
    write(file, `${HEAD}${zone.records}${delegations.get(zone.name) ?? ""}`);
    files.set(zone.name, file);
    let ds = "";
    if (zone.algorithm) {
      const ksk = makeKey(zone.name, zone.algorithm, "-f", "KSK");
      if (!zone.oneKey) makeKey(zone.name, zone.algorithm);
      const second = zone.also && makeKey(zone.name, zone.also, "-f", "KSK");
      if (zone.also) makeKey(zone.name, zone.also);
      run("dnssec-signzone", signing(zone, file));
      if (!zone.servedUnsigned) files.set(zone.name, `${file}.signed`);
      if (zone.edit) write(`${file}.signed`, zone.edit(read(`${file}.signed`), keys));
      const digest = (key: string, flag: string): string => run("dnssec-dsfromkey", [flag, key]);
      ds = [dsOf(zone, ksk, digest, makeKey), ...(second ? [digest(second, "-2")] : [])].join("\n");
      if (!zone.name) root = read(`${ksk}.key`);
    }
    if (!zone.name) break;
    const parent = parentOf(zone.name, all).name;
    delegations.set(parent, `${delegations.get(parent) ?? ""}${dotted(zone.name)} NS ns.test.\n${ds}\n`);
  }
  return { files, ...anchorsOf(root) };
}

function signing(zone: Zone, file: string): string[] {
  return [
    ...["-q", "-S", "-P", "-O", "full", "-o", dotted(zone.name), "-f", `${file}.signed`],
    ...(zone.oneKey ? ["-z"] : []),
    ...(zone.window ? ["-s", zone.window[0], "-e", zone.window[1]] : []),
    ...(zone.denial ? ["-3", zone.salt ?? "-", "-H", String(zone.iterations ?? 0)] : []),
    ...(zone.denial === "opt-out" ? ["-A"] : []),
    file,
  ];
}

function dsOf(
  zone: Zone,
  ksk: string,
  digest: (key: string, flag: string) => string,
  makeKey: (zone: string, algorithm: string, ...flags: string[]) => string,
): string {
  if (zone.ds === "none" || !zone.name) return "";
  if (zone.ds === "sha1") return digest(ksk, "-1");
  const ds = digest(ksk, "-2");
  if (zone.ds === "another-key" || zone.ds === "standby-too") {
    const another = digest(makeKey(zone.name, zone.algorithm!, "-f", "KSK"), "-2");
    return zone.ds === "another-key" ? another : `${ds}\n${another}`;
  }
  // 3 is GOST, which BIND dropped and WebCrypto never had; its digests are as long as SHA-256's.
  if (zone.ds === "unknown-digest") return ds.replace(/ 2 ([0-9A-F ]+)$/, " 3 $1");
  return zone.edit && zone.name === "future.test" ? ds.replace(/ 13 2 /, " 17 2 ") : ds;
}

/** The root's key in both forms, from the file dnssec-keygen wrote. */
function anchorsOf(keyFile: string): Pick<Tree, "anchor" | "trustAnchor"> {
  const [, flags, protocol, algorithm, data] = /DNSKEY\s+(\d+)\s+(\d+)\s+(\d+)\s+(.+)/.exec(keyFile)!;
  const key = data!.replaceAll(" ", "");
  // RFC 4034 5.1.4: the owner name in wire form, which for the root is one zero byte, then the key's RDATA.
  const rdata = Buffer.concat([
    Buffer.from([0, Number(flags) >> 8, Number(flags) & 255, Number(protocol), Number(algorithm)]),
    Buffer.from(key, "base64"),
  ]);
  return {
    anchor: createHash("sha256").update(rdata).digest("hex").toUpperCase(),
    trustAnchor: `. static-key ${flags} ${protocol} ${algorithm} "${key}";`,
  };
}
