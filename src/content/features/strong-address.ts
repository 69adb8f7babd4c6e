import { parseStrongAddress } from "../../domain/discovery/strong-address";
import type { ComposeBox } from "../sites/site";
import type { FeatureContext } from "./feature-context";
import { stopPageSend } from "./stop-send";

/** Looks like a binding label, in text that cannot be parsed as an address. */
const LABEL = /(^|[@.])(mm|xx)--/i;
const SEALED = /^\s*-----BEGIN PGP MESSAGE-----[\s\S]*-----END PGP MESSAGE-----\s*$/;

export interface StrongAddresses {
  /** Guards the Send of a box; `covered` tells whether our editor covers it and holds Send itself. */
  guard(box: () => ComposeBox, covered: () => boolean): void;
  /** Notes addresses that replaced strong ones in the box: its text must be sealed as before. */
  bind(box: ComposeBox, addresses: readonly string[]): void;
}

/**
 * Mail to a strong address never leaves in clear: the page's own Send is held whenever one is among the recipients, with or
 * without our editor. Checked when Send is pressed, so that no field has to be watched.
 */
export function strongAddresses(context: FeatureContext): StrongAddresses {
  const bound = new WeakMap<HTMLElement, Set<string>>();

  const mustStop = (box: ComposeBox): boolean => {
    const { to, cc, bcc, unreadable } = box.recipients();
    const addresses = [...to, ...cc, ...bcc].map((one) => one.address);
    if (addresses.some(parseStrongAddress) || unreadable.some((text) => LABEL.test(text))) return true;
    const delivered = bound.get(box.root);
    return addresses.some((address) => delivered?.has(address.toLowerCase())) && !SEALED.test(box.text());
  };

  return {
    guard(box, covered) {
      stopPageSend(
        box,
        () => context.notice("strong", true),
        context.signal,
        () => !covered() && box().root.isConnected && mustStop(box()),
      );
    },
    bind(box, addresses) {
      const known = bound.get(box.root) ?? new Set();
      for (const address of addresses) known.add(address.toLowerCase());
      bound.set(box.root, known);
    },
  };
}
