import { first } from "../../dom/select";
import { environmentOf } from "./environment";
import { PAGE } from "./selectors";

export const isRoundcube = (document: Document): boolean =>
  environmentOf(document).task !== undefined && first(document, PAGE) !== null;
