import "./consent.css";
import { ask } from "../components/ask";
import { loadIdentities, loadSettings } from "../components/own/identities";
import { t } from "../i18n";
import { startPage } from "../start";
import { armPresses } from "./armed";
import { ConsentWindow } from "./consent-window";
import { PasswordWindow } from "./password-window";
import { UnlockWindow } from "./unlock-window";

const token = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const [asked, settings] = await Promise.all([ask("consent.show", { token }), loadSettings(), loadIdentities()]);
if (!asked.ok) window.close();
else {
  const { kind, pointer, until } = asked.value;
  armPresses(document, pointer);
  const answer = (yes: boolean, typed?: string): void => {
    void ask("consent.answer", { token, yes, ...(typed === undefined ? {} : { typed }) }).then(() => window.close());
  };
  setTimeout(answer, until - Date.now(), false);
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") answer(false);
  });
  await startPage(settings.language, () =>
    kind === "unlock" ? (
      <UnlockWindow asked={asked.value} answer={answer} />
    ) : kind === "password-message" ? (
      <PasswordWindow asked={asked.value} answer={answer} />
    ) : (
      <ConsentWindow kind={kind} asked={asked.value} answer={answer} />
    ),
  );
  document.title = t("app_name");
}
