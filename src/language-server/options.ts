/** What a client sets for the server: the section `kalint` of its configuration, or the options of `initialize`. */
export interface Options {
  /** Release that files are for where no settings file says one. */
  readonly target: string | undefined;
  /** Config-ids to evaluate for; undefined: those that files mention. */
  readonly configIds: readonly string[] | undefined;
  /** Includes are read only below this folder; a relative one is below that in which the server was started. */
  readonly includeRoot: string | undefined;
  /** Read when the client starts: whether it may ask for the open files and the nodes of their clusters at once. */
  readonly workspaceDiagnostics: boolean;
  /** All files of keepalived below the folders of the workspace are checked, whether they are open or not. */
  readonly wholeFolder: boolean;
  readonly inlayHints: boolean;
  readonly codeLens: boolean;
  /** Most entries of an outline, and of a search for symbols. */
  readonly maxSymbols: number;
}

const MAX_SYMBOLS = 5000;

/** Reads options of any shape: what is not as it should be is left out. */
export function readOptions(given: unknown): Options {
  const values = typeof given === "object" && given !== null ? (given as Readonly<Record<string, unknown>>) : {};
  const { target, configIds, includeRoot, maxSymbols } = values;
  return {
    target: typeof target === "string" && /^\d+\.\d+(?:\.\d+)?$/.test(target) ? target : undefined,
    configIds: Array.isArray(configIds) && configIds.length > 0 ? configIds.map(String) : undefined,
    includeRoot: typeof includeRoot === "string" && includeRoot !== "" ? includeRoot : undefined,
    workspaceDiagnostics: values.workspaceDiagnostics === true,
    wholeFolder: values.wholeFolder === true,
    inlayHints: values.inlayHints === true,
    codeLens: values.codeLens === true,
    maxSymbols: typeof maxSymbols === "number" && maxSymbols >= 0 ? Math.trunc(maxSymbols) : MAX_SYMBOLS,
  };
}
