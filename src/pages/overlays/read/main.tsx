import browser from "../../../platform/browser";
import { call } from "../../../messages/call";
const ticket = location.hash.slice(1);
document.body.textContent = "hello overlay";
const r = await call("ticket.claim", { ticket });
console.log("claim", JSON.stringify(r), location.href);
if (r.ok) { const port = browser.tabs.connect(r.value.tabId, { frameId: r.value.frameId, name: ticket }); port.onMessage.addListener((m) => { document.body.textContent = "got " + Object.prototype.toString.call((m as any).bytes); }); port.onDisconnect.addListener(()=>console.log("overlay: port gone")); port.postMessage({ type: "hi" }); }
