// The background. Every listener is added before anything is awaited, because a worker woken by an event receives it
// only then.
import { noteFault } from "../messages/fault";
import { onOtherBuild, serve } from "../messages/serve";
import browser from "../platform/browser";
import { keepPinsSigned } from "./contacts/pin-signing";
import { checkPinsAtStart } from "./contacts/pin-table";
import { begin, keepHint, keepInStep } from "./frames/begin";
import { restoreClients } from "./frames/client-origins";
import { onTabGone } from "./frames/consent";
import { onInstalled } from "./frames/install";
import { relayLines } from "./frames/relay";
import { renewIfOld } from "./frames/renew";
import { enableGranted, restoreSites } from "./frames/sites";
import { handlers } from "./handlers";
import { onAlarm, scheduleRefresh } from "./lookup/refresh";
import { onDraftAlarm } from "./mail/draft-age";
import { tellAllTabs } from "./mail/verdicts";
import { closeHint } from "./own-keys/hint";
import { onPolicyChanged } from "./settings/managed-policy";
import { withHandle } from "./store/handle";
import { overStore } from "./store/stored";
import { whenTrustChanges } from "./store/trust-changes";

keepHint();
serve(overStore(handlers, begin));
relayLines();

const logged = (what: string) => (error: unknown) => noteFault(`${what} failed`, error);

onOtherBuild(() => {
  renewIfOld().catch(logged("renewing"));
});

browser.runtime.onInstalled.addListener((details) => {
  onInstalled(details).catch(logged("install"));
});

browser.runtime.onStartup.addListener(() => {
  restoreSites().then(restoreClients).catch(logged("start"));
  withHandle(checkPinsAtStart).catch(logged("checking the pins"));
  withHandle(keepInStep).catch(logged("comparing the places of the keys"));
});

browser.alarms.onAlarm.addListener(({ name }) => {
  withHandle(() => onAlarm(name)).catch(logged("refresh"));
  withHandle(() => onDraftAlarm(name)).catch(logged("dropping sent messages"));
});

browser.storage.onChanged.addListener((_changes, area) => {
  if (area === "managed") withHandle(onPolicyChanged).catch(logged("taking over a policy"));
});

browser.tabs.onRemoved.addListener((tabId) => {
  onTabGone(tabId).catch(logged("closing what was asked"));
});

browser.permissions.onAdded.addListener(({ origins }) => {
  enableGranted(origins ?? []).catch(logged("enabling a site"));
});

whenTrustChanges(() => {
  tellAllTabs().catch(logged("telling of a change"));
});
closeHint().catch(logged("closing the hint"));
keepPinsSigned(logged("signing the pins"));
scheduleRefresh().catch(logged("scheduling"));
