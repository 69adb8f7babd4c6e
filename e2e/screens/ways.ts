// Headers of messages that came different ways, as Gmail keeps them.
// 193.51.24.1 is registered in France, 193.0.6.139 in the Netherlands.
const at = (minute: number): string => `Sun, 22 Nov 2026 01:${minute}:00 -0800 (PST)`;
const STORED = `Received: by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; ${at(30)}\n`;
const TLS13 = "(version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256)";
const TLS10 = "(version=TLS1 cipher=ECDHE-RSA-AES128-SHA bits=128/128)";
/** `results`: below Gmail's own line and above those of others, where Gmail puts them. */
const taken = (host: string, ip: string, tls: string, results = ""): string =>
  `${STORED}Received: from ${host} (${host}. [${ip}]) by mx.google.com with ${tls ? "ESMTPS" : "ESMTP"} id a1-20 ${tls}; ${at(29)}\n${results}`;
const LOGIN = `Received: from [192.168.1.20] (home.isp.example [193.51.208.9]) by mail.demo.example (Postfix) with ESMTPSA id 4Ab (using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384); ${at(28)}\n`;
const dkim = (domain: string): string => `Authentication-Results: mx.google.com; dkim=pass header.i=@${domain}\n`;

export const GOOD_WAY = taken("mail.demo.example", "193.51.24.1", TLS13, dkim("demo.example")) + LOGIN;
export const CLEAR_WAY = taken("mail.demo.example", "193.51.24.1", "") + LOGIN;
export const OLD_WAY = taken("mail.demo.example", "193.51.24.1", TLS10) + LOGIN;
export const INTERNAL = `${STORED}Received: from smtp-relay.google.com (smtp-relay.google.com [10.2.3.4]) by mx.google.com with ESMTPS id b7 ${TLS13}; ${at(29)}\n`;
/** In clear from the line of ingress on; below it somebody wrote a better history. */
export const FORGED_WAY = `${taken("mail.unknown.example", "193.0.6.139", "")}Received: from bank.example (bank.example. [192.0.2.7]) by mail.unknown.example with ESMTPS id f1 ${TLS13}; ${at(20)}\n`;
export const BULK = `${taken("out7.sendgrid.net", "193.0.6.139", TLS13, dkim("news.example"))}Received: from app.tracker.example (app.tracker.example [203.0.113.9]) by geopod.sendgrid.net with ESMTPS id g2 ${TLS13}; ${at(27)}\nReceived: from web.news.example (web.news.example [198.51.100.7]) by app.tracker.example with ESMTP id g1; ${at(26)}\n`;

/** On top of mail with a signature by its domain (src/domain/dkim/testing): taken in after that was made. Octets count here. */
export const SIGNED_WAY = `Received: from mail.demo.example (mail.demo.example. [193.0.6.139])
        by mx.google.com with ESMTPS id a1-20 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256);
        Thu, 26 Nov 2026 01:29:00 -0800 (PST)
`.replaceAll("\n", "\r\n");
