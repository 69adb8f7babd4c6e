import { addressKey, domainPart } from "./address";

/** Whether an address is in one of an organisation's domains or their subdomains. Domains in lower case, in A-labels or not. */
export function isInside(address: string, domains: readonly string[]): boolean {
  const key = addressKey(address);
  const domain = domainPart(key);
  return domains.some((own) => domain === own || domain.endsWith(`.${own}`));
}

/** Without configured domains nobody is an outsider. */
export const isOutside = (address: string, domains: readonly string[]): boolean =>
  domains.length > 0 && !isInside(address, domains);
