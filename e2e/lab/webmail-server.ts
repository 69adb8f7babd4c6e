import type { Certificate } from "../browser/certificate";

/** A webmail of the lab. */
export interface WebmailServer {
  /** TLS port to map the webmail's host name to. */
  readonly port: number;
  /** Everything browsers have posted so far, form encoding decoded. */
  readonly posted: () => string;
  readonly stop: () => Promise<void>;
}

/** Starts one in `dir`, over the lab's mail servers. `take` gives files to the user servers run as. */
export type StartWebmail = (
  dir: string,
  take: (path: string) => void,
  certificate: Certificate,
  servers: { readonly imap: number; readonly smtp: number; readonly passwords: ReadonlyMap<string, string> },
) => Promise<WebmailServer>;
