import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { MessageIndex } from "../../../domain/privacy/index-types";
import { Badge } from "../../components/badge";
import { Mark } from "../../components/mark";
import { ask } from "../ask";
import type { Session } from "../connect";
import { IndexPanel } from "../index-panel";

const index = signal<MessageIndex | null>(null);
const open = signal(false);

export async function loadIndex({ job, post }: Session<"badge">): Promise<void> {
  const answer = await ask("index.clear", { from: job.from, to: [...job.to], account: job.account });
  if (!answer.ok) return;
  index.value = answer.value;
  post({ type: "verdict", grade: answer.value.grade, signature: "none" });
}

/** The badge in the header of a message that is not sealed; its panel opens below, and the frame grows with it. */
export function BadgeOverlay({ session }: { session: Session<"badge"> }) {
  const head = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== "Escape" || !open.value) return;
      open.value = false;
      head.current?.querySelector<HTMLElement>("button")?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  if (!index.value) return null;
  return (
    <main class="badge-place">
      <div class="row nowrap" ref={head}>
        <Badge
          grade={index.value.grade}
          open={open.value}
          onOpen={() => {
            open.value = !open.value;
          }}
        />
        {open.value && <Mark mark={session.settings.mark} size={24} />}
      </div>
      {open.value && (
        <div class="card">
          <IndexPanel index={index.value} />
        </div>
      )}
    </main>
  );
}
