// The folder that makes a web host a Web Key Directory (draft-koch-openpgp-webkey-service 3.1), for both methods.
import type { AddressParts } from "../discovery/owner-name";
import { webKeyUrls } from "../discovery/web-key-directory";

/**
 * Path -> content, to unpack at the root of the web host: the advanced layout for openpgpkey.D, the direct one for D. A host
 * serves the one it is asked for, and the other does no harm. `readme` is for the person who unpacks it.
 */
export async function webFolder(
  parts: AddressParts,
  certificate: Uint8Array,
  readme: string,
): Promise<Record<string, Uint8Array>> {
  const urls = await webKeyUrls(parts);
  const files: Record<string, Uint8Array> = { "README.txt": new TextEncoder().encode(readme) };
  for (const url of [urls.advanced, urls.direct]) {
    const path = new URL(url).pathname.slice(1);
    files[path] = certificate;
    // Section 4.5: the policy file is required and may be empty.
    files[path.replace(/hu\/[^/]+$/, "policy")] = new Uint8Array();
  }
  return files;
}
