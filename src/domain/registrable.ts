// The registrable part of a host name: all hosts below it belong to one organisation.
import { getDomain } from "tldts-icann";

/** Suffixes of private networks, never used in public (RFC 6761, RFC 6762, ICANN's .internal). */
const PRIVATE_ENDING =
  /(?:^|\.)(?:corp|home|home\.arpa|internal|intra|intranet|invalid|lan|local|localdomain|localhost|localnet|private)\.?$/i;

/**
 * Domains below which different people have names, though the registries' public suffix list does not include them:
 * resellers, dynamic DNS, signing domains of tenants, and hosts of pages, programs and help desks. November 2026.
 */
const SHARED: ReadonlySet<string> = new Set([
  ..."onmicrosoft.com gappssmtp.com brevosend.com t-sender-sib.com ccsend.com eu.org co.com".split(" "),
  ..."ae.org br.com cn.com com.de com.se de.com eu.com gb.net hu.net in.net jp.net jpn.com mex.com ru.com sa.com".split(
    " ",
  ),
  ..."se.net uk.com uk.net us.com us.org za.com".split(" "),
  ..."ddns.net ddnss.de dedyn.io duckdns.org dyndns.org dynv6.net freeboxos.fr freeddns.org goip.de homelinux.org".split(
    " ",
  ),
  ..."appspot.com azurestaticapps.net azurewebsites.net cloudapp.net cloudfront.net codeberg.page deno.dev".split(" "),
  ..."firebaseapp.com fly.dev github.dev github.io githubusercontent.com gitlab.io glitch.me hashnode.dev".split(" "),
  ..."herokuapp.com herokussl.com myshopify.com netlify.app ngrok.io ngrok-free.app onrender.com".split(" "),
  ..."pages.dev pythonanywhere.com railway.app readthedocs.io repl.co replit.app run.app surge.sh vercel.app".split(
    " ",
  ),
  ..."web.app webflow.io weebly.com wixsite.com wordpress.com workers.dev blogspot.com tumblr.com".split(" "),
  ..."atlassian.net desk.com force.com freshdesk.com freshservice.com ghost.io groups.io".split(" "),
  ..."helpscoutapp.com hubspotemail.net intercom-mail.com mailgun.org mandrillapp.com".split(" "),
  ..."sendgrid.net sparkpostmail.com substack.com zendesk.com zohodesk.com".split(" "),
  ..."hopto.org mooo.com myds.me myqnapcloud.com no-ip.org selfhost.eu spdns.de synology.me zapto.org".split(" "),
]);

export const isShared = (domain: string): boolean => SHARED.has(domain);

/** The registrable domain of a host name, by the public suffix list and SHARED; null for bare and private names and addresses. */
export function domainOf(host: string | null): string | null {
  if (host === null || PRIVATE_ENDING.test(host)) return null;
  const domain = getDomain(host, { validateHostname: false });
  return domain !== null && isShared(domain)
    ? host.toLowerCase().replace(/\.$/, "").split(".").slice(-3).join(".")
    : domain;
}
