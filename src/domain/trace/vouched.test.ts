import { describe, expect, it } from "vitest";
import { isVouchedFor } from "./vouched";

const ALICE = "alice@a.example";
const RECEIVED = [
  "by 2002:a05:6a10:1234:b0:5ab:1:2 with SMTP id x12csp1; Tue, 3 Nov 2026 10:00:30 +0000",
  "from mail.a.example (mail.a.example. [193.0.6.139]) by mx.google.com with ESMTPS id a1 (version=TLS1_3 cipher=TLS_AES_128_GCM_SHA256 bits=128/128); Tue, 3 Nov 2026 10:00:29 +0000",
];
type Fields = readonly { readonly name: string; readonly body: string }[];
const results = (body: string, name = "Authentication-Results") => ({ name, body });
const above = (...own: Fields): Fields => [
  { name: "Received", body: RECEIVED[0]! },
  { name: "Received", body: RECEIVED[1]! },
  ...own,
  { name: "From", body: ALICE },
];

describe("the provider vouches for the sender", () => {
  it.each([
    ["by DKIM of the domain", "mx.google.com; dkim=pass header.i=@a.example header.s=s1"],
    ["by DKIM of a domain above it", "mx.google.com; dkim=pass header.d=a.example; spf=fail"],
    ["by DMARC for the domain", "mx.google.com; spf=pass; dmarc=pass (p=NONE) header.from=a.example"],
  ])("%s", (_, body) => {
    expect(isVouchedFor(above(results(body)), ALICE)).toBe(true);
  });

  it.each([
    ["with no results", above()],
    [
      "where all failed",
      above(results("mx.google.com; dkim=fail header.i=@a.example; dmarc=fail header.from=a.example")),
    ],
    [
      "for another domain",
      above(results("mx.google.com; dkim=pass header.i=@evil.example; dmarc=pass header.from=evil.example")),
    ],
    ["by SPF alone", above(results("mx.google.com; spf=pass smtp.mailfrom=a.example"))],
    ["by DMARC without a domain", above(results("mx.google.com; dmarc=pass"))],
    ["by DMARC with two", above(results("mx.google.com; dmarc=pass header.from=evil.example header.from=a.example"))],
    ["under another's name", above(results("mx.evil.example; dkim=pass header.i=@a.example"))],
    [
      "below the first, which says otherwise",
      above(results("mx.google.com; dkim=none"), results("mx.google.com; dkim=pass header.i=@a.example")),
    ],
    [
      "with two senders",
      [...above(results("mx.google.com; dkim=pass header.i=@a.example")), { name: "From", body: "b@b.example" }],
    ],
    [
      "where no machine of its own wrote a line",
      [results("mx.google.com; dkim=pass header.i=@a.example"), { name: "From", body: ALICE }],
    ],
  ] as const)("not %s", (_, fields) => {
    expect(isVouchedFor(fields, ALICE)).toBe(false);
  });
});
