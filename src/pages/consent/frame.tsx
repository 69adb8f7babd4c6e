import type { ComponentChildren } from "preact";
import type { Asked } from "../../messages/consent";
import { Mark } from "../components/mark";
import { settings } from "../components/own/identities";
import { t } from "../i18n";

export type AnswerConsent = (yes: boolean, typed?: string) => void;

interface Props {
  readonly asked: Asked;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** Shared by all these windows: the user's own mark first, which no page can show, then the page they ask for. */
export function Frame({ asked: { place }, title, children }: Props) {
  return (
    <main>
      <header>
        <Mark mark={settings.value.mark} size={36} />
        <p class="small muted break">{place ? t("consent_for", { host: new URL(place).host }) : t("app_name")}</p>
      </header>
      <h1 class="serif">{title}</h1>
      {children}
    </main>
  );
}
