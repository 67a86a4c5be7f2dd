import { allPlaces, type KeywordPlace, topLevelPlaces } from "../../src/syntax/schema-index.js";

/** A keyword in a text; lines and columns begin at 0. */
export interface Mention {
  readonly line: number;
  readonly column: number;
  readonly name: string;
  readonly isBlock: boolean;
}

/** A text with every keyword of the schema once, each in its block, and where they are. */
export function schemaText(): { readonly text: string; readonly mentions: readonly Mention[] } {
  const lines: string[] = [];
  const mentions: Mention[] = [];
  const add = (place: KeywordPlace, depth: number): void => {
    const column = depth * 4;
    const { name } = place;
    const isBlock = place.kind !== "option";
    mentions.push({ line: lines.length, column, name, isBlock });
    const words = Array.from({ length: place.keyword.args?.length ?? 0 }, (_, at) => ` word${at}`).join("");
    lines.push(`${" ".repeat(column)}${name}${words}${isBlock ? " {" : ""}`);
    if (!isBlock) return;
    for (const child of place.children.values()) add(child, depth + 1);
    lines.push(`${" ".repeat(column)}}`);
  };
  for (const place of topLevelPlaces().values()) add(place, 0);
  if (mentions.length !== [...allPlaces()].length) throw new Error("a keyword is missing");
  return { text: `${lines.join("\n")}\n`, mentions };
}
