// Where a message of SOGo is, which its page says in the address alone.

export interface MessagePlace {
  /** The account's number, as SOGo counts them. */
  readonly account: string;
  /** Of a folder within another, with a slash. */
  readonly folder: string;
  readonly uid: string;
}

/** #!/Mail/0/INBOX/7, in a search #!/Mail/0/virtual/INBOX/7, in a window of its own with what is done to it behind that. */
const OPEN = /^#!\/Mail\/([^/]+)\/(?:virtual\/)?([^/]+)\/(\d+)(?:\/|$)/;

/** Null where no message is open. */
export function placeIn(hash: string): MessagePlace | null {
  const [, account, folder, uid] = OPEN.exec(hash) ?? [];
  if (!account || !folder || !uid) return null;
  try {
    // SOGo escapes a folder's name once, and its router once more.
    return { account, folder: decodeURIComponent(decodeURIComponent(folder)), uid };
  } catch {
    return null; // a stray percent sign: not to be guessed
  }
}

/** Of the account that is open, whether a message is open in it or a list. */
export const accountIn = (hash: string): string => /^#!\/Mail\/([^/]+)/.exec(hash)?.[1] ?? "0";

const ESCAPES: Readonly<Record<string, string>> = {
  _: "_U_",
  ".": "_D_",
  "#": "_H_",
  "@": "_A_",
  "*": "_S_",
  ":": "_C_",
  ",": "_CO_",
  " ": "_SP_",
  "'": "_SQ_",
  "&": "_AM_",
  "+": "_P_",
};

/** A folder's name in SOGo's addresses, as its own script writes it. */
function folderName(name: string): string {
  const plain = name.replace(/[_.#@*:, '&+]/g, (char) => ESCAPES[char]!).replace(/[^\0-\x7f]/g, "");
  return `folder${/^\d/.test(plain) ? "_" : ""}${plain}`;
}

/** The raw message; null where the page lies at an address unlike SOGo's own. */
export function sourceAddress(page: URL, { account, folder, uid }: MessagePlace): URL | null {
  const [mail] = /^.*\/so\/[^/]+\/Mail\//.exec(page.pathname) ?? [];
  if (!mail) return null;
  const folders = folder.split("/").map((name) => encodeURIComponent(folderName(name)));
  return new URL([`${mail}${encodeURIComponent(account)}`, ...folders, uid, "export"].join("/"), page.origin);
}
