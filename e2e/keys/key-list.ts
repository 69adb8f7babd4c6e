// What a key server holds, and for which addresses it gives a key out.
import { type PublicKey, readKey } from "openpgp";

interface Held {
  readonly key: PublicKey;
  /** Addresses that were confirmed by mail, in lower case. */
  readonly confirmed: Set<string>;
}

export const addressesOf = (key: PublicKey): string[] =>
  key.users.flatMap((user) => (user.userID?.email ? [user.userID.email.toLowerCase()] : []));

export class KeyList {
  readonly #held = new Map<string, Held>();

  /** Replaces the copy of a key; confirmed addresses stay confirmed. */
  async put(armored: string, confirmed: readonly string[] = []): Promise<PublicKey> {
    const key = (await readKey({ armoredKey: armored })).toPublic() as PublicKey;
    const fingerprint = key.getFingerprint();
    const before = this.#held.get(fingerprint)?.confirmed ?? [];
    this.#held.set(fingerprint, { key, confirmed: new Set([...before, ...confirmed.map((a) => a.toLowerCase())]) });
    return key;
  }

  confirm(address: string): void {
    const wanted = address.toLowerCase();
    for (const { key, confirmed } of this.#held.values()) if (addressesOf(key).includes(wanted)) confirmed.add(wanted);
  }

  isConfirmed(fingerprint: string, address: string): boolean {
    return this.#held.get(fingerprint)?.confirmed.has(address.toLowerCase()) ?? false;
  }

  /** Without user IDs that nobody confirmed, as keys.openpgp.org gives keys out. Null when it has none to give. */
  async byConfirmedAddress(address: string): Promise<string | null> {
    for (const held of this.#held.values())
      if (held.confirmed.has(address.toLowerCase())) return this.#confirmedPart(held);
    return null;
  }

  async byFingerprint(fingerprint: string): Promise<string | null> {
    const held = this.#held.get(fingerprint.toLowerCase());
    return held ? this.#confirmedPart(held) : null;
  }

  /** Every key that claims the address, confirmed or not, or has this fingerprint or key id. */
  anyOf(search: string): PublicKey[] {
    const wanted = search.toLowerCase().replace(/^0x/, "");
    return [...this.#held.values()]
      .map(({ key }) => key)
      .filter((key) => key.getFingerprint().endsWith(wanted) || addressesOf(key).includes(wanted));
  }

  async #confirmedPart({ key, confirmed }: Held): Promise<string> {
    const part = await readKey({ binaryKey: key.write() });
    part.users = part.users.filter((user) => confirmed.has(user.userID?.email.toLowerCase() ?? ""));
    return part.armor();
  }

  clear(): void {
    this.#held.clear();
  }
}
