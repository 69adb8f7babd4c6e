// Which behaviours of Chromium's suites are shown in Firefox, too: the title of a test of Chromium's, and the step or test that
// shows the same in Firefox, with … for what a title fills in. What is not listed counts as not shown. behaviours.test.ts counts.

type Shown = Readonly<Record<string, string>>;

export const SHOWN_IN_FIREFOX: Readonly<Record<string, Shown>> = {
  "gmail/reading.spec.ts": {
    "a sealed message from another program is read in place, and nothing is fetched for it":
      "a sealed message is read in place, nothing is fetched for it, and it has its badge",
    "the signer of a message is looked up only on a click, then named":
      "the signer is looked up only on a click, then named",
    "a clearsigned message says who signed it and that everyone can read it":
      "a clearsigned message says who signed it and that everyone can read it",
    "an altered clearsigned message is shown as altered": "an altered clearsigned message is shown as altered",
    "a damaged message says so and shows nothing": "a damaged message says so and shows nothing",
    "a message sealed for somebody else names the key it needs":
      "a message sealed for somebody else names the key it needs",
    "a key that changed is held: not sealed to, and what it signed is not shown as Bob's":
      "a key that changed is held: what it signed is not shown as the known person's",
    "a message drawn anew by the page is read again": "a message drawn anew by the page is read again",
    "a message over 102 kB, cut by the page, is read whole from its source":
      "a message over 102 kB, cut by the page, is read whole from its source",
    "a sealed message leads to set-up": "someone without a key is led from a sealed message to the first run, and back",
    "a locked key is asked for in a window of its own, also after the worker died meanwhile":
      "a sealed message opens by itself once its window had the passphrase",
  },
  "gmail/mime-reading.spec.ts": {
    "a sealed message in … is read with its subject and its file":
      "a sealed message in … is read with its subject and its file",
    "a lone encrypted.asc beside words nobody sealed is a file to open, not a sealed message":
      "a lone encrypted.asc beside words nobody sealed is a file to open, not a sealed message",
    "a signed message is checked to the octet, and its signature is for the sender the page shows":
      "a signed message is checked to the octet, for the sender the page shows",
    "a signed message that says another sender inside than the page shows proves nothing":
      "a signed message that says another sender inside than the page shows proves nothing",
    "a key attached to a clear message is offered, and the message keeps its badge":
      "a key attached to a clear message is offered, and the message keeps its badge",
  },
  "gmail/writing.spec.ts": {
    "text typed before is taken over, the page's box is emptied, and nothing typed after reaches the server":
      "text typed before is taken over, the box is emptied, and nothing typed after reaches the server",
    "Seal leaves the sealed text in the page's box, and the page's own Send sends it":
      "Seal leaves the sealed text in the page's box, and the page's own Send sends it",
    "the page's own Send and Ctrl+Enter in its fields send nothing while the overlay is open":
      "the page's own Send and Ctrl+Enter in its fields send nothing while the overlay is open",
    "a recipient without a key is named, and clear text leaves only after a confirmation":
      "a recipient without a key is named, and clear text leaves only after a confirmation",
    "closing with text asks first; the text can go on, be kept sealed or be put back":
      "kept, the box is empty and the draft comes back with the lock",
    "recipients added while writing are looked up and sealed to":
      "recipients added while writing are looked up and sealed to",
    "a reply written with the page's own Reply is sealed below the message":
      "a reply written with the page's own Reply is sealed below the message",
  },
  "gmail/rich-writing.spec.ts": {
    "formatted text, subject and files are sealed into one file; the server's copy shows none of them":
      "subject and files are sealed into one file; the server's copy shows none of them",
    "signed only, the text can be read by all and its signature checked":
      "signed only, the text can be read by all and its signature checked",
  },
  "gmail/closing.spec.ts": {
    "the sealed files are taken off the page before the question is asked, and nothing is sent afterwards":
      "closed while the page uploads, what was sealed is taken back, nothing is sent, and the text is kept or put back",
    "put back, the text is in the page for all to read, and no draft of it is left":
      "put back, the text is in the page for all to read, and no draft of it is left",
    "kept, the box is empty and the draft comes back with the lock; Escape only closes the question":
      "closing with text asks first; Escape closes the question, and the text can go on",
  },
  "gmail/drafts.spec.ts": {
    "a draft with subject and attachment survives a reload and a dead worker, and is sent whole":
      "a draft with subject and attachment survives a reload and a dead background, and is sent whole",
    "the popup deletes a draft after a question":
      "a closed tab's draft is in the popup by its subject, and the popup deletes it after a question",
    "reply all goes to all, quotes inside the seal, and answers under the sealed subject": "reply all goes to all",
    "forwarding begins a new message with the text, the sealed subject and the file":
      "forwarding begins a new message with the text, the sealed subject and the file",
  },
  "gmail/survival.spec.ts": {
    "a page loaded again finds the sealed draft":
      "a draft with subject and attachment survives a reload and a dead background, and is sent whole",
    "the worker may die before the overlay claims, while typing, and before sealing":
      "the background may die before the overlay claims, while typing, and before sealing",
  },
  "gmail/halfway.spec.ts": {
    "the extension is reloaded while writing: the draft is back, complete":
      "the extension is reloaded while writing: the draft is back, complete",
  },
  "gmail/undo.spec.ts": {
    "text and files are in the editor again, and go out once, sealed anew":
      "the page's own Undo brings text and files back into the editor, and they go out once, sealed anew",
  },
  "gmail/two-accounts.spec.ts": {
    "from an account without a key nothing is signed with the other's: one question, a key made for it, and each its own":
      "from an account without a key nothing is signed with the other's, until a key is made for it in a window of our own",
  },
  "gmail/two-accounts-own.spec.ts": {
    "a list shows no badge for a message that has the name of one read in the other account":
      "neither account is told of in the other: by a badge in a list, by a draft, or as somebody to find",
    "from one to the other and to somebody else: the index and the contacts count the one who is not the user":
      "neither account is told of in the other: by a badge in a list, by a draft, or as somebody to find",
  },
  "gmail/two-accounts-reading.spec.ts": {
    "an answer from the second account is signed and sealed with its key, and names the first nowhere":
      "an answer from the second account is signed and sealed with its key, and names the first nowhere",
    "the window for the passphrase names the key of the account in front, and unlocking it opens no other":
      "the window for the passphrase names the key of the account in front first, and unlocks no other",
  },
  "gmail/list-badges.spec.ts": {
    "a list shows what was judged until an answer comes; the worst message counts; reading again asks the webmail nothing":
      "a message is sealed to oneself on the Gmail page, read in place, and has its badge there and in the list",
  },
  "gmail/path.spec.ts": {
    "the way of a message is drawn from the provider's own lines, with countries, and what is only claimed is named so":
      "a clear message's badge opens by click and by keyboard, and tells the way in words",
  },
  "gmail/dkim.spec.ts": {
    "the domain's signature is checked on a click that says who learns of it, and nothing is asked before":
      "the domain's signature is checked on a click that says who learns of it, and nothing is asked before",
  },
  "gmail/delivery.spec.ts": {
    "the way of each recipient is foreseen, the worst counts, and a policy is read only when that is switched on":
      "the way of each recipient is foreseen; a policy's host that needs the browser's permission is allowed in the options",
  },
  "gmail/home.spec.ts": {
    "a copy saved at home earns what was promised and is celebrated once; a step dismissed stays away":
      "the home tells where one stands; its steps are done and put away by keyboard",
  },
  "gmail/counted.spec.ts": {
    "the badge's panel leads to how the letter is counted":
      "a clear message's badge opens by click and by keyboard, and tells the way in words",
  },
  "gmail/main-job.spec.ts": {
    "from two fresh installs to a sealed letter read in place and answered sealed":
      "a message is sealed to oneself on the Gmail page, read in place, and has its badge there and in the list",
  },
  "gmail/managed.spec.ts": {
    "a policy file forces the resolver list and a least class, marks outsiders, and its mistakes are told":
      "Firefox: a policies.json as documented fixes what it names, and its mistakes are told",
  },
  "gmail/letter.spec.ts": {
    "Firefox opens the letter from a file as well": "Firefox opens the letter from a file as well",
  },
  "security/hostile-page.spec.ts": {
    "script of the page finds neither plaintext nor keys, however it looks":
      "script of the page finds neither plaintext nor the extension's address, however it looks",
    "the page learns neither the extension's address nor a ticket":
      "script of the page finds neither plaintext nor the extension's address, however it looks",
  },
  "security/covered-clicks.spec.ts": {
    "… on an ancestor and a layer over all: two clicks bare nothing":
      "a layer that lets clicks through stops Seal and send, and the passphrase has a window of its own",
    "the window takes nothing at once, nor Enter, nor from another tab, and its yes outlives the worker":
      "putting text back in the page is always confirmed in the window",
  },
  "security/slipped-in.spec.ts": {
    "somebody the page adds just before the press gets nothing, is named, and one press accepts them":
      "somebody the page adds while the overlay has the focus holds sealing until accepted",
  },
  "security/taken-focus.spec.ts": {
    "an editor whose keyboard the page took dims, takes nothing, says so, and goes on with a press":
      "an editor whose keyboard the page takes dims, takes nothing, and goes on with a press",
  },
  "security/own-window.spec.ts": {
    "what is written in a window of its own is sealed and sent by way of the page, which never has it in clear":
      "what is written in a window of its own is sealed there, and goes out by way of the page",
  },
  "security/mail-html-overlay.spec.ts": {
    "sealed hostile HTML in the overlay asks for nothing, runs nothing and moves neither frame nor tab":
      "hostile HTML in the overlay runs nothing, asks for nothing and moves neither frame nor tab",
    "formatted sealed mail is drawn, loads images only when told, and opens links outside":
      "formatted sealed mail is drawn as it was made, names its remote pictures, and loads them only on a click",
  },
  "security/mail-html.spec.ts": {
    "hostile HTML runs nothing, asks for nothing and goes nowhere":
      "hostile HTML in the overlay runs nothing, asks for nothing and moves neither frame nor tab",
    "remote images are named, and loaded for this message only after the click":
      "formatted sealed mail is drawn as it was made, names its remote pictures, and loads them only on a click",
    "where a link leads is said before it is pressed, to pointer and keyboard":
      "the first touch on a link says where it leads, and only the second opens it",
  },
  "sites/hostile-pages.spec.ts": {
    "an opened letter is gone before the next frame when the page shows another in its place":
      "an opened letter is gone when the page …",
    "a webmail at a port of its own has its overlay, and the popup says that it works there":
      "the popup's button and the browser's prompt enable a webmail at a port of its own, and a refusal is told",
  },
  "roundcube/permission.spec.ts": {
    "the popup's button and the browser's prompt enable Cachet on a webmail of one's own; a refusal changes nothing":
      "the popup's button and the browser's prompt enable a webmail at a port of its own, and a refusal is told",
  },
  "disk/chromium.spec.ts": {
    "no word that was typed, attached or read is in clear in the profile, however the browser ends":
      "no word that was typed, attached or read is in clear in Firefox's profile, however it ends",
  },
  "disk/profile.spec.ts": {
    "a damaged database does not lose the key, and a lost one is named on every page":
      "a damaged database does not lose the key in Firefox, and a lost one is named on every page",
  },
};

/** Why the others are not shown in Firefox, by suite. */
export const WHY_NOT: Readonly<Record<string, string>> = {
  gmail: "not written in both yet, or about what Chromium alone has: crashed tabs, its camera film, its policy files",
  security: "not written in both yet; what proves that a frame is in view exists in Chromium alone",
  sites: "their small pages are served by Playwright's routing, which Firefox has not over BiDi",
  roundcube: "the provider's tests sign in and read its mail by Playwright's locators",
  keys: "not written in both yet",
  disk: "Chromium's own profile",
};
