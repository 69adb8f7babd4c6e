#!/usr/bin/python3
"""Signs the messages of signed.json with dkimpy (Debian: python3-dkim, python3-nacl; openssl), which shares nothing with
our code. Run once; keys are made and thrown away: ./record.py > signed.json"""

import base64
import json
import subprocess
import sys

import dkim
import nacl.signing

DOMAIN = b"demo.example"
HEAD = b"""\
Received: from b.demo.example (b.demo.example [192.0.2.2])\r
\tby mx.demo.example with ESMTPS; Tue, 03 Nov 2026 10:00:02 +0000\r
Received: from a.demo.example  by b.demo.example; Tue, 03 Nov 2026 10:00:01 +0000\r
From: Bob Durand <bob@demo.example>\r
To: Alice Martin <alice@demo.example>\r
SUBJECT:  The  tide\t is\r
 out   \r
Date: Tue, 03 Nov 2026 10:00:00 +0000\r
Message-ID: <tide.1@demo.example>\r
MIME-Version: 1.0\r
Content-Type: text/plain; charset=utf-8\r
Content-Transfer-Encoding: 8bit\r
X-Tag: upper\r
X-Tag:  lower\r
X-Folded:\r
\tone\r
 \t two \r
"""
BODIES = {
    "plain": b"Dear Alice,\r\n\r\nthe tide is out at six.\r\n\r\nBob\r\n",
    "white space": b" Dear  \tAlice,\t \r\n \r\n\t\r\nthe tide  is out at six. \r\n..\r\n\xc3\xa9\xff \r\n\r\n \t\r\n\r\n",
    "empty": b"",
    "only empty lines": b"\r\n\r\n \r\n",
    "unended": b"No line end",
    "long": b"".join(b"%05d the quick brown fox  jumps over the lazy dog\t \r\n" % n for n in range(12)),
}
FIELDS = [b"from", b"to", b"subject", b"date", b"message-id", b"x-tag", b"x-tag", b"x-folded", b"reply-to"]


def openssl(*args, stdin=None):
    return subprocess.run(["openssl", *args], input=stdin, capture_output=True, check=True).stdout


def rsa(bits):
    secret = openssl("genrsa", "-traditional", str(bits))
    spki = openssl("rsa", "-pubout", "-outform", "DER", stdin=secret)
    return secret, spki


def one_line(data):
    return base64.b64encode(data).decode()


keys = {}
secrets = {}
for selector, bits in [("rsa", 2048), ("weak", 1024), ("short", 768), ("large", 4096), ("largest", 8192)]:
    secrets[selector], spki = rsa(bits)
    keys[selector] = f"v=DKIM1; k=rsa; p={one_line(spki)}"
bare = openssl("rsa", "-RSAPublicKey_out", "-outform", "DER", stdin=secrets["rsa"])
secrets["bare"] = secrets["rsa"]
keys["bare"] = f"p={one_line(bare)}"
ed = nacl.signing.SigningKey.generate()
secrets["ed"] = base64.b64encode(bytes(ed))
keys["ed"] = f"v=DKIM1; k=ed25519; p={one_line(bytes(ed.verify_key))}"

messages = []


def sign(name, message, selector, header=b"relaxed", body=b"relaxed", fields=FIELDS, **more):
    algorithm = b"ed25519-sha256" if selector == "ed" else b"rsa-sha256"
    field = dkim.sign(message, selector.encode(), DOMAIN, secrets[selector], canonicalize=(header, body),
                      include_headers=fields, signature_algorithm=algorithm, **more)
    whole = field + message
    txt = lambda name, timeout=5: keys[name.decode().split(".")[0]].encode()
    # The bare form of a key is one that dkimpy does not read.
    if selector not in ("bare", "short") and not dkim.verify(whole, dnsfunc=txt):
        sys.exit(f"{name} does not verify")
    messages.append({"name": name, "source": one_line(whole)})
    return whole


for name, content in BODIES.items():
    for header in (b"simple", b"relaxed"):
        for body in (b"simple", b"relaxed"):
            sign(f"{header.decode()}/{body.decode()} {name}", HEAD + b"\r\n" + content, "rsa", header, body)
plain = HEAD + b"\r\n" + BODIES["plain"]
for selector in ("ed", "weak", "short", "large", "largest", "bare"):
    sign(f"key {selector}", plain, selector)
sign("two signatures", sign("twice", plain, "ed"), "rsa")
sign("length whole", plain, "rsa", length=True)
sign("few fields", plain, "rsa", fields=[b"from", b"date"])
json.dump({"keys": keys, "messages": messages}, sys.stdout, indent=1)
print()
