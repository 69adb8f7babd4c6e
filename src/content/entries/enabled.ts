import { recognise } from "../recognise";

recognise(document);
