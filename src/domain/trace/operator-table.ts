// Operators of mail for many customers: companies that a message is likely to pass. Data only; operators.ts has the rules.

/** When the rows were last reviewed; a domain that has changed hands since is named wrongly. */
export const OPERATORS_AS_OF = "2026-11";

/**
 * The domain that identifies the operator, its usual name, the country (ISO 3166) whose law the company that runs the service
 * answers to, and the other domains in which its mail machines or mailboxes have names, separated by spaces. A domain in
 * which customers sign their mail or name their machines (onmicrosoft.com, gappssmtp.com, amazonaws.com, stratoserver.net)
 * does not belong to one operator alone and is in no row.
 */
export type OperatorRow = readonly [id: string, name: string, country: string, domains: string];

// Above each row is a page of the operator that names the company or its mail hosts. The domains were compared with Received
// lines in public list archives up to 2026, the map of parsedmarc, and MXmap's lists in November 2026.
export const OPERATORS: readonly OperatorRow[] = [
  // Mailboxes for everybody
  // https://support.google.com/a/answer/174125
  ["google.com", "Google", "US", "gmail.com googlemail.com"],
  // https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges
  [
    "outlook.com",
    "Microsoft",
    "US",
    "exchangelabs.com hotmail.com hotmail.fr live.com live.fr microsoft.com msn.com mx.microsoft office.com office365.com outlook.de outlook.fr",
  ],
  // https://support.apple.com/102525
  ["apple.com", "Apple", "US", "icloud.com mac.com me.com"],
  // https://legal.yahoo.com/us/en/yahoo/terms/otos/index.html
  ["yahoo.com", "Yahoo", "US", "aol.com rocketmail.com yahoo.co.uk yahoo.de yahoo.fr yahoo.net yahoodns.net ymail.com"],
  // https://proton.me/legal/terms
  ["proton.me", "Proton", "CH", "pm.me proton.ch protonmail.ch protonmail.com"],
  // https://www.fastmail.com/company/about/
  ["fastmail.com", "Fastmail", "AU", "fastmail.fm messagingengine.com pobox.com"],
  // https://tuta.com/imprint
  ["tuta.com", "Tuta", "DE", "keemail.me tuta.io tutamail.com tutanota.com tutanota.de"],
  // https://mailbox.org/en/imprint
  ["mailbox.org", "mailbox.org", "DE", "heinlein-hosting.de jpberlin.de"],
  // https://posteo.de/en/site/legal_notice
  ["posteo.de", "Posteo", "DE", "posteo.net"],
  // https://www.mailo.com
  ["mailo.com", "Mailo", "FR", "net-c.com netcourrier.com"],
  // https://mailfence.com
  ["mailfence.com", "Mailfence", "BE", "contactoffice.com"],
  // https://www.startmail.com
  ["startmail.com", "StartMail", "NL", ""],
  // https://soverin.com
  ["soverin.net", "Soverin", "NL", "soverin.com"],
  // https://runbox.com/about/
  ["runbox.com", "Runbox", "NO", ""],
  // https://kolabnow.com
  ["kolabnow.com", "Kolab Now", "CH", "mykolab.com"],
  // https://disroot.org
  ["disroot.org", "Disroot", "NL", ""],
  // https://riseup.net/about-us
  ["riseup.net", "Riseup", "US", ""],
  // https://www.hushmail.com/about/
  ["hushmail.com", "Hushmail", "CA", "hush.com"],
  // https://www.gmx.net/impressum/
  ["gmx.net", "GMX / WEB.DE", "DE", "gmx.at gmx.ch gmx.de web.de"],
  // https://mail.de
  ["mail.de", "mail.de", "DE", ""],
  // https://www.mail.com/company/imprint/
  ["mail.com", "mail.com", "US", "gmx.com"],
  // https://www.zoho.com/contactus.html
  ["zoho.com", "Zoho", "IN", "zoho.eu zoho.in zohocorp.com zohomail.com zohomail.eu"],
  // https://yandex.com/legal/
  ["yandex.ru", "Yandex", "RU", "ya.ru yandex.com yandex.net"],
  // https://help.mail.ru/mail
  ["mail.ru", "Mail.ru", "RU", "bk.ru inbox.ru list.ru"],
  // https://www.seznam.cz
  ["seznam.cz", "Seznam", "CZ", "email.cz post.cz"],
  // https://www.wp.pl
  ["wp.pl", "Wirtualna Polska", "PL", "o2.pl tlen.pl"],
  // https://www.onet.pl
  ["onet.pl", "Onet", "PL", "op.pl vp.pl"],
  // https://www.libero.it
  ["libero.it", "Libero", "IT", "italiaonline.it virgilio.it"],
  // https://www.freenet.de
  ["freenet.de", "freenet", "DE", ""],

  // Alias addresses that forward to others
  // https://simplelogin.io/terms/
  ["simplelogin.io", "SimpleLogin", "CH", "simplelogin.co"],
  // https://addy.io/terms/
  ["addy.io", "addy.io", "GB", "anonaddy.com anonaddy.me"],
  // https://duckduckgo.com/email/
  ["duck.com", "DuckDuckGo", "US", "duckduckgo.com"],

  // Mailboxes that come with an internet connection
  // https://www.orange.fr
  ["orange.fr", "Orange", "FR", "orange.com wanadoo.fr"],
  // https://www.free.fr
  ["free.fr", "Free", "FR", "aliceadsl.fr proxad.net"],
  // https://www.sfr.fr
  ["sfr.fr", "SFR", "FR", "cegetel.net club-internet.fr neuf.fr numericable.fr sfr.net"],
  // https://www.bouyguestelecom.fr
  ["bouyguestelecom.fr", "Bouygues Telecom", "FR", "bbox.fr"],
  // https://www.laposte.net
  ["laposte.net", "La Poste", "FR", "laposte.fr"],
  // https://www.nordnet.com
  ["nordnet.fr", "Nordnet", "FR", "nordnet.com"],
  // https://www.telekom.de
  ["t-online.de", "Telekom", "DE", "magenta.de telekom.de"],
  // https://www.vodafone.de
  ["vodafone.de", "Vodafone Deutschland", "DE", "arcor.de vodafonemail.de"],
  // https://www.swisscom.ch
  ["swisscom.ch", "Swisscom", "CH", "bluewin.ch swisscom.com"],
  // https://www.a1.net
  ["a1.net", "A1", "AT", "aon.at"],
  // https://www.proximus.be
  ["proximus.be", "Proximus", "BE", "belgacom.be skynet.be"],
  // https://www2.telenet.be
  ["telenet.be", "Telenet", "BE", "telenet-ops.be"],
  // https://www.kpn.com
  ["kpn.com", "KPN", "NL", "hetnet.nl kpnmail.nl planet.nl xs4all.nl"],
  // https://www.ziggo.nl
  ["ziggo.nl", "Ziggo", "NL", "as9143.net home.nl upcmail.nl"],
  // https://www.bt.com
  ["bt.com", "BT", "GB", "btinternet.com"],
  // https://www.virginmedia.com
  ["virginmedia.com", "Virgin Media", "GB", "blueyonder.co.uk ntlworld.com"],
  // https://www.tim.it
  ["tim.it", "TIM", "IT", "alice.it"],
  // https://www.telefonica.com
  ["telefonica.net", "Telefónica", "ES", "movistar.es telefonica.com"],
  // https://www.sapo.pt
  ["sapo.pt", "SAPO", "PT", ""],
  // https://www.xfinity.com
  ["comcast.net", "Comcast", "US", ""],
  // https://www.att.com
  ["att.net", "AT&T", "US", "bellsouth.net prodigy.net sbcglobal.net"],
  // https://www.spectrum.com
  ["charter.net", "Spectrum", "US", "rr.com"],
  // https://www.bell.ca
  ["bell.net", "Bell", "CA", "bell.ca sympatico.ca"],
  // https://www.videotron.com
  ["videotron.ca", "Vidéotron", "CA", "videotron.com"],

  // Mail for one's own domain
  // https://www.ovhcloud.com/en/terms-and-conditions/
  ["ovh.com", "OVHcloud", "FR", "ovh.ca ovh.net ovhcloud.com"],
  // https://www.gandi.net
  ["gandi.net", "Gandi", "FR", "0x35.net"],
  // https://www.infomaniak.com/en/legal
  ["infomaniak.com", "Infomaniak", "CH", "ik.me ikmail.com infomaniak.ch"],
  // https://migadu.com/about/
  ["migadu.com", "Migadu", "CH", ""],
  // https://www.hostpoint.ch
  ["hostpoint.ch", "Hostpoint", "CH", ""],
  // https://www.cyon.ch
  ["cyon.ch", "cyon", "CH", "cyon.net"],
  // https://www.ionos.com/terms-gtc/
  ["ionos.com", "IONOS", "DE", "1and1.com ionos.co.uk ionos.de ionos.es ionos.fr kundenserver.de perfora.net"],
  // https://www.strato.de/impressum/
  ["strato.de", "Strato", "DE", "rzone.de strato.com"],
  // https://www.hetzner.com/legal/legal-notice/
  ["hetzner.com", "Hetzner", "DE", "hetzner.de your-server.de"],
  // https://all-inkl.com/impressum/
  ["all-inkl.com", "ALL-INKL", "DE", "kasserver.com"],
  // https://uberspace.de
  ["uberspace.de", "Uberspace", "DE", ""],
  // https://www.df.eu
  ["df.eu", "DomainFactory", "DE", "ispgateway.de"],
  // https://www.netcup.com
  ["netcup.de", "netcup", "DE", "netcup.com netcup.net"],
  // https://www.mittwald.de
  ["mittwald.de", "Mittwald", "DE", "agenturserver.de"],
  // https://www.open-xchange.com
  ["open-xchange.com", "Open-Xchange", "DE", "oxcs.net"],
  // https://www.one.com
  ["one.com", "one.com", "DK", ""],
  // https://domene.shop
  ["domeneshop.no", "Domeneshop", "NO", "domene.shop"],
  // https://www.loopia.com
  ["loopia.se", "Loopia", "SE", "loopia.com"],
  // https://www.transip.nl
  ["transip.nl", "TransIP", "NL", "transip.email transip.net"],
  // https://www.combell.com
  ["combell.com", "Combell", "BE", "mailprotect.be"],
  // https://www.aruba.it
  ["aruba.it", "Aruba", "IT", ""],
  // https://www.hostinger.com
  ["hostinger.com", "Hostinger", "LT", "hostinger.io"],
  // https://www.o2switch.fr
  ["o2switch.net", "o2switch", "FR", "o2switch.fr"],
  // https://www.lws.fr
  ["lws.fr", "LWS", "FR", "lws-hosting.com lwspanel.com"],
  // https://www.planethoster.com
  ["planethoster.com", "PlanetHoster", "CA", "n0c.com planethoster.net"],
  // https://www.alwaysdata.com
  ["alwaysdata.com", "alwaysdata", "FR", "alwaysdata.net"],
  // https://www.renater.fr
  ["renater.fr", "RENATER", "FR", ""],
  // https://www.rackspace.com
  ["rackspace.com", "Rackspace", "US", "emailsrvr.com"],
  // https://www.godaddy.com
  ["godaddy.com", "GoDaddy", "US", "secureserver.net"],
  // https://www.namecheap.com
  ["namecheap.com", "Namecheap", "US", "privateemail.com registrar-servers.com"],
  // https://www.dreamhost.com
  ["dreamhost.com", "DreamHost", "US", ""],
  // https://developers.cloudflare.com/email-routing/
  ["cloudflare.net", "Cloudflare", "US", "cloudflare-email.net cloudflare.com mxrecord.io mxrecord.mx"],

  // Filters, signatures, relays that mail passes on its way in or out
  // https://www.mimecast.com
  ["mimecast.com", "Mimecast", "GB", ""],
  // https://www.proofpoint.com
  ["proofpoint.com", "Proofpoint", "US", "ppe-hosted.com pphosted.com"],
  // https://www.barracuda.com
  ["barracuda.com", "Barracuda", "US", "barracudanetworks.com"],
  // https://docs.ces.cisco.com
  ["iphmx.com", "Cisco", "US", "cisco.com"],
  // https://www.broadcom.com/products/cybersecurity/email
  ["messagelabs.com", "Broadcom", "US", "broadcom.com"],
  // https://www.sophos.com
  ["sophos.com", "Sophos", "GB", ""],
  // https://www.trendmicro.com
  ["trendmicro.com", "Trend Micro", "JP", "trendmicro.eu"],
  // https://www.forcepoint.com
  ["mailcontrol.com", "Forcepoint", "US", "forcepoint.com"],
  // https://www.hornetsecurity.com
  ["hornetsecurity.com", "Hornetsecurity", "DE", "antispameurope.com"],
  // https://www.retarus.com
  ["retarus.com", "Retarus", "DE", "retarus.de rmx.de"],
  // https://www.mailinblack.com
  ["mailinblack.com", "Mailinblack", "FR", ""],
  // https://www.altospam.com
  ["altospam.com", "Altospam", "FR", ""],
  // https://www.vadesecure.com
  ["vadesecure.com", "Vade", "FR", "vaderetro.com"],
  // https://www.alinto.com
  ["alinto.com", "Alinto", "FR", "alinto.net"],
  // https://www.seppmail.com
  ["seppmail.com", "SEPPmail", "CH", "seppmail.cloud"],
  // https://www.fortinet.com/products/email-security
  ["fortimailcloud.com", "Fortinet", "US", "fortimail.com fortinet.com"],
  // https://www.checkpoint.com
  ["checkpoint.com", "Check Point", "IL", "cloud-sec-av.com"],
  // https://exclaimer.com
  ["exclaimer.net", "Exclaimer", "GB", "exclaimer.com"],
  // https://www.codetwo.com
  ["codetwo.com", "CodeTwo", "PL", "emailsignatures365.com"],
  // https://www.mailchannels.com
  ["mailchannels.net", "MailChannels", "CA", "mailchannels.com"],
  // https://www.n-able.com
  ["spamexperts.com", "SpamExperts", "US", "antispamcloud.com mtaroutes.com spamexperts.eu spamexperts.net"],

  // Senders of newsletters and notices
  // https://docs.aws.amazon.com/ses/
  ["amazonses.com", "Amazon SES", "US", ""],
  // https://sendgrid.com
  ["sendgrid.net", "SendGrid", "US", "sendgrid.com"],
  // https://www.mailgun.com
  ["mailgun.net", "Mailgun", "US", "mailgun.com mailgun.info mailgun.org mailgun.us"],
  // https://www.mailjet.com
  ["mailjet.com", "Mailjet", "FR", ""],
  // https://www.brevo.com/legal/termsofuse/
  ["brevo.com", "Brevo", "FR", "mailin.fr sender-sib.com sendinblue.com"],
  // https://mailchimp.com/legal/terms/
  ["mailchimp.com", "Mailchimp", "US", "mandrillapp.com mcdlv.net mcsv.net rsgsv.net"],
  // https://postmarkapp.com
  ["postmarkapp.com", "Postmark", "US", "mtasv.net"],
  // https://www.sparkpost.com
  ["sparkpostmail.com", "SparkPost", "US", "sparkpost.com"],
  // https://www.smtp2go.com
  ["smtp2go.com", "SMTP2GO", "NZ", ""],
  // https://www.salesforce.com
  ["salesforce.com", "Salesforce", "US", "exacttarget.com"],
  // https://www.klaviyo.com
  ["klaviyo.com", "Klaviyo", "US", "klaviyomail.com"],
  // https://www.hubspot.com
  ["hubspot.com", "HubSpot", "US", "hubspotemail.net"],
  // https://www.constantcontact.com
  ["constantcontact.com", "Constant Contact", "US", "confirmedcc.com roving.com"],
];
