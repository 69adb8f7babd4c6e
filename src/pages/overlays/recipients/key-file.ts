import type { OfferedFile } from "../../../messages/channel";

/** The type under which public keys travel (RFC 3156 7). */
export const keyFile = (name: string, armored: string): OfferedFile => ({
  name,
  type: "application/pgp-keys",
  bytes: new TextEncoder().encode(armored),
});
