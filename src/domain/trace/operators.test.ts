import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { domainOf } from "../registrable";
import { OPERATORS, OPERATORS_AS_OF } from "./operator-table";
import { isLetOut, operatorOf, organisationOf } from "./operators";

const domains = OPERATORS.flatMap(([id, , , others]) => [id, ...others.split(" ").filter(Boolean)]);

it("knows an operator's machines below a domain where its customers have names", () => {
  expect(operatorOf("out7.sendgrid.net")).toMatchObject({ name: "SendGrid" });
  expect(organisationOf("out7.sendgrid.net")).toBe(organisationOf("sendgrid.com"));
  expect(operatorOf("anybody.github.io")).toBeNull();
});

describe("the table of mail operators", () => {
  it("names no domain twice, and only registrable ones, in lower case", () => {
    expect(domains.filter((domain, i) => domains.indexOf(domain) !== i)).toEqual([]);
    expect(domains.filter((domain) => domainOf(domain) !== domain || domain !== domain.toLowerCase())).toEqual([]);
  });

  it("gives each operator a name of its own and a country that exists", () => {
    const names = OPERATORS.map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    const country = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
    expect(OPERATORS.filter(([, , code]) => !/^[A-Z]{2}$/.test(code) || !country.of(code))).toEqual([]);
  });

  it("has a date, and above each row the page it comes from", () => {
    expect(OPERATORS_AS_OF).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
    const source = readFileSync(join(import.meta.dirname, "operator-table.ts"), "utf8");
    expect(source.match(/^ {2}\/\/ https:\/\/\S+\n {2}\[/gm)).toHaveLength(OPERATORS.length);
  });

  it("leaves out domains that every customer signs or names machines in", () => {
    const shared = ["onmicrosoft.com", "gappssmtp.com", "amazonaws.com", "googleusercontent.com", "stratoserver.net"];
    expect(shared.filter((domain) => domains.includes(domain))).toEqual([]);
  });
});

describe("who runs a mail host", () => {
  it.each([
    ["mail-sor-f41.google.com", "Google", "US"],
    ["gmail.com", "Google", "US"],
    ["AM5EUR02FT005.mail.protection.outlook.com.", "Microsoft", "US"],
    ["out4-smtp.messagingengine.com", "Fastmail", "AU"],
    ["mail-4318.protonmail.ch", "Proton", "CH"],
    ["mx4.mail.ovh.net", "OVHcloud", "FR"],
    ["smtp-80.smtpout.orange.fr", "Orange", "FR"],
    ["relay7-d.mail.gandi.net", "Gandi", "FR"],
    ["mout.kundenserver.de", "IONOS", "DE"],
    ["mout.gmx.net", "GMX / WEB.DE", "DE"],
    ["mx1.mailbox.org", "mailbox.org", "DE"],
    ["mx01.ik2.infomaniak.ch", "Infomaniak", "CH"],
    ["mx08-001d1705.pphosted.com", "Proofpoint", "US"],
    ["eu-smtp-delivery-1.mimecast.com", "Mimecast", "GB"],
    ["a8-50.smtp-out.amazonses.com", "Amazon SES", "US"],
    ["smtp4-g21.free.fr", "Free", "FR"],
    ["mo4-p00-ob.smtp.rzone.de", "Strato", "DE"],
    ["mail-4323.proton.ch", "Proton", "CH"],
    ["town-example.o-v1.mx.microsoft", "Microsoft", "US"],
    ["cloudflare-email.net", "Cloudflare", "US"],
    ["mailstream-east.mxrecord.io", "Cloudflare", "US"],
    ["com-out001.mailprotect.be", "Combell", "BE"],
    ["fr-int-smtpout8.hostinger.io", "Hostinger", "LT"],
    ["mailout04.rmx.de", "Retarus", "DE"],
    ["smtpout-eu.mtaroutes.com", "SpamExperts", "US"],
    ["smtpq4.tb.mail.iss.as9143.net", "Ziggo", "NL"],
    ["shout11.mail.de", "mail.de", "DE"],
    ["mail-200161.simplelogin.co", "SimpleLogin", "CH"],
    ["mail2.anonaddy.me", "addy.io", "GB"],
    ["smtp-outbound3.duck.com", "DuckDuckGo", "US"],
    ["mail84.lwspanel.com", "LWS", "FR"],
    ["node38-eu.n0c.com", "PlanetHoster", "CA"],
    ["mail-gateway-shared03.cyon.net", "cyon", "CH"],
    ["relay02-mors.netcup.net", "netcup", "DE"],
    ["mailout03.agenturserver.de", "Mittwald", "DE"],
    ["mx01-out.cloud.vadesecure.com", "Vade", "FR"],
    ["mx1-v2.alinto.net", "Alinto", "FR"],
    ["hz-deliver02.de.seppmail.cloud", "SEPPmail", "CH"],
    ["eu-dlp.cloud-sec-av.com", "Check Point", "IL"],
    ["eu1.smtp.exclaimer.net", "Exclaimer", "GB"],
    ["smtp-de.emailsignatures365.com", "CodeTwo", "PL"],
    ["vsmx011.vodafonemail.xion.oxcs.net", "Open-Xchange", "DE"],
    ["bee.birch.relay.mailchannels.net", "MailChannels", "CA"],
    ["e2i340.smtp2go.com", "SMTP2GO", "NZ"],
  ])("%s: %s, %s", (host, name, country) => {
    expect(operatorOf(host)).toMatchObject({ name, country });
    expect(operatorOf(organisationOf(host))).toEqual(operatorOf(host));
  });

  it.each([
    "google.com.evil.example",
    "notgoogle.com",
    "google.com-mail.example",
    "google.co",
    "xn--ggle-0nda.com",
    "mail.example.org",
    "google",
    "localhost",
    "192.0.2.1",
    "",
    null,
  ])("%j: nobody we know", (host) => {
    expect(operatorOf(host)).toBeNull();
  });
});

describe("names that are no domain", () => {
  it.each([
    "ams-compute-02.internal",
    "mailmx.phl.internal",
    "desk.local",
    "localhost.localdomain",
    "client.hidden.invalid",
    "nas.home.arpa",
    "x.lan",
  ])("%s belongs to nobody", (host) => {
    expect(domainOf(host)).toBeNull();
    expect(organisationOf(host)).toBeNull();
  });

  it("a public name that only ends like one does", () => {
    expect(domainOf("mail.internal.example")).toBe("internal.example");
    expect(domainOf("mylocal.example")).toBe("mylocal.example");
  });

  it("Orange's machines sign with bare names", () => {
    expect(organisationOf("mwinf5d34")).toBe("orange.fr");
    expect(organisationOf("mwinf5d34.evil.example")).toBe("evil.example");
    expect(organisationOf("mwin")).toBeNull();
  });
});

describe("a machine that an operator lets to anybody", () => {
  it.each([
    ["lfbn-idf1-1-234-56.w90-1.abo.wanadoo.fr", "90.1.234.56"],
    ["static.7.2.0.192.clients.your-server.de", "192.0.2.7"],
    ["vps-1a2b3c4d.vps.ovh.net", "192.0.2.7"],
    ["1.2.0.192.rev.sfr.net", "192.0.2.1"],
    ["c-192-0-2-7.hsd1.ca.comcast.net", "192.0.2.7"],
    ["bob75-1-192-0-2-7.fbx.proxad.net", null],
    ["host192-0-2-7.isp.example", "192.0.2.7"],
    ["7-2-0-192.isp.example", "192.0.2.7"],
    ["vps63737.lws-hosting.com", "192.0.2.7"],
    ["192.000.002.007.isp.example", "192.0.2.7"],
    ["ns3123456.ovh.net", null],
    ["cc123456-a.ensch1.ov.home.nl", null],
    ["d54c1a2b3.access.telenet.be", null],
    ["evil.westeurope.cloudapp.azure.com", null],
    ["cluster027.hosting.ovh.net", null],
    ["infong1234.kundenserver.de", null],
    ["www123.your-server.de", null],
    // The address in hexadecimal digits.
    ["p5b0ab12c.t-online.de", "91.10.177.44"],
  ])("%s", (host, ip) => {
    expect(isLetOut(host, ip)).toBe(true);
  });

  it.each([
    ["mail-sor-f41.google.com", "209.85.220.41"],
    ["mail-41103.protonmail.ch", "185.70.41.103"],
    ["ns1.b.example", "192.0.2.1"],
    ["smtp-80.smtpout.orange.fr", "80.12.242.80"],
    ["mx4.mail.ovh.net", "178.32.119.4"],
    ["a8-50.smtp-out.amazonses.com", "54.240.8.50"],
    ["dyn.com", "192.0.2.1"],
    ["node38-eu.n0c.com", "192.0.2.1"],
    ["mout.kundenserver.de", null],
  ])("not %s", (host, ip) => {
    expect(isLetOut(host, ip)).toBe(false);
  });
});
