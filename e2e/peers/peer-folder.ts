import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PeerKey } from "./peer";

/** Keys, messages and answers as files, for programs that take nothing else. */
export interface PeerFolder {
  readonly path: string;
  /** Writes a file of this name and gives its path. */
  readonly put: (name: string, content: string | Buffer) => string;
  readonly learn: (keys: readonly PeerKey[]) => void;
  readonly certificateOf: (key: PeerKey) => string;
  readonly secretOf: (key: PeerKey) => string;
  readonly remove: () => void;
}

export function peerFolder(name: string): PeerFolder {
  const path = mkdtempSync(`/tmp/cachet-${name}-`);
  chmodSync(path, 0o700);
  const put = (file: string, content: string | Buffer): string => {
    writeFileSync(join(path, file), content);
    return join(path, file);
  };
  return {
    path,
    put,
    learn(keys) {
      for (const { fingerprint, certificate, secret } of keys) {
        put(`${fingerprint}.cert`, certificate);
        if (secret) put(`${fingerprint}.key`, secret);
      }
    },
    certificateOf: ({ fingerprint }) => join(path, `${fingerprint}.cert`),
    secretOf: ({ fingerprint }) => join(path, `${fingerprint}.key`),
    remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 }),
  };
}
