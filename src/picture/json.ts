import { jsonText } from "../text/printable.js";
import type { Picture } from "./picture.js";

/** The picture as data, as docs/show.md describes it. */
export const jsonPicture = ({ clusters }: Picture): string => jsonText({ version: 1, clusters });
