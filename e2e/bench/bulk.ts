// 25 MiB sealed and opened by the built extension, and by gpg with its defaults on the same text, alternately.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame } from "@playwright/test";
import { runProgram } from "../lab/program";
import { ALICE, BOB } from "../webmail/demo";
import { median } from "./median";

const SIZE = 25 * 1024 * 1024;

function gpgSeat() {
  const home = mkdtempSync(join(tmpdir(), "cb-"));
  const gpg = (...args: string[]): Buffer =>
    runProgram(
      "gpg",
      ["--homedir", home, "--batch", "--yes", "--quiet", "--no-tty", "--trust-model", "always", ...args],
      { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] },
    );
  const end = (): void => {
    runProgram("gpgconf", ["--homedir", home, "--kill", "all"]);
    rmSync(home, { recursive: true, force: true });
  };
  return { home, gpg, end };
}

const timed = async (run: () => unknown): Promise<number> => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

/** Runs in the overlay: the text does not pass through the test's own pipe, so only the product is timed. */
async function ourTimes(overlay: Frame, rounds: number, size: number): Promise<{ seal: number[]; open: number[] }> {
  return overlay.evaluate(
    async ({ rounds, size, to, account }) => {
      const send = (
        globalThis as unknown as {
          chrome: {
            runtime: {
              sendMessage(
                m: unknown,
              ): Promise<{ ok: boolean; code?: string; value: { armored: string; content: { text: string } } }>;
            };
          };
        }
      ).chrome.runtime.sendMessage;
      const build = await (await fetch("/build.txt")).text();
      const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
      const chunk = Array.from(crypto.getRandomValues(new Uint8Array(65536)), (byte) => alphabet[byte % 64]).join("");
      const text = chunk.repeat(Math.ceil(size / chunk.length)).slice(0, size);
      const times = { seal: [] as number[], open: [] as number[] };
      for (let round = 0; round < rounds; round++) {
        let start = performance.now();
        const sealed = await send({
          call: `${build}/message.seal`,
          request: { text, to: [to], cc: [], bcc: [], from: account },
        });
        if (!sealed.ok) throw new Error(`seal: ${sealed.code}`);
        times.seal.push(performance.now() - start);
        start = performance.now();
        const opened = await send({
          call: `${build}/mail.read`,
          request: {
            given: { armored: sealed.value.armored },
            claims: { from: account, to: [to], date: null, account },
          },
        });
        if (!opened.ok || opened.value.content.text.length !== text.length) throw new Error(`open: ${opened.code}`);
        times.open.push(performance.now() - start);
      }
      return times;
    },
    { rounds, size, to: BOB.address, account: ALICE.address },
  );
}

/** The share of transferring text and armor: equal sizes, sent to a call that is refused unread. ms */
async function carryingMs(overlay: Frame, size: number): Promise<number> {
  return overlay.evaluate(async (length) => {
    const { runtime } = (
      globalThis as unknown as { chrome: { runtime: { sendMessage(m: unknown): Promise<unknown> } } }
    ).chrome;
    const times: number[] = [];
    for (const text of ["a".repeat(length), "b".repeat(Math.ceil((length * 65) / 48))]) {
      await runtime.sendMessage({ call: "none", request: { text } });
      const start = performance.now();
      await runtime.sendMessage({ call: "none", request: { text } });
      times.push(performance.now() - start);
    }
    return times.reduce((sum, time) => sum + time);
  }, size);
}

/** Ratios to gpg: below 1 is faster. Cachet's times include the messages between overlay and background. */
export async function bulk(
  overlay: Frame,
  rounds = 3,
): Promise<{ seal: number; open: number; gpgSealMs: number; gpgOpenMs: number; carryingMs: number }> {
  const { home, gpg, end } = gpgSeat();
  try {
    for (const { address } of [ALICE, BOB])
      gpg("--passphrase", "", "--quick-gen-key", address, "future-default", "default", "never");
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const plain = join(home, "plain.txt");
    const chunk = Array.from(randomBytes(65536), (byte) => alphabet[byte % 64]).join("");
    writeFileSync(plain, chunk.repeat(SIZE / chunk.length));
    const sealed = join(home, "sealed.asc");
    const theirs = { seal: [] as number[], open: [] as number[] };
    const ours = { seal: [] as number[], open: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      theirs.seal.push(
        await timed(() =>
          gpg("--armor", "-se", "-u", ALICE.address, "-r", BOB.address, "-r", ALICE.address, "-o", sealed, plain),
        ),
      );
      theirs.open.push(await timed(() => gpg("-d", "-o", join(home, "out.txt"), sealed)));
      const once = await ourTimes(overlay, 1, SIZE);
      ours.seal.push(...once.seal);
      ours.open.push(...once.open);
    }
    return {
      seal: median(ours.seal) / median(theirs.seal),
      open: median(ours.open) / median(theirs.open),
      gpgSealMs: median(theirs.seal),
      gpgOpenMs: median(theirs.open),
      carryingMs: await carryingMs(overlay, SIZE),
    };
  } finally {
    end();
  }
}
