// In the page's own world, without the extension's API: makes window.mailvelope, as webmails know it from Mailvelope. It holds no
// state worth stealing and decides nothing. Every call goes over one MessagePort to our script in the isolated world, which
// treats whatever comes as the page's. What Cachet does not do is absent here, so that pages see that it is missing.
import {
  API_HERE,
  API_READY,
  API_TAKEN,
  type ClientAnswer,
  type ClientCode,
  type ClientEnd,
  type ClientRequest,
} from "../messages/client-api";

/** The interface spoken, by Mailvelope's count: Roundcube looks for at least 2. */
const VERSION = "6.2.1";

type Settle = { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void };

const world = window as { mailvelope?: unknown };
const open = new Map<number, Settle>();
/** Asked before the port came. */
let early: ClientRequest[] = [];
let port: MessagePort | null = null;
let over = false;
let latest = 0;

const failure = (code: ClientCode, text: string): Error => Object.assign(new Error(text), { code });

function ask<T>(call: string, ...given: readonly unknown[]): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (over) return reject(failure("NO_CONNECTION", "The extension is gone: reload the page."));
    const request = { id: ++latest, call, given };
    try {
      if (port) port.postMessage(request);
      else early.push(structuredClone(request));
      open.set(request.id, { resolve: resolve as Settle["resolve"], reject });
    } catch {
      reject(failure("TYPE_MISMATCH", `${call}: an argument cannot be passed on.`));
    }
  });
}

function take(message: ClientAnswer | ClientEnd): void {
  if ("end" in message) {
    end();
    return;
  }
  const one = open.get(message.id);
  open.delete(message.id);
  if ("code" in message) one?.reject(failure(message.code, message.text));
  else one?.resolve(message.value as never);
}

function end(): void {
  if (over) return;
  over = true;
  for (const { reject } of open.values()) reject(failure("NO_CONNECTION", "The extension is gone."));
  open.clear();
  if (world.mailvelope === api)
    window.dispatchEvent(new CustomEvent("mailvelope-disconnect", { detail: { version: VERSION } }));
}

interface ShownKey {
  readonly fingerprint: string;
  readonly day: number;
}

class Keyring {
  readonly logoRev = 0;
  constructor(readonly identifier: string) {}

  async validKeyForAddress(addresses: readonly string[]): Promise<Record<string, unknown>> {
    const keys = await ask<(ShownKey | null)[]>("validKeyForAddress", addresses);
    return Object.fromEntries(
      addresses.map((address, at) => {
        const key = keys[at];
        if (!key) return [address, false];
        const { fingerprint, day } = key;
        return [address, { keys: [{ fingerprint, lastModified: new Date(day), source: "LOC" }] }];
      }),
    );
  }
  hasPrivateKey = (which?: unknown): Promise<boolean> => ask("hasPrivateKey", which);
  exportOwnPublicKey = (address: string): Promise<string> => ask("exportOwnPublicKey", address);
  importPublicKey = (armored: string): Promise<string> => ask("importPublicKey", armored);
  openSettings = (): Promise<void> => ask("openSettings");
}

const isOurs = (keyring: unknown): boolean => keyring == null || keyring instanceof Keyring;

const keyringBy = async (call: "getKeyring" | "createKeyring", id?: string | null): Promise<Keyring> => {
  await ask(call, id);
  return new Keyring(id ?? "mailvelope");
};

const api = {
  getVersion: async (): Promise<string> => VERSION,
  getKeyring: (id?: string | null) => keyringBy("getKeyring", id),
  createKeyring: (id: string) => keyringBy("createKeyring", id),
  async createDisplayContainer(selector: string, armored: string, keyring?: unknown, options?: unknown) {
    if (!isOurs(keyring)) throw failure("TYPE_MISMATCH", "The keyring is not one that getKeyring gave.");
    return ask("createDisplayContainer", selector, armored, options);
  },
};

function start(): void {
  const taken = (): void => void document.dispatchEvent(new Event(API_TAKEN));
  const meet = (say: () => void): void => {
    document.addEventListener(API_HERE, say);
    say();
  };
  if (world.mailvelope !== undefined) {
    meet(taken);
    return;
  }
  let now: unknown = api;
  Object.defineProperty(world, "mailvelope", {
    configurable: true,
    enumerable: true,
    get: () => now,
    // Mailvelope, which comes later than the page's first scripts, takes the name over.
    set(other: unknown) {
      now = other;
      meet(taken);
      end();
    },
  });
  const onPort = ({ data, source, ports }: MessageEvent): void => {
    if (data !== API_READY || source !== window || !ports[0] || port) return;
    window.removeEventListener("message", onPort);
    port = ports[0];
    port.onmessage = ({ data: message }) => take(message as ClientAnswer | ClientEnd);
    for (const request of early) port.postMessage(request);
    early = [];
  };
  window.addEventListener("message", onPort);
  meet(() => {
    if (!over) document.dispatchEvent(new Event(API_READY));
  });
  // Later than the page's own scripts, which either find the object or wait for this.
  const tell = (): void =>
    void setTimeout(() => {
      if (now === api) window.dispatchEvent(new CustomEvent("mailvelope", { detail: api }));
    }, 1);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", tell, { once: true });
  else tell();
}

if (location.origin !== "null") start();
