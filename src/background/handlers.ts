// One entry per call of the contract, one service call each. Who may call, and what a request looks like, was checked
// before (messages/serve.ts).

import { deliveryAddress } from "../domain/discovery/strong-address";
import type { StoreState } from "../domain/identity";
import { ok } from "../domain/result";
import type { Handlers } from "../messages/serve";
import { hello, suggestAccount } from "./accounts";
import { addAddress } from "./add-address";
import { exportIdentity, publicKeyFor } from "./backup";
import { faultOfClock } from "./clock";
import * as consent from "./consent";
import * as contacts from "./contacts";
import { forecastDelivery } from "./delivery";
import { placeDraft } from "./draft-age";
import * as drafts from "./drafts";
import { historyOf } from "./events";
import { extendIdentity } from "./extend-identity";
import { handOver } from "./hand-over";
import { keptKeys, putHintAway } from "./hint";
import { layHitSheet } from "./hit-sheet";
import { getHome } from "./home";
import * as identities from "./identities";
import { importKeyring } from "./keyring-import";
import { keepMailKey, lookAtKey, noteHeaders } from "./mail-keys";
import { moveToWindow } from "./move-window";
import { clearIndex, openMessage, verifyMessage } from "./open-message";
import { acceptPins, checkPins, restorePins, savePins } from "./pin-table";
import { getPlace, keepPlaces } from "./places";
import { checkPublished, publishedKey } from "./publish";
import { makeSubmission } from "./publish-by-mail";
import { confirmAddress, uploadKey } from "./publish-upload";
import { lookupRenewed } from "./refresh";
import { sealMessage } from "./seal-message";
import { getSettings, setSettings } from "./settings";
import { signMessage } from "./sign-message";
import { signingKey } from "./signing-key";
import { disableSite, enableSite, listSites } from "./sites";
import { answerStep, markSeen, nextSteps } from "./steps";
import { boundChoice, boundLookup, boundStates, ownStrongAddresses } from "./strong";
import { claimTicket, openTicket } from "./tickets";
import * as verdicts from "./verdicts";
import { scanVerification, showVerification } from "./verification";

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

  "message.open": (request) => openMessage(request),
  "message.verify": (request) => verifyMessage(request),
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
    boundChoice(address, (deliverTo) => contacts.chooseKey(deliverTo, fingerprint)),
  "recipient.reject": ({ address, fingerprint }) =>
    boundChoice(address, (deliverTo) => contacts.rejectKey(deliverTo, fingerprint)),
  "recipient.dismissNotice": ({ address }) => contacts.dismissNotice(deliveryAddress(address)),

  "draft.save": (request, sender) => drafts.saveDraft(request, Date.now(), sender),
  "draft.saveFile": (request) => drafts.saveDraftFile(request),
  "draft.find": (request, sender) => drafts.findDrafts(request, sender),
  "draft.placed": (request, sender) => placeDraft(request, sender),
  "draft.standing": (request) => drafts.draftStanding(request),
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
  "site.enable": (request) => enableSite(request),
  "site.disable": (request) => disableSite(request),
  "site.list": () => listSites(),
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
  "account.suggest": () => suggestAccount(),
};

const storeState = async (): Promise<StoreState> => ({ ...(await keptKeys()), clockFault: await faultOfClock() });
