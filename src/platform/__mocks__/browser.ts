import { fakeBrowser } from "../testing/fake-browser";

export default fakeBrowser();
