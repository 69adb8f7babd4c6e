import { beforeEach, expect, it, vi } from "vitest";

const calls: string[] = [];
let readable = true;
const answers = new Map<string, () => void>();
const states = new Map<string, { state: string; strong: { status: string } | null }>();

vi.mock("../../frame/ask", () => ({
  ask: async (call: string, request: { address?: string; source?: string; addresses?: string[] }) => {
    if (call === "recipient.states" && !readable) return { ok: false, code: "unreadable" };
    if (call === "recipient.states")
      return {
        ok: true,
        value: request.addresses!.map((address) => ({ address, outcomes: [], ...states.get(address)! })),
      };
    calls.push(`${request.address} ${request.source}`);
    await new Promise<void>((done) => answers.set(`${request.address} ${request.source}`, done));
    return { ok: false };
  },
}));
const { createRecipientKeys } = await import("./recipients");

const PLAN = [[{ source: "dns" }, { source: "wkd" }], [{ source: "server", server: "https://vks.example" }]] as const;
const person = (address: string) => ({ address, name: "" });
const to = (...addresses: string[]) => ({ to: addresses.map(person), cc: [], bcc: [], unreadable: [] });
const later = (): Promise<void> => new Promise((next) => setTimeout(next));

beforeEach(() => {
  calls.length = 0;
  answers.clear();
  states.clear();
});

it("what is less urgent than keys is asked once the first wave about an address is over, and the second does not wait for it", async () => {
  states.set("none@a.example", { state: "none", strong: null });
  const settled: string[] = [];
  const keys = createRecipientKeys(PLAN, (addresses) => settled.push(...addresses));
  void keys.follow(to("none@a.example"));
  await later();
  expect(calls).toEqual(["none@a.example dns", "none@a.example wkd"]);
  answers.get("none@a.example dns")!();
  await later();
  expect(settled).toEqual([]);
  answers.get("none@a.example wkd")!();
  await later();
  expect(settled).toEqual(["none@a.example"]);
  expect(calls).toContain("none@a.example server");
});

it("for whoever has a key it is asked at once; not for the user, nor for a strong address that binds to nothing", async () => {
  states.set("known@a.example", { state: "known", strong: null });
  states.set("me@a.example", { state: "own", strong: null });
  states.set("odd@mm--x.a.example", { state: "none", strong: { status: "malformed" } });
  const settled: string[] = [];
  const keys = createRecipientKeys(PLAN, (addresses) => settled.push(...addresses));
  await keys.follow(to("known@a.example", "me@a.example", "odd@mm--x.a.example"));
  expect(settled).toEqual(["known@a.example"]);
  expect(calls).toEqual([]);
});

it("a look-up that could not be made is no answer, whatever the state says", async () => {
  states.set("bob@a.example", { state: "none", strong: null });
  const keys = createRecipientKeys([[{ source: "dns" }]]);
  const followed = keys.follow(to("bob@a.example"));
  await later();
  answers.get("bob@a.example dns")!();
  await followed;
  expect(keys.of("bob@a.example")).toMatchObject({ looking: false, failed: true });
});

it("states that could not be read are no answer, and are asked for again", async () => {
  readable = false;
  const keys = createRecipientKeys([]);
  await keys.follow(to("bob@a.example"));
  expect(keys.of("bob@a.example")).toEqual({ state: null, looking: false, failed: true });
  readable = true;
  states.set("bob@a.example", { state: "known", strong: null });
  await keys.follow(to("bob@a.example"));
  expect(keys.of("bob@a.example")).toMatchObject({ state: { state: "known" }, failed: false });
});
