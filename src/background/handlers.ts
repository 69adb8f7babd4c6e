// One entry per call of the contract, one service call each. Who may call, and what a request looks like, was checked
// before (messages/serve.ts).

import { deliveryAddress } from "../domain/discovery/strong-address";
import type { StoreState } from "../domain/identity";
import { ok } from "../domain/result";
import type { Handlers } from "../messages/serve";
import * as contacts from "./contacts/address-book";
import * as decisions from "./contacts/decisions";
import { historyOf } from "./contacts/events";
import { importKeyring } from "./contacts/import-keyring";
import { acceptPins, checkPins, restorePins, savePins } from "./contacts/pin-table";
import { scanVerification, showVerification } from "./contacts/verification";
import { askToImport, clientImported } from "./frames/client-api/import";
import { clientKeyring, clientKeys, clientOwn, clientPublicKey, clientSettings } from "./frames/client-api/keyring";
import { allowClient, clientAllowed, restoreClients } from "./frames/client-origins";
import * as consent from "./frames/consent";
import { layHitSheet } from "./frames/hit-sheet";
import { hello, suggestAccount } from "./frames/last-account";
import { getPlace, keepPlaces } from "./frames/link-words";
import { moveToWindow } from "./frames/move-window";
import { disableSite, enableSite, listSites } from "./frames/sites";
import { startSite } from "./frames/start-site";
import { claimTicket, openTicket } from "./frames/tickets";
import { getHome } from "./home/home";
import { answerStep, markSeen, nextSteps } from "./home/steps";
import { forecastDelivery } from "./lookup/delivery";
import { signingKey } from "./lookup/dkim-key";
import { lookupRenewed } from "./lookup/refresh";
import { boundChoice, boundLookup, boundStates, ownStrongAddresses } from "./lookup/strong-addresses";
import { placeDraft } from "./mail/draft-age";
import * as drafts from "./mail/drafts";
import { sealMessage } from "./mail/encrypt";
import { handOver } from "./mail/hand-over";
import { keepMailKey, lookAtKey, noteHeaders } from "./mail/keys-in-mail";
import { clearIndex } from "./mail/open";
import { readMail } from "./mail/read";
import { signMessage } from "./mail/sign";
import * as verdicts from "./mail/verdicts";
import { addAddress } from "./own-keys/add-address";
import { exportIdentity, publicKeyFor } from "./own-keys/export";
import { extendIdentity } from "./own-keys/extend";
import { goOn } from "./own-keys/go-on";
import { keptKeys, putHintAway } from "./own-keys/hint";
import * as identities from "./own-keys/identities";
import { checkPublished, publishedKey } from "./publishing/check";
import { confirmAddress, uploadKey } from "./publishing/key-server";
import { makeSubmission } from "./publishing/web-key-service";
import { faultOfClock } from "./settings/clock";
import { getSettings, setSettings } from "./settings/settings";

export const handlers: Handlers = {
  "content.hello": (request, sender) => {
    layHitSheet(sender);
    return hello(request, sender);
  },
  "ticket.open": (request, sender) => openTicket(request, sender),
  "ticket.claim": (request, sender) => claimTicket(request, sender),
  "ticket.move": (request, sender) => moveToWindow(request, sender),

  "consent.ask": (request, sender) => consent.askConsent(request, sender),
  "consent.take": (request, sender) => consent.takeAnswer(request, sender),
  "consent.drop": (request, sender) => consent.dropConsent(request, sender),
  "consent.show": (request, sender) => consent.showConsent(request, sender),
  "consent.answer": (request, sender) => consent.answerConsent(request, sender),

  "mail.read": (request) => readMail(request),
  "message.seal": (request) => sealMessage(request),
  "message.sign": (request) => signMessage(request),
  "index.clear": (request) => clearIndex(request),
  "verdict.known": (request, sender) => verdicts.knownPath(request, sender),
  "verdict.note": (request, sender) => verdicts.noteVerdict(request, sender),
  "verdict.sent": (request) => verdicts.noteSent(request),
  "verdict.rows": (request, sender) => verdicts.rowVerdicts(request, sender),
  "verdict.thread": (request, sender) => verdicts.conversationVerdict(request, sender),

  "mail.headers": (request) => noteHeaders(request),
  "mail.key": (request) => lookAtKey(request),
  "mail.keepKey": (request) => keepMailKey(request),

  "dkim.key": (request) => signingKey(request),

  "recipient.states": async ({ addresses }) => ok(await boundStates(addresses)),
  "recipient.lookup": (request) => boundLookup(request.address, (address) => lookupRenewed({ ...request, address })),
  "delivery.forecast": (request) => forecastDelivery(request),
  "recipient.choose": ({ address, fingerprint }) =>
    boundChoice(address, (deliverTo) => decisions.chooseKey(deliverTo, fingerprint)),
  "recipient.reject": ({ address, fingerprint }) =>
    boundChoice(address, (deliverTo) => decisions.rejectKey(deliverTo, fingerprint)),
  "recipient.dismissNotice": ({ address }) => decisions.dismissNotice(deliveryAddress(address)),

  "draft.save": (request, sender) => drafts.saveDraft(request, Date.now(), sender),
  "draft.saveFile": (request) => drafts.saveDraftFile(request),
  "draft.find": (request, sender) => drafts.findDrafts(request, sender),
  "draft.placed": (request, sender) => placeDraft(request, sender),
  "draft.state": (request) => drafts.draftState(request),
  "draft.leaving": (request) => drafts.noteLeaving(request),
  "draft.load": (request, sender) => drafts.loadDraft(request, sender),
  "draft.loadFile": (request) => drafts.loadDraftFile(request),
  "draft.handOver": (request, sender) => handOver(request, sender),
  "draft.continue": (request) => drafts.continueDraft(request),
  "draft.drop": (request) => drafts.dropDraft(request),
  "draft.list": () => drafts.listDrafts(),

  "vault.unlock": async (request) => {
    const answer = await identities.unlockIdentity(request);
    if (answer.ok) await consent.tellUnlocked();
    return answer;
  },
  "vault.lock": () => identities.lockIdentities(),
  "identity.list": () => identities.listIdentities(),
  "identity.create": (request) => identities.createIdentity(request),
  "identity.addAddress": (request) => addAddress(request),
  "identity.import": (request) => identities.importIdentity(request),
  "identity.public": (request) => publicKeyFor(request),
  "identity.strong": (request) => ownStrongAddresses(request),
  "identity.export": (request) => exportIdentity(request),
  "identity.protect": (request) => identities.protectIdentity(request),
  "identity.extend": (request) => extendIdentity(request),
  "identity.delete": (request) => identities.deleteIdentity(request),

  "publish.key": (request) => publishedKey(request),
  "publish.check": (request) => checkPublished(request),
  "publish.submission": (request) => makeSubmission(request),
  "publish.upload": (request) => uploadKey(request),
  "publish.confirm": (request) => confirmAddress(request),

  "contact.search": ({ query, offset, limit }) => contacts.searchContacts(query, offset, limit),
  "contact.get": ({ address }) => contacts.getContact(address),
  "contact.import": ({ key }) => contacts.importContacts(key),
  "keyring.import": ({ keys }) => importKeyring(keys),
  "contact.verify": ({ address, verified }) => contacts.verifyContact(address, verified),
  "contact.delete": ({ address }) => contacts.deleteContact(address),
  "contact.history": ({ address }) => historyOf(address),
  "verification.show": (request) => showVerification(request),
  "verification.scan": (request) => scanVerification(request),
  "pins.save": () => savePins(),
  "pins.restore": (request) => restorePins(request),
  "pins.check": () => checkPins(),
  "pins.accept": () => acceptPins(),

  "settings.get": (request) => getSettings(request),
  "settings.set": (request) => setSettings(request),
  "site.start": (request, sender) => startSite(request, sender),
  "site.enable": (request) => enableSite(request),
  "site.disable": async (request) => {
    const answer = await disableSite(request);
    await restoreClients();
    return answer;
  },
  "site.list": () => listSites(),
  "client.allow": (request) => allowClient(request),
  "client.allowed": (request) => clientAllowed(request),
  "client.keyring": (request, sender) => clientKeyring(request, sender),
  "client.keys": (request, sender) => clientKeys(request, sender),
  "client.own": (request, sender) => clientOwn(request, sender),
  "client.publicKey": (request, sender) => clientPublicKey(request, sender),
  "client.import": (request, sender) => askToImport(request, sender),
  "client.imported": (request, sender) => clientImported(request, sender),
  "client.settings": (request, sender) => clientSettings(request, sender),
  "places.keep": (request) => keepPlaces(request),
  "places.get": (request) => getPlace(request),
  "steps.next": () => nextSteps(),
  "steps.answer": (request) => answerStep(request),
  "steps.seen": (request) => markSeen(request),
  "home.get": () => getHome(),
  "store.state": async () => ok(await storeState()),
  "store.putAway": async ({ what }) => {
    await putHintAway(what);
    return ok(await storeState());
  },
  "store.goOn": (request) => goOn(request),
  "account.suggest": () => suggestAccount(),
};

const storeState = async (): Promise<StoreState> => ({ ...(await keptKeys()), clockFault: await faultOfClock() });
