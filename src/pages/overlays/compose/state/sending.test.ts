import { describe, expect, it } from "vitest";
import { fail } from "../../../../domain/result";
import { type InsertRefusal, nextSeal, OFFERED, type SealEvent, type SealState } from "./sending";

const run = (...events: SealEvent[]): SealState => events.reduce(nextSeal, { step: "writing" } as SealState);
const press: SealEvent = { type: "press", send: true, shape: "inline", refusal: null };
const answered = (answer: Extract<SealEvent, { type: "answered" }>["answer"]): SealEvent => ({
  type: "answered",
  answer,
});
const missing: Extract<SealEvent, { type: "not-sealed" }> = {
  type: "not-sealed",
  failure: fail({ code: "missing-keys", addresses: ["a@b.example"] }),
  strong: false,
};

describe("sealing", () => {
  it("seals, inserts and is done", () => {
    const state = run(press, { type: "sealed", armored: "x" });
    expect(state).toEqual({ step: "inserting", text: "x", send: true, clear: false, shape: "inline" });
    expect(nextSeal(state, answered({ is: "inserted", sent: true }))).toEqual({
      step: "done",
      sent: true,
      clear: false,
    });
  });

  it("does not start a second time while it works", () => {
    const state = run(press);
    expect(nextSeal(state, press)).toBe(state);
  });

  it("refuses an empty text before asking anyone", () => {
    expect(run({ ...press, refusal: "empty" })).toEqual({ step: "refused", why: "empty" });
  });

  it("goes on with what was asked once the key is open", () => {
    expect(
      run(
        press,
        { type: "not-sealed", failure: fail({ code: "locked", fingerprint: "ab" }), strong: false },
        { type: "unlocked" },
      ),
    ).toEqual({
      step: "sealing",
      send: true,
      shape: "inline",
    });
  });

  it("stops at recipients below the class, from where no way leads into the clear", () => {
    const below: SealEvent = {
      ...missing,
      failure: fail({ code: "below-class", missing: "verified", addresses: ["a@b.example"] }),
    };
    const state = run(press, below);
    expect(state).toEqual({ step: "below-class", missing: "verified", addresses: ["a@b.example"] });
    expect(nextSeal(state, { type: "send-clear" })).toBe(state);
    expect(nextSeal(state, { type: "confirmed" })).toBe(state);
    expect(nextSeal(state, { type: "cancel" })).toEqual({ step: "writing" });
    expect(run({ ...press, shape: "sign" }, { ...below, failure: fail("below-class") })).toEqual({
      step: "failed",
      code: "below-class",
    });
  });

  it("puts text in clear only after the confirmation, and never sends it", () => {
    expect(run(press, missing, { type: "confirmed" }).step).toBe("missing-keys");
    expect(run(press, { type: "send-clear" }, { type: "confirmed" }).step).toBe("sealing");
    expect(run(press, missing, { type: "send-clear" }, { type: "cancel" })).toEqual({ step: "writing" });
    expect(run(press, missing, { type: "send-clear" }, { type: "confirmed" })).toEqual({
      step: "inserting",
      text: null,
      send: false,
      clear: true,
      shape: "inline",
    });
  });

  it("keeps in mind, up to the question, that nobody could tell whether there is a key", () => {
    const state = run(press, { ...missing, failure: fail({ code: "unanswered", addresses: ["a@b.example"] }) });
    expect(state).toEqual({ step: "missing-keys", addresses: ["a@b.example"], strong: false, unanswered: true });
    expect(nextSeal(state, { type: "confirmed" })).toBe(state);
    expect(nextSeal(state, { type: "send-clear" })).toMatchObject({ step: "confirm-clear", unanswered: true });
    expect(run(press, missing, { type: "send-clear" })).not.toHaveProperty("unanswered");
  });

  it("has no way to clear text while a strong address is among the recipients", () => {
    const state = run(press, { ...missing, strong: true });
    expect(state).toEqual({ step: "missing-keys", addresses: ["a@b.example"], strong: true });
    for (const event of [{ type: "send-clear" }, { type: "confirmed" }] as const)
      expect(nextSeal(state, event)).toBe(state);
  });

  it("waits for the page's field to be changed by hand, then starts anew", () => {
    const replacements = [{ from: "a@mm--x.b.example", to: "a@b.example" }];
    const state = run(press, { type: "sealed", armored: "x" }, answered({ is: "not-replaced", replacements }));
    expect(state).toEqual({ step: "retype", replacements });
    expect(nextSeal(state, { type: "cancel" })).toEqual({ step: "writing" });
    expect(nextSeal(state, press)).toEqual({ step: "sealing", send: true, shape: "inline" });
  });

  it("says so when the page refuses the text or its Send does not answer", () => {
    const inserting = run(press, { type: "sealed", armored: "x" });
    const clear = nextSeal({ step: "writing" }, { type: "put-back" });
    expect(nextSeal(clear, answered({ is: "text-refused" }))).toEqual({ step: "failed", code: "page-refused" });
    expect(nextSeal(inserting, answered({ is: "inserted", sent: false }))).toEqual({
      step: "failed",
      code: "page-send-missing",
    });
  });

  it("can be stopped while it works, and what comes of it later is thrown away", () => {
    const state = run(press, { type: "cancel" }, { type: "sealed", armored: "x" });
    expect(state).toEqual({ step: "writing" });
    const of = run(press, { type: "sealed", armored: "x" });
    const stopping = nextSeal(of, { type: "cancel" });
    expect(stopping).toEqual({ step: "stopping", of });
    // Until the page has answered, nothing else begins.
    for (const event of [press, { type: "cancel" }, { type: "put-back" }, { type: "confirmed" }] as const)
      expect(nextSeal(stopping, event)).toBe(stopping);
    for (const is of ["cancelled", "text-refused", "files-refused", "busy", "failed"] as const)
      expect(nextSeal(stopping, answered({ is })), is).toEqual({ step: "writing" });
    expect(nextSeal(stopping, answered({ is: "changed", what: "recipients" }))).toEqual({ step: "writing" });
    // Too late: it was sent, and must not be written on as if it had not been.
    expect(nextSeal(stopping, answered({ is: "inserted", sent: true }))).toMatchObject({ step: "done", sent: true });
  });

  it("says what the page changed, and what it did not give back", () => {
    const inserting = run(press, { type: "sealed", armored: "x" });
    for (const what of ["text", "subject", "files", "recipients", "from"] as const) {
      const failed = nextSeal(inserting, answered({ is: "changed", what }));
      expect(failed).toEqual({ step: "failed", code: `page-changed-${what}` });
      expect(nextSeal(failed, { ...press, shape: "mime" }).step).toBe("sealing");
    }
    const back = nextSeal({ step: "writing" }, { type: "put-back" });
    expect(back).toMatchObject({ step: "inserting", text: null, send: false, clear: true, way: "back" });
    expect(nextSeal(back, answered({ is: "files-left", left: ["x"] }))).toEqual({ step: "failed", code: "files-left" });
  });

  it("keeps the sealed file for the user's own hands when the page does not take it", () => {
    const state = run({ ...press, shape: "mime" }, { type: "sealed", armored: "x" });
    const event = answered({ is: "files-refused" });
    expect(nextSeal(state, event)).toEqual({ step: "by-hand", armored: "x", shape: "mime", line: true });
    expect(nextSeal(nextSeal(state, event), { type: "cancel" })).toEqual({ step: "writing" });
  });
});

type Answered = Extract<SealEvent, { type: "answered" }>["answer"];

/** Every way in which the page may not have the message after an insert. */
const REFUSALS: Readonly<Record<InsertRefusal, Answered>> = {
  "text-refused": { is: "text-refused" },
  "files-refused": { is: "files-refused" },
  failed: { is: "failed" },
  "changed-text": { is: "changed", what: "text" },
  "changed-subject": { is: "changed", what: "subject" },
  "changed-files": { is: "changed", what: "files" },
  "changed-recipients": { is: "changed", what: "recipients" },
  "changed-from": { is: "changed", what: "from" },
  "entity-refused": { is: "entity-refused" },
  "files-left": { is: "files-left", left: ["encrypted.asc"] },
  "file-unreadable": { is: "file-unreadable" },
  busy: { is: "busy" },
  "not-replaced": { is: "not-replaced", replacements: [] },
  cancelled: { is: "cancelled" },
};

describe.each(["inline", "mime", "sign"] as const)("after a refusal, of shape %s", (shape) => {
  const inserting = run({ ...press, shape }, { type: "sealed", armored: "x" });

  it.each(Object.entries(REFUSALS))("%s leads on", (refusal, answer) => {
    const next = nextSeal(inserting, answered(answer));
    const offered = OFFERED[refusal as InsertRefusal];
    if (offered === "by-hand") expect(next).toMatchObject({ step: "by-hand", armored: "x", shape });
    else if (offered === "again") expect(next.step).toBe("failed");
    else expect(next.step).toBe(offered === "retype" ? "retype" : "writing");
    // From wherever it leads, the next press begins anew.
    expect(nextSeal(next, press).step).toBe("sealing");
  });

  it("the user carries what the page did not take, and has it still when they have taken it once", () => {
    const made = nextSeal(inserting, answered({ is: "text-refused" }));
    const copied = nextSeal(made, { type: "handed", by: "copy" });
    expect(copied).toEqual({ ...made, handed: "copy" });
    expect(nextSeal(copied, { type: "handed", by: "file" })).toEqual({ ...made, handed: "file" });
    expect(nextSeal({ step: "writing" }, { type: "handed", by: "copy" })).toEqual({ step: "writing" });
  });
});
