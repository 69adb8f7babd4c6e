import "./options.css";
import { loadIdentities, loadSettings } from "../components/identities";
import { startPage } from "../start";
import { Options } from "./options";

const [settings] = await Promise.all([loadSettings(), loadIdentities()]);
await startPage(settings.language, () => <Options />);
