// Whom the message is sealed to, and what is known about each: those of the page's fields, or a list of the writer's own.
import { computed, signal } from "@preact/signals";
import type { Recipients } from "../../../domain/address";
import { lookupPlan } from "../../../domain/discovery/plan";
import { readOnly } from "../../read-only";
import { createBindings, createDeliveries, createRecipientKeys } from "../compose/state/recipients";
import type { Session } from "../frame/connect";
import { createRecipientWatch, createSureRecipients, type Unsure } from "./recipient-hold";

/** Why nothing may be sealed now, because of who it goes to. */
export type Stop = "unseen" | "fresh" | "left-out";

export function createPeople(session: Session<"compose">, edited: () => void) {
  const { job } = session;
  const bindings = createBindings();
  const { sure, confirm } = createSureRecipients();
  /** As the page's fields have them; `recipients` are those to seal to. */
  const onPage = signal(job.recipients);
  /** The writer's own list. Nothing but their own acts and drafts changes it. */
  const stated = signal<Recipients | null>(job.stated ? job.recipients : null);
  const excused = signal<readonly string[]>([]);
  const rules = signal<typeof import("./lazy/stated") | null>(null);
  const read = () => {
    const list = stated.value;
    return list ? { recipients: list, unsure: [] } : sure(bindings.bound(onPage.value));
  };
  const first = read();
  const unsure = signal<readonly Unsure[]>(first.unsure);
  const recipients = signal(first.recipients);
  const watch = createRecipientWatch(session, recipients.value);
  const deliveries = createDeliveries();
  const plan = lookupPlan(session.settings);
  const keys = createRecipientKeys(plan, (addresses) => void deliveries.follow(addresses));
  /** How the page differs from the list; null while there is none, or while it is not known yet. */
  const differs = computed(
    () => (stated.value && rules.value?.compared(onPage.value, stated.value, excused.value)) ?? null,
  );

  const follow = (): void => void keys.follow(recipients.value);
  const update = (touched: number): void => {
    const now = read();
    unsure.value = now.unsure;
    recipients.value = now.recipients;
    watch.changed(now.recipients, touched, stated.value !== null);
    follow();
  };
  const setList = (list: Recipients | null): void => {
    stated.value = list;
    if (list) void import("./lazy/stated").then((loaded) => (rules.value = loaded));
    update(Number.POSITIVE_INFINITY);
  };
  if (stated.value) setList(stated.value);

  return readOnly({
    recipients,
    unsure,
    watch,
    keys,
    deliveries,
    follow,
    onPage: () => onPage.value,
    pageChanged: (change: { readonly recipients: Recipients; readonly touched: number }): void => {
      onPage.value = change.recipients;
      update(change.touched);
    },
    confirm: (one: Unsure): void => {
      confirm(one);
      update(Number.POSITIVE_INFINITY);
      watch.accept(watch.unseen.value.filter(({ address, field }) => address === one.address && field === one.field));
    },
    stated,
    differs,
    /** Null: the page's own recipients count again; whom the writer has not seen among them must be accepted. */
    state: (list: Recipients | null): void => {
      setList(list);
      edited();
    },
    /** The list of a draft comes back, unless there is one already. */
    bring: (list: Recipients | null): void => {
      if (list && !stated.value) setList(list);
    },
    /** They get the message and cannot open it: that is meant. */
    excuse: (address: string): void => {
      excused.value = [...excused.value, address];
    },
    beside: () => differs.value?.beside,
    /** `readable`: it goes out for everybody to read. Null: nothing stands in the way. */
    stops: (readable: boolean): Stop | null => {
      if (stated.value && !differs.value) return "fresh";
      const open = differs.value?.leftOut.some(({ says }) => says || !readable);
      return open ? "left-out" : watch.stops();
    },
  });
}
