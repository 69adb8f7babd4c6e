// @vitest-environment jsdom
// Runs the adapters over captured pages of real webmail and compares the result with the mails shown there. The pages are
// other people's and therefore not in this repository: CAPTURES names their folder. Without it these tests are reported as
// skipped.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { armorBlocks } from "../dom/armor-text";
import { atOnce } from "../dom/slices";
import { gmail } from "./gmail";
import { outlook } from "./outlook";
import { roundcube } from "./roundcube";
import type { Site } from "./site";
import { sogo } from "./sogo";
import { yahoo } from "./yahoo";

const folder = process.env.CAPTURES ?? resolve(import.meta.dirname, "../../../../shared/dom");
const there = existsSync(join(folder, "seed"));
const why = there ? "" : ": skipped, CAPTURES names no folder of captured pages";
const list = (site: string): string[] => (there ? readdirSync(join(folder, site)).sort() : []);

interface Page {
  readonly document: Document;
  readonly url: URL;
}

/** Values typed into inputs are kept in data-captured-value. */
function open(file: string): Page {
  const html = readFileSync(join(folder, file), "utf8");
  const url = new URL(/captured-url: (\S+)/.exec(html)?.[1] ?? "https://mail.google.com/mail/u/0/");
  const { document } = new JSDOM(html, { url: url.href }).window;
  for (const input of document.querySelectorAll<HTMLInputElement>("[data-captured-value]:not([type=file])"))
    input.value = input.dataset.capturedValue ?? "";
  return { document, url };
}

// jsdom gives each page its own realm, where our `instanceof Document` and `Element` do not hold.
function inRealm<T>({ document }: Page, run: () => T): T {
  const before = { Document: globalThis.Document, Element: globalThis.Element };
  Object.assign(globalThis, { Document: document.defaultView!.Document, Element: document.defaultView!.Element });
  try {
    return run();
  } finally {
    Object.assign(globalThis, before);
  }
}

function seed(uid: string): { headers: Record<string, string>; text: string } {
  const raw = readFileSync(join(folder, `seed/uid-${uid.padStart(2, "0")}.eml`), "utf8").replace(/\r\n/g, "\n");
  const end = raw.indexOf("\n\n");
  const headers: Record<string, string> = {};
  for (const line of raw
    .slice(0, end)
    .replace(/\n[ \t]+/g, " ")
    .split("\n"))
    headers[line.split(":")[0]!.toLowerCase()] = line.slice(line.indexOf(":") + 1).trim();
  return { headers, text: raw.slice(end + 2) };
}
const addresses = (text = ""): string[] => text.match(/[\w.]+@[\w.]+\w/g) ?? [];

describe.skipIf(!there)(`captured Roundcube${why}`, () => {
  const shows = list("roundcube").filter((file) => /__show-|preview__frame/.test(file));

  it.each(shows)("message in %s: sender, recipients, date, id", (file) => {
    const page = open(`roundcube/${file}`);
    inRealm(page, () => {
      expect(roundcube.matches(page.document, page.url)).toBe(true);
      const [view, ...more] = roundcube.create(page.document).messages(page.document);
      expect(more).toEqual([]);
      const uid = /\/(\d+)\//.exec(view?.id() ?? "")?.[1];
      expect(page.url.href).toContain(`_uid=${uid}`);
      const { headers } = seed(uid!);
      expect([view!.from()?.address]).toEqual(addresses(headers.from));
      expect(view!.to().map((person) => person.address)).toEqual([...addresses(headers.to), ...addresses(headers.cc)]);
      const date = view!.date();
      if (!/-de-/.test(file)) expect(Math.abs(date!.getTime() - Date.parse(headers.date!))).toBeLessThan(86_400_000);
      expect(roundcube.create(page.document).health().state).toBe("fine");
      expect(roundcube.create(page.document).composes(page.document)).toEqual([]);
    });
  });

  it.each(shows)("the badge in %s stands where it is seen, not in headers that are folded away", (file) => {
    const page = open(`roundcube/${file}`);
    inRealm(page, () => {
      const badge = page.document.createElement("b");
      roundcube.create(page.document).messages(page.document)[0]!.placeBadge(badge);
      expect(badge.isConnected).toBe(true);
      // What Elastic hides until "Details" is pressed, and Larry until its arrow is.
      expect(badge.closest(".header-headers, #preview-allheaders")).toBeNull();
    });
  });

  it.each([
    ["show-pgp-inline", 1],
    ["show-pgp-two-blocks", 2],
    ["show-html-armor", 2],
    ["show-clearsigned", 1],
    ["show-plain", 0],
    ["show-html", 0],
    ["show-pubkey", 1],
  ])("armor of %s in every skin is that of the mail", (name, count) => {
    const files = list("roundcube").filter((file) => new RegExp(`1\\.6\\.5-\\w+__${name}\\.html`).test(file));
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const page = open(`roundcube/${file}`);
      inRealm(page, () => {
        const [view] = roundcube.create(page.document).messages(page.document);
        const blocks = atOnce(armorBlocks(view!.body));
        expect(
          blocks.map((block) => block.kind),
          file,
        ).toHaveLength(count);
        const { text } = seed(/\/(\d+)\//.exec(view!.id()!)![1]!);
        const decoded = /quoted-printable/.test(text) ? text.replace(/=\n/g, "").replace(/=3D/g, "=") : text;
        const squeezed = decoded.replace(/<[^>]+>|\s/g, "");
        for (const block of blocks) expect(squeezed, file).toContain(block.text.replace(/\s/g, ""));
      });
    }
  });

  it("names the attachments, PGP/MIME's among them", () => {
    const names = (file: string): string[] => {
      const page = open(`roundcube/${file}`);
      return inRealm(page, () =>
        roundcube
          .create(page.document)
          .messages(page.document)[0]!
          .attachments()
          .map((a) => a.name),
      );
    };
    for (const skin of ["elastic", "larry", "classic"]) {
      expect(names(`selfcap-1.6.5-${skin}__show-attachments.html`)).toEqual(["report 2025.pdf", "data.csv"]);
      expect(names(`selfcap-1.6.5-${skin}__show-pgp-mime-encrypted.html`)).toEqual(["encrypted.asc"]);
      expect(names(`selfcap-1.6.5-${skin}__show-pgp-mime-signed.html`)).toEqual(["signature.asc"]);
    }
  });

  it.each(list("roundcube").filter((file) => /__compose-(?!.*__frame)/.test(file)))("compose in %s", (file) => {
    const page = open(`roundcube/${file}`);
    inRealm(page, () => {
      const site = roundcube.create(page.document);
      const [box, ...more] = site.composes(page.document);
      expect(more).toEqual([]);
      expect(box!.sendButton()?.getAttribute("onclick")).toContain("command('send'");
      expect(box!.key()).toBeTruthy();
      expect(box!.body.tagName).toBe(/tinymce/.test(file) ? "IFRAME" : "TEXTAREA");
      const truth = (name: string): string => {
        const field = page.document.querySelector<HTMLInputElement>(`[name="${name}"]`);
        return field?.dataset.capturedValue ?? field?.getAttribute("value") ?? field?.textContent ?? "";
      };
      expect(box!.subject()).toBe(truth("_subject"));
      if (/reply|forward/.test(file)) expect(box!.subject()).toMatch(/^(Re|Fwd): ./);
      expect(box!.recipients().to.map((person) => person.address)).toEqual(addresses(truth("_to")));
      if (!/tinymce/.test(file))
        expect(box!.text().trim()).toBe((box!.body.dataset.capturedValue ?? box!.text()).trim());
      expect(site.health().state).toBe("fine");
      expect(site.messages(page.document)).toEqual([]);
    });
  });

  it.each(list("roundcube").filter((file) => /(?:inbox-list|threads-list|list-with-preview)\.html$/.test(file)))(
    "rows in %s have the names of the messages they open",
    (file) => {
      const page = open(`roundcube/${file}`);
      inRealm(page, () => {
        const rows = roundcube.create(page.document).rows!(page.document);
        expect(rows.length).toBe(page.document.querySelectorAll("#messagelist tr.message").length);
        for (const { message, root } of rows) {
          const [, uid, sender] = /^INBOX\/(\d+)\/(.+)$/.exec(message)!;
          expect(addresses(seed(uid!).headers.from), file).toEqual([sender]);
          expect(root.id.startsWith("rcmrow")).toBe(true);
        }
      });
    },
  );

  it("tells the account and the dark skin, and finds nothing in lists", () => {
    const page = open("roundcube/selfcap-1.6.5-elastic__inbox-list.html");
    inRealm(page, () => {
      const site = roundcube.create(page.document);
      expect(site.account()?.address).toBe("alice@example.org");
      expect(site.health().state).toBe("empty");
      expect(site.composes(page.document)).toEqual([]);
    });
    const dark = open("roundcube/selfcap-1.6.5-elastic-de-dark__show-plain-cc.html");
    inRealm(dark, () => expect(roundcube.create(dark.document).dark()).toBe(true));
  });
});

describe.skipIf(!there)(`captured pieces of Gmail${why}`, () => {
  const on = <T>(file: string, run: (site: Site, document: Document) => T): T => {
    const page = open(`gmail/${file}`);
    return inRealm(page, () => run(gmail.create(page.document), page.document));
  };

  it("the whole compose window of 2020, with classic recipients", () => {
    on("js-min__compose-popup-2020.html", (site, document) => {
      const [box, ...more] = site.composes(document);
      expect(more).toEqual([]);
      expect(box!.key()).toBe("msg-a:r-7673660351152959857");
      expect(box!.sendButton()?.textContent?.trim()).toBe("Send");
      document.querySelector<HTMLTextAreaElement>('textarea[name="to"]')!.value = "Bob <bob@example.org>, half";
      document.querySelector<HTMLInputElement>('[name="subjectbox"]')!.value = "Plan";
      expect(box!.subject()).toBe("Plan");
      expect(box!.recipients()).toEqual({
        to: [{ address: "bob@example.org", name: "Bob" }],
        cc: [],
        bcc: [],
        unreadable: ["half"],
      });
      const lock = document.createElement("span");
      box!.placeLock(lock);
      box!.placeLock(lock);
      expect(lock.closest("td")?.className).toBe("gU Up");
      expect(site.health()).toEqual({ state: "fine", missing: [] });
    });
  });

  it("recipient chips of 2023", () => {
    on("frag__recipient-chips-2023.html", (_, document) => {
      const root = document.createElement("div");
      root.className = "M9";
      root.append(...document.body.childNodes);
      const body = document.createElement("div");
      body.setAttribute("g_editable", "true");
      body.setAttribute("contenteditable", "true");
      root.append(body);
      document.body.append(root);
      const { to, unreadable } = gmail.create(document).composes(document)[0]!.recipients();
      expect(to[0]).toEqual({ address: "bob@example.org", name: "Bob Example" });
      expect(to).toHaveLength(document.querySelectorAll("[role=option]").length);
      expect(unreadable).toEqual([]);
    });
  });

  it("the thread pane of 2024: body and sender, and Reply", () => {
    on("frag__thread-view-2024.html", (site, document) => {
      const [view, ...more] = site.messages(document);
      expect(more).toEqual([]);
      expect(view!.from()).toEqual({ address: "bob@example.org", name: "Bob Example" });
      expect([view!.id(), view!.thread()]).toEqual(["1900000000000001", "1900000000000001"]);
      expect(site.conversations!(document)).toMatchObject([{ messages: ["1900000000000001"], count: 1 }]);
      expect(view!.body.textContent).toContain("a message body");
      let pressed = "";
      document.addEventListener("click", (event) => {
        pressed = (event.target as HTMLElement).className;
      });
      expect(view!.reply("reply")).toBe(true);
      expect(pressed).toBe("ams bkH");
    });
  });

  it("collapsed messages are no open ones", () => {
    on("frag__conversation-collapsed-ru-2020-01.html", (site, document) => expect(site.messages(document)).toEqual([]));
  });

  it("a row of 2020 names its conversation of five; those of 2014 name nothing", () => {
    on("frag__thread-row-ru-2020-01.html", (site, document) => {
      const [row, ...more] = site.rows!(document);
      expect(row).toMatchObject({ message: "16f4000000000005", thread: "16f4000000000001", count: 5 });
      expect(more).toEqual([]);
      const badge = document.createElement("span");
      row!.placeBadge(badge);
      expect(badge.nextElementSibling?.className).toBe("y6");
    });
    on("InboxSDK__thread-row-1.html", (site, document) => expect(site.rows!(document)).toEqual([]));
  });

  it("the hidden second body of a message is not taken, and an attachment's name is read out of its address", () => {
    on("frag__message-attachments-2019-02.html", (_, document) => {
      const root = document.createElement("div");
      root.className = "adn ads";
      root.append(...document.body.childNodes);
      document.body.append(root);
      const [view] = gmail.create(document).messages(document);
      expect(view!.body.textContent).toContain("Dear Bob");
      expect(view!.attachments()).toMatchObject([{ name: "report.pdf" }]);
    });
  });

  it.each(list("gmail").filter((file) => /thread-row|sidebar|attachment-card/.test(file)))(
    "nothing to seal or open in %s",
    (file) => {
      on(file, (site, document) => {
        expect(site.messages(document)).toEqual([]);
        expect(site.composes(document)).toEqual([]);
      });
    },
  );
});

describe.skipIf(!there)(`captured pieces of other webmails${why}`, () => {
  it("Outlook: nobody by name alone, Reply in another language, attachment, account", () => {
    const page = open("outlook/mailvelope__tmpl-readingPaneWithActions.html");
    inRealm(page, () => {
      const [view] = outlook.create(page.document).messages(page.document);
      // An address on its own may be a display name, and so may text outside a pill.
      expect([view!.from(), view!.to()]).toEqual([null, []]);
      expect(outlook.create(page.document).health().state).toBe("fine");
      let pressed = "";
      page.document.addEventListener("click", (event) => {
        pressed = (event.target as HTMLElement).getAttribute("aria-label") ?? "";
      });
      expect(view!.reply("reply")).toBe(true);
      expect(pressed).toBe("Antworten");
    });
    const attached = open("outlook/mailvelope__tmpl-messageWithAttachment.html");
    inRealm(attached, () =>
      expect(outlook.create(attached.document).messages(attached.document)[0]!.body.textContent).toContain(
        "See attached file",
      ),
    );
    const account = open("outlook/mailvelope__tmpl-userMailbox.html");
    inRealm(account, () => expect(outlook.create(account.document).account()?.address).toMatch(/@outlook\.com$/));
  });

  it("Yahoo: the body of a message", () => {
    const page = open("yahoo/frag__message-body-2019-08.html");
    inRealm(page, () =>
      expect(yahoo.create(page.document).messages(page.document)[0]?.body.textContent).toContain("Hello All"),
    );
  });
});

describe.skipIf(!there)(`captured SOGo${why}`, () => {
  const sogoPages = list("sogo").filter((file) => !/__frame/.test(file));
  const on = <T>(file: string, run: (site: Site, page: Page) => T): T => {
    const page = open(`sogo/${file}`);
    return inRealm(page, () => run(sogo.create(page.document), page));
  };

  it.each(sogoPages)("%s is taken for SOGo and for nothing else", (file) => {
    const page = open(`sogo/${file}`);
    inRealm(page, () => {
      const matching = [gmail, yahoo, outlook, roundcube, sogo].filter((one) => one.matches(page.document, page.url));
      expect(matching.map(({ id }) => id)).toEqual(["sogo"]);
    });
  });

  it.each(sogoPages.filter((file) => /show-/.test(file)))("message in %s: sender, name, date", (file) => {
    on(file, (site, { document, url }) => {
      const [view, ...more] = site.messages(document);
      expect(more).toEqual([]);
      const uid = /\/(\d+)$/.exec(url.hash)![1]!;
      const { headers } = seed(uid);
      expect([view!.from()?.address]).toEqual(addresses(headers.from));
      expect(view!.id()).toBe(`0/INBOX/${uid}/${addresses(headers.from)[0]}`);
      if (!/-de/.test(file))
        expect(Math.abs(view!.date()!.getTime() - Date.parse(headers.date!))).toBeLessThan(86_400_000);
      expect(site.health().state).toBe("fine");
      expect(site.composes(document)).toEqual([]);
    });
  });

  it.each([
    ["show-pgp-inline", 1],
    ["show-pgp-two-blocks", 2],
    ["show-clearsigned", 1],
    ["show-plain", 0],
    ["show-html", 0],
    ["show-pubkey", 1],
  ])("armor of %s is that of the mail", (name, count) => {
    on(`selfcap-5.8.0__${name}.html`, (site, { document }) => {
      const [view] = site.messages(document);
      const blocks = atOnce(armorBlocks(view!.body));
      expect(blocks).toHaveLength(count);
      const { text } = seed(view!.id()!.split("/")[2]!);
      for (const block of blocks) expect(text.replace(/\s/g, "")).toContain(block.text.replace(/\s/g, ""));
    });
  });

  it("names the attachments, PGP/MIME's among them", () => {
    const names = (file: string): string[] =>
      on(file, (site, { document }) =>
        site
          .messages(document)[0]!
          .attachments()
          .map(({ name }) => name),
      );
    expect(names("selfcap-5.8.0__show-attachments.html")).toEqual(["report 2025.pdf", "data.csv"]);
    expect(names("selfcap-5.8.0__show-pgp-mime-encrypted.html")).toEqual(["encrypted.asc"]);
    expect(names("selfcap-5.8.0__show-pgp-mime-signed.html")).toEqual(["signature.asc"]);
  });

  it.each(sogoPages.filter((file) => /compose-(?!.*ckeditor)/.test(file)))("compose in %s", (file) => {
    on(file, (site, { document }) => {
      const [box, ...more] = site.composes(document);
      expect(more).toEqual([]);
      expect(box!.sendButton()?.getAttribute("ng-click")).toBe("editor.send()");
      expect(box!.body.tagName).toBe("TEXTAREA");
      // SOGo empties the field once it has saved a draft.
      if (!/after-save|with-attachment/.test(file)) expect(box!.from()?.address).toBe("alice@example.org");
      const { to, cc, unreadable } = box!.recipients();
      expect(unreadable).toEqual([]);
      if (/reply/.test(file)) {
        expect(box!.subject()).toMatch(/^(Re|Fwd): ./);
        expect(to.length).toBe(1);
      }
      if (/replyall/.test(file)) expect(cc.length).toBeGreaterThan(0);
      if (/with-attachment/.test(file)) expect(box!.attachments!().map(({ name }) => name)).toEqual(["notes.txt"]);
    });
  });

  it("tells the account", () => {
    const account = (file: string) => on(file, (site) => site.account()?.address);
    expect(account("selfcap-5.8.0__inbox-list.html")).toBe("alice@example.org");
    expect(account("selfcap-5.8.0__popup-compose-reply.html")).toBe("alice@example.org");
  });
});
