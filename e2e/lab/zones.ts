import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ownerName } from "../dns/doh";
import { runProgram } from "./program";

export interface Zones {
  /** The root key as a trust anchor for named.conf. */
  readonly trustAnchor: string;
  /** SHA-256 DS digest of the root key (RFC 4034 5.1.4), upper-case hex, for test builds instead of the real ones. */
  readonly anchor: string;
  /** Zone -> the file that serves it. */
  readonly files: ReadonlyMap<string, string>;
}

/** Address -> binary public key to publish. */
export type Published = ReadonlyMap<string, Buffer>;

const head = "$TTL 60\n@ SOA ns.test. hostmaster.test. 1 3600 600 86400 60\n@ NS ns.test.\n";

const records = (published: Published, domain: string): string =>
  [...published]
    .filter(([address]) => address.endsWith(`@${domain}`))
    .map(
      ([address, key]) =>
        `${ownerName(address)}. OPENPGPKEY (\n${key.toString("base64").replace(/.{1,64}/g, " $&\n")} )\n`,
    )
    .join("");

function sign(dir: string, zone: string, file: string): void {
  const run = (program: string, args: string[]): Buffer =>
    runProgram(program, args, { cwd: dir, stdio: ["ignore", "pipe", "pipe"] });
  const key = (args: string[]): string =>
    run("dnssec-keygen", ["-q", "-a", "ECDSAP256SHA256", ...args, zone])
      .toString()
      .trim();
  writeFileSync(join(dir, `${file}.ksk`), key(["-f", "KSK"]));
  key([]);
  run("dnssec-signzone", ["-q", "-S", "-P", "-O", "full", "-o", zone, "-f", `${file}.signed`, file]);
}

/**
 * A private tree with its own root key, so that a resolver can validate the whole chain: `.` -> test -> example.test
 * (signed) and unsigned.test (delegated without a DS, which test's NSEC proves: RFC 4035 5.2).
 */
export function makeZones(dir: string, published: Published): Zones {
  mkdirSync(dir, { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(join(dir, file), text);
  write("root", `${head}test. NS ns.test.\nns.test. A 127.0.0.1\n`);
  write("test", `${head}ns A 127.0.0.1\nexample NS ns.test.\nunsigned NS ns.test.\n`);
  write(
    "example.test",
    `${head}@ MX 10 mx\nmx A 127.0.0.1\nwebmail A 127.0.0.1\n${records(published, "example.test")}`,
  );
  write("unsigned.test", `${head}${records(published, "unsigned.test")}`);
  sign(dir, "example.test", "example.test");
  appendFileSync(join(dir, "test"), readFileSync(join(dir, "dsset-example.test.")));
  sign(dir, "test", "test");
  appendFileSync(join(dir, "root"), readFileSync(join(dir, "dsset-test.")));
  sign(dir, ".", "root");

  const keyFile = readFileSync(join(dir, `${readFileSync(join(dir, "root.ksk"), "utf8")}.key`), "utf8");
  const [, flags, protocol, algorithm, data] = /DNSKEY\s+(\d+)\s+(\d+)\s+(\d+)\s+(.+)/.exec(keyFile)!;
  const key = data!.replaceAll(" ", "");
  const rdata = Buffer.from([Number(flags) >> 8, Number(flags) & 255, Number(protocol), Number(algorithm)]);
  return {
    // The root's name in wire form is one zero byte.
    anchor: createHash("sha256")
      .update(Buffer.concat([Buffer.from([0]), rdata, Buffer.from(key, "base64")]))
      .digest("hex")
      .toUpperCase(),
    trustAnchor: `. static-key ${flags} ${protocol} ${algorithm} "${key}";`,
    files: new Map([
      [".", "root.signed"],
      ["test", "test.signed"],
      ["example.test", "example.test.signed"],
      ["unsigned.test", "unsigned.test"],
    ]),
  };
}
