// The order in which sources are asked for a key. Later sources learn less, because they are seldom needed.

import { KEYLESS } from "../trust/trust-state";
import type { KeyServer, LookupSource } from "./lookup";

/** The settings (domain/settings.ts) that decide. */
export interface PlanSettings {
  readonly wkd: boolean;
  readonly keyServers: readonly KeyServer[];
}

/** One query: the parameters of recipient.lookup besides the address. */
export interface LookupStep {
  readonly source: LookupSource;
  /** Origin of the key server, with source "server" only. */
  readonly server?: string;
}

/**
 * Waves of queries that are sent together: the address's own domain first, then servers that confirm addresses by mail, then
 * those that confirm nothing. Within a wave the order is that of the settings. Empty waves are left out.
 */
export function lookupPlan({ wkd, keyServers }: PlanSettings): readonly (readonly LookupStep[])[] {
  const servers = (verifying: boolean): LookupStep[] =>
    keyServers
      .filter(({ kind }) => (kind !== "hkp") === verifying)
      .map(({ origin }) => ({ source: "server", server: origin }));
  const domain: LookupStep[] = [{ source: "dns" }, { source: "cert" }, { source: "pka" }];
  if (wkd) domain.push({ source: "wkd" });
  return [domain, servers(true), servers(false)].filter((wave) => wave.length > 0);
}

/**
 * Trust states in which the address has no key to seal to, or one that only messages name, and none is held: only in these is
 * a wave sent.
 */
const WITHOUT_KEY: ReadonlySet<string> = new Set([...KEYLESS, "mail-only"]);

/** `state` is a TrustState (domain/trust/trust-state.ts). */
export const needsKey = (state: string): boolean => WITHOUT_KEY.has(state);

/**
 * Asks wave after wave, and stops after the one that gives the address a key. `askOne` returns the trust state after its
 * answer, or null if there was none.
 */
export async function askInWaves(
  plan: readonly (readonly LookupStep[])[],
  askOne: (step: LookupStep) => Promise<string | null>,
): Promise<void> {
  for (const wave of plan) {
    const states = await Promise.all(wave.map(askOne));
    if (states.some((state) => state !== null && !needsKey(state))) return;
  }
}
