import { call } from "../../../messages/call";
import type { Answer, CallName, Request } from "../../../messages/calls";
import { callLarge } from "../../../messages/line";
import { hasLarge } from "../../../messages/pieces";
import { type AskCode, ask as askOnce } from "../../components/ask";
import { blank } from "./blank";
import { sayUpdated } from "./updated";

/** Calls whose small request may have a large answer. Large requests, and the answers to them, go in pieces anyway. */
const LARGE_ANSWERS: ReadonlySet<CallName> = new Set(["draft.loadFile"]);

/**
 * Calls the background and always answers with a Result. When the extension is gone the frame goes blank; when the background
 * is of another build the frame says so. In both cases the promise never settles, so no view draws an error without a next step.
 */
export async function ask<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  const answer = await askOnce(name, request, sent);
  const code: AskCode | null = answer.ok ? null : (answer.code as AskCode);
  if (code === "extension-gone") blank();
  else if (code === "other-build") void sayUpdated();
  else return answer as Answer<N>;
  return new Promise<never>(() => {});
}

function sent<N extends CallName>(name: N, request: Request<N>): Promise<Answer<N>> {
  const large = LARGE_ANSWERS.has(name) || hasLarge(request);
  return large ? callLarge(name, request) : call(name, request);
}
