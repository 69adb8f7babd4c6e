// Time the editor waits for the background to save a draft.

import { until } from "../browser/until";
import { editorOf, pressLock, startMail } from "../gmail/actions";
import { BOB, MAIL_URL } from "../webmail/demo";
import { median } from "./median";
import type { Stage } from "./stage";

interface Overlay {
  readonly chrome: { readonly runtime: { sendMessage(message: { call?: string }): Promise<unknown> } };
  took?: number[];
}

/** From the call to its answer, for a page of text that changes each time. ms */
export async function draftSaveMs({ mail }: Stage, times: number): Promise<number> {
  await mail.bringToFront();
  await mail.goto(MAIL_URL);
  await startMail(mail, BOB.address, "");
  const overlay = await pressLock(mail);
  await overlay.evaluate(() => {
    const world = globalThis as unknown as Overlay;
    const { runtime } = world.chrome;
    const send = runtime.sendMessage.bind(runtime);
    world.took = [];
    runtime.sendMessage = async (message) => {
      const start = performance.now();
      const answer = await send(message);
      if (message.call?.endsWith("/draft.save")) world.took!.push(performance.now() - start);
      return answer;
    };
  });
  const took = (): Promise<number[]> => overlay.evaluate(() => (globalThis as unknown as Overlay).took!);
  const page = "The back room is ours from six. ".repeat(60);
  for (let time = 0; time <= times; time++) {
    await editorOf(overlay).fill(`${time} ${page}`);
    await until("the draft to be kept", async () => (await took()).length > time);
  }
  // The first save warms up.
  const all = (await took()).slice(1);
  await mail.goto("about:blank");
  await mail.goto(MAIL_URL);
  return median(all);
}
