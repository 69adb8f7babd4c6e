import "./popup.css";
import { loadIdentities, loadSettings } from "../components/own/identities";
import { startPage } from "../start";
import { look } from "./look";
import { Popup } from "./popup";

const [settings, first] = await Promise.all([loadSettings(), look(), loadIdentities()]);
await startPage(settings.language, () => <Popup first={first} />);
