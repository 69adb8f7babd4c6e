// Uploads the own key to a verifying key server (VKS, keys.openpgp.org/about/api). Only on the user's click: the server
// learns the address, and whoever knows the fingerprint finds the key from then on.
import { addressKey } from "../../domain/address";
import { armorCertificate } from "../../domain/pgp/secret-key";
import { readVksAnswer } from "../../domain/publish/key-server";
import { type Failed, fail, ok } from "../../domain/result";
import type { Answers, Request } from "../../messages/calls";
import { type FetchFailure, fetchBytes } from "../fetch";
import { type OwnCertificate, ownCertificate } from "../own-keys/own-certificate";

type Ask = typeof fetchBytes;

export async function uploadKey(
  request: Request<"publish.upload">,
  ask: Ask = fetchBytes,
  now = Date.now(),
): Promise<Answers["publish.upload"]> {
  const own = await ownCertificate(request, now);
  if (!own.ok) return own;
  const keytext = await armorCertificate(own.value.info.certificate);
  return post(request.server, "upload", { keytext }, own.value, ask);
}

export async function confirmAddress(
  request: Request<"publish.confirm">,
  ask: Ask = fetchBytes,
  now = Date.now(),
): Promise<Answers["publish.confirm"]> {
  const own = await ownCertificate(request, now);
  if (!own.ok) return own;
  const { token, language, server } = request;
  const body = { token, addresses: [own.value.address], locale: [language] };
  return post(server, "request-verify", body, own.value, ask);
}

async function post(
  server: string,
  what: "upload" | "request-verify",
  body: object,
  { info, address }: OwnCertificate,
  ask: Ask,
): Promise<Answers["publish.upload"]> {
  const url = `${server}/vks/v1/${what}`;
  const answered = await ask({ purpose: "vks-upload", url, body: JSON.stringify(body) });
  const host = URL.parse(server)?.host ?? server;
  if (!answered.ok) return fail({ code: codeOf(answered), host });
  const said = readVksAnswer(answered.value.bytes, info.fingerprint);
  const state = said?.states[addressKey(address)];
  return said && state ? ok({ state, token: said.token }) : fail({ code: "refused-key", host });
}

function codeOf(failure: Failed<FetchFailure>): "refused-key" | "wait" | "blocked" | "unreachable" {
  const { code } = failure;
  if (code === "status") return failure.status === 429 ? "wait" : failure.status < 500 ? "refused-key" : "unreachable";
  return code === "blocked" ? "blocked" : code === "refused" ? "refused-key" : "unreachable";
}
