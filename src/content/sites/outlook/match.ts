/** The hosts of the manifest; organisations have more. */
const HOSTS = new Set(["outlook.live.com", "outlook.office.com", "outlook.office365.com", "outlook.cloud.microsoft"]);

export const isOutlook = (document: Document, { hostname }: URL): boolean =>
  HOSTS.has(hostname) || document.querySelector('script[src*="/owamail/"]') !== null;
