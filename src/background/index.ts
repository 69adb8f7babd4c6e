import browser from "../platform/browser";
browser.runtime.onMessage.addListener(((m: any, sender: any, reply: any) => { console.log("bg", JSON.stringify(m), JSON.stringify(sender)); (globalThis as any).log ??= []; (globalThis as any).log.push([m, sender]); reply({ ok: true, value: { tabId: sender.tab?.id, frameId: 0 } }); return true; }) as any);
