// OCB of SEIPDv2 by Cachet's code and by unmodified openpgp.js, alternately in this process: both run as script in browsers, too.
import { randomBytes } from "node:crypto";
import { decrypted, encrypted } from "../../src/domain/pgp/testing/aead-data";
import { median } from "./median";

const MIB = 1024 * 1024;
const OURS = 25;
/** The time of openpgp.js is linear, so a part is enough; its times are scaled to 25 MiB. */
const THEIRS = 4;

export interface OcbTimes {
  readonly openMs: number;
  readonly sealMs: number;
  /** Times of openpgp.js, scaled to 25 MiB. */
  readonly theirOpenMs: number;
  readonly theirSealMs: number;
}

export async function ocbTimes(rounds = 3): Promise<OcbTimes> {
  const seal: number[] = [];
  const open: number[] = [];
  const theirSeal: number[] = [];
  const theirOpen: number[] = [];
  const key = new Uint8Array(randomBytes(32));
  // The first round warms up both.
  for (let round = 0; round <= rounds; round++) {
    for (const stock of [false, true]) {
      const size = (stock ? THEIRS : OURS) * MIB;
      const start = performance.now();
      const packet = await encrypted({ key, stock }, randomBytes(size));
      const sealed = performance.now();
      const { length } = await decrypted(packet, { key, stock });
      const opened = performance.now();
      if (length !== size) throw new Error("not what was sealed");
      if (round === 0) continue;
      const scale = (OURS * MIB) / size;
      (stock ? theirSeal : seal).push((sealed - start) * scale);
      (stock ? theirOpen : open).push((opened - sealed) * scale);
    }
  }
  return {
    openMs: median(open),
    sealMs: median(seal),
    theirOpenMs: median(theirOpen),
    theirSealMs: median(theirSeal),
  };
}
