// The two names a key is found by: d= and s= of a signature (RFC 6376 3.5). They end up in a DNS query, so the rules
// are stricter than those of DNS.

/** RFC 5321 4.1.2 sub-domain, in A-labels. */
const DOMAIN = /^(?=.{4,190}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** The same, and the underscores some domains have inside theirs; never one at the beginning, where names of DNS have them. */
const SELECTOR = /^(?=.{1,60}$)[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?)*$/;

/** A domain of at least two labels, in lower case. */
export const isSigningDomain = (text: string): boolean => DOMAIN.test(text);

/** In lower case. */
export const isSelector = (text: string): boolean => SELECTOR.test(text);

/** RFC 6376 3.6.2.1. At most 253 characters for what the two above let pass. */
export const keyName = (selector: string, domain: string): string => `${selector}._domainkey.${domain}`;

/** Equal, or below it. Both in lower case. */
export const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);
