// Derives the transport of mail to a domain from the resolvers' answers.
import type { Proof, Sight } from "./look";
import { names, type Policy } from "./mta-sts";

/**
 * dane: every host's key is in the signed DNS, so nobody can intercept the mail. mta-sts: the domain's policy, read here,
 * demands encryption with a valid certificate of every host. announced: there is such a policy, but it was not read.
 * opportunistic: encrypted if nobody interferes. no-mail: nobody takes mail there. bogus: DNS answers are forged or broken.
 * unknown: too few answers to tell.
 */
export type DeliveryTransport = "dane" | "mta-sts" | "announced" | "opportunistic" | "no-mail" | "bogus" | "unknown";

/**
 * The state of the domain's policy. none: it announces none. off: not read, because of the settings or because nothing
 * depends on it. blocked: the browser has no permission for the host. unreachable: it did not answer. invalid: the answer is
 * no policy. not-enforced: it only tests, or withdraws. mismatch: it omits a host that takes mail. enforced: it holds.
 */
export type PolicyState =
  | "none"
  | "off"
  | "blocked"
  | "unreachable"
  | "invalid"
  | "not-enforced"
  | "mismatch"
  | "enforced";

/** States of a policy that is announced but was not read. */
const UNREAD: ReadonlySet<PolicyState> = new Set(["off", "blocked", "unreachable"]);

/** The state of a policy that was read: it must name every one of these hosts. */
export function policyState(policy: Policy | null, hosts: readonly string[]): PolicyState {
  if (!policy) return "invalid";
  if (policy.mode !== "enforce") return "not-enforced";
  return hosts.length > 0 && hosts.every((host) => names(policy, host)) ? "enforced" : "mismatch";
}

interface Facts extends Sight {
  readonly state: PolicyState;
}

/** The first match wins. MTA-STS does not compensate for failed DANE (RFC 8461 2). */
const TRANSPORTS: readonly { readonly transport: DeliveryTransport; readonly when: (facts: Facts) => boolean }[] = [
  { transport: "bogus", when: (f) => f.mail === "bogus" },
  { transport: "unknown", when: (f) => f.mail === "unknown" },
  { transport: "no-mail", when: (f) => f.mail === "none" },
  { transport: "bogus", when: (f) => f.dane === "bogus" },
  { transport: "dane", when: (f) => f.dane === "proven" },
  { transport: "mta-sts", when: (f) => f.state === "enforced" },
  { transport: "bogus", when: (f) => f.announced === "bogus" },
  { transport: "unknown", when: (f) => f.dane === "unknown" },
  { transport: "announced", when: (f) => UNREAD.has(f.state) },
  { transport: "unknown", when: (f) => f.announced === "unknown" },
];

export const deliveryTransport = (sight: Sight, state: PolicyState): DeliveryTransport =>
  TRANSPORTS.find(({ when }) => when({ ...sight, state }))?.transport ?? "opportunistic";

/**
 * Combines what several resolvers show: the hosts that any of them names, and of each proof the weakest. A resolver that did
 * not answer does not weaken another's proof; one that contradicts it does.
 */
export function together(sights: readonly Sight[]): Sight {
  const heard = sights.filter(({ mail }) => mail !== "unknown");
  if (heard.length === 0) return sights[0] ?? NOTHING;
  const mails = heard.map(({ mail }) => mail);
  const mail = mails.includes("bogus") ? "bogus" : mails.includes("hosts") ? "hosts" : "none";
  const announced = first(ANNOUNCED, heard, (sight) => sight.announced);
  return {
    mail,
    hosts: [...new Set(heard.flatMap(({ hosts }) => hosts))],
    dane: first(HELD, heard, (sight) => sight.dane),
    announced,
    policy: announced === "proven" ? heard.find(({ policy }) => policy !== null)!.policy : null,
  };
}

const NOTHING: Sight = { mail: "unknown", hosts: [], dane: "unknown", announced: "unknown", policy: null };

/** A proof holds only if no resolver that answered contradicts it. */
const HELD: readonly Proof[] = ["bogus", "none", "proven", "unknown"];
/** A record that one resolver hides still counts; its consequences are proven elsewhere. */
const ANNOUNCED: readonly Proof[] = ["bogus", "proven", "none", "unknown"];

const first = (order: readonly Proof[], sights: readonly Sight[], of: (sight: Sight) => Proof): Proof =>
  order.find((proof) => sights.some((sight) => of(sight) === proof))!;
