import "./popup.css";
import { ask } from "../components/ask";
import { loadIdentities, loadSettings } from "../components/identities";
import { startPage } from "../start";
import { lookAtPage } from "./page-in-front";
import { Popup } from "./popup";

const [settings, front, steps, drafts] = await Promise.all([
  loadSettings(),
  lookAtPage(),
  ask("steps.next", {}),
  ask("draft.list", {}),
  loadIdentities(),
]);
await startPage(settings.language, () => (
  <Popup front={front} steps={steps.ok ? steps.value : []} drafts={drafts.ok ? drafts.value : []} />
));
