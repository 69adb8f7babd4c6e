import "./options.css";
import { loadIdentities, loadSettings } from "../components/own/identities";
import { startPage } from "../start";
import { Options } from "./options";
import { arrived } from "./route";

const [settings] = await Promise.all([loadSettings(), loadIdentities(), arrived]);
await startPage(settings.language, () => <Options />);
