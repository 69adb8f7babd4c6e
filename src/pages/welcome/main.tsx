import "./welcome.css";
import { ask } from "../components/ask";
import { loadIdentities, loadSettings } from "../components/own/identities";
import { startPage } from "../start";
import { Welcome } from "./welcome";

const [settings, suggestion] = await Promise.all([
  loadSettings({ atOnce: true }),
  ask("account.suggest", {}),
  loadIdentities(),
]);
const suggested = suggestion.ok && suggestion.value ? suggestion.value : { name: "", address: "" };
await startPage(settings.language, () => <Welcome suggested={suggested} />);
