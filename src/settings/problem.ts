import { printableLine } from "../text/printable.js";
import type { Position } from "../text/span.js";

/** What is wrong with settings, where it stands. */
export interface SettingsProblem extends Position {
  readonly file: string;
  /** One clause. */
  readonly message: string;
}

/** Settings that cannot be used: told to the user as they are, one problem a line. */
export class SettingsError extends Error {
  readonly problems: readonly SettingsProblem[];

  constructor(problems: readonly SettingsProblem[]) {
    const ordered = [...problems].sort((a, b) => a.line - b.line || a.column - b.column);
    const places = ordered.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
    super(places.map(printableLine).join("\n"));
    this.problems = ordered;
  }
}
