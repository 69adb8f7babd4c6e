// A person with another OpenPGP program: keys and messages made without Cachet's code.
import {
  createCleartextMessage,
  createMessage,
  decrypt,
  encrypt,
  generateKey,
  type PrivateKey,
  readKey,
  readMessage,
  readPrivateKey,
  sign,
} from "openpgp";
import type { Mailbox } from "../webmail/mail-text";

export interface Peer extends Mailbox {
  readonly publicKey: string;
  readonly privateKey: string;
  seal(text: string, to: readonly string[], signed?: boolean): Promise<string>;
  clearsign(text: string): Promise<string>;
  open(armored: string): Promise<string>;
}

export async function makePeer({ name, address }: Mailbox): Promise<Peer> {
  const { privateKey, publicKey } = await generateKey({
    type: "ecc",
    curve: "curve25519Legacy",
    userIDs: [{ name, email: address }],
    format: "armored",
  });
  const own: PrivateKey = await readPrivateKey({ armoredKey: privateKey });
  return {
    name,
    address,
    publicKey,
    privateKey,
    async seal(text, to, signed = true) {
      const encryptionKeys = await Promise.all(to.map((armoredKey) => readKey({ armoredKey })));
      const message = await createMessage({ text });
      return encrypt({ message, encryptionKeys, ...(signed ? { signingKeys: [own] } : {}) });
    },
    clearsign: async (text) => sign({ message: await createCleartextMessage({ text }), signingKeys: [own] }),
    async open(armored) {
      const { data } = await decrypt({
        message: await readMessage({ armoredMessage: armored }),
        decryptionKeys: [own],
      });
      return data as string;
    },
  };
}

let counter = 0;

/** A message as another program would send it. */
export function letter(from: Mailbox, to: string, subject: string, text: string, extra = ""): string {
  counter += 1;
  return `From: ${from.name} <${from.address}>
To: ${to}
Subject: ${subject}
Date: ${new Date().toUTCString().replace("GMT", "+0000")}
Message-ID: <${Date.now()}.${counter}@${from.address.split("@")[1]}>
${extra}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text}
`;
}
