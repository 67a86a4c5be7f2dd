/**
 * Puts the statements of every block in another order, comments above them with them; takes the canonical form. One
 * seed always gives one order.
 */
export function shuffleStatements(text: string, seed: number): string {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return shuffleBody(text.split("\n"), random, true).join("\n");
}

function shuffleBody(lines: readonly string[], random: () => number, isFile: boolean): string[] {
  const statements: string[][] = [];
  let own: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    own.push(line);
    if (line.trim() === "" || /^\s*[#!]/.test(line)) continue;
    const end = line.endsWith("{") ? closing(lines, at) : at;
    if (end > at) own.push(...shuffleBody(lines.slice(at + 1, end), random, false), lines[end] ?? "");
    statements.push(own);
    own = [];
    at = end;
  }
  // Names are looked up while a file is read, so that its blocks stay.
  const ordered = isFile ? statements : shuffled(statements, random);
  return [...ordered.flat(), ...own];
}

/** The line that closes the block which opens at `from`; `from` itself where none does. */
function closing(lines: readonly string[], from: number): number {
  const indent = /^\s*/.exec(lines[from] ?? "")?.[0] ?? "";
  const found = lines.findIndex((line, index) => index > from && line.split(/\s+[#!]/)[0] === `${indent}}`);
  return Math.max(found, from);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
