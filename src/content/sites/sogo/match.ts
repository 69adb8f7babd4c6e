import { first } from "../../dom/select";
import { PAGE } from "./selectors";

/** Its address book and calendar are applications of their own. */
export const isSogo = (document: Document): boolean => first(document, PAGE) !== null;
