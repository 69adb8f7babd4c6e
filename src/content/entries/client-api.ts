// Beside the webmail's own script, only where the user lets the page speak to Cachet as to Mailvelope.
import { speakToPage } from "../client-api/start";

speakToPage(document);
