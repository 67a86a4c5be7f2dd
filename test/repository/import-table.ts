/** Folders that may be imported from a folder, besides itself. Files directly in `src/` are the folder `src`. */
export const IMPORT_TABLE: Readonly<Record<string, readonly string[]>> = buildTable();

function buildTable(): Record<string, readonly string[]> {
  const syntax = ["grammar", "template", "diagnostics", "text"];
  const evaluate = ["syntax", ...syntax];
  const semantic = ["evaluate", ...evaluate];
  const cluster = ["semantic", ...semantic];
  const simulate = ["cluster", ...cluster];
  const lint = ["simulate", ...simulate];
  const settings = ["shape", "lint", ...lint];
  const workspace = ["settings", ...settings];
  const reference = ["rules", "lint", ...lint];
  const upgrade = ["rules", "lint", ...lint];
  const forecast = ["reporters", "simulate", ...simulate];
  const services = ["workspace", "rules", "format", "reference", ...workspace];
  return {
    text: [],
    template: ["grammar", "text"],
    grammar: [],
    diagnostics: ["text"],
    syntax,
    evaluate,
    semantic,
    cluster,
    simulate,
    forecast,
    shape: ["text"],
    scenarios: ["shape", "picture", "forecast", ...forecast],
    picture: ["forecast", ...forecast],
    host: ["cluster", ...cluster],
    live: ["forecast", ...forecast],
    lint,
    rules: settings,
    reference,
    upgrade,
    format: ["syntax", "grammar", "template", "text"],
    settings,
    workspace,
    reporters: ["diagnostics", "text"],
    "language-server": services,
    mcp: ["reporters", "forecast", "picture", "scenarios", "upgrade", ...services],
    cli: [
      "reporters",
      "forecast",
      "picture",
      "host",
      "live",
      "scenarios",
      "upgrade",
      "language-server",
      "mcp",
      ...services,
    ],
    src: ["scenarios", "forecast", "reporters", ...services],
  };
}

/** What judges and formats: it takes texts and gives results, and runs in a browser as well. */
export const RUNS_ANYWHERE: readonly string[] = [
  ...["grammar", "text", "template", "diagnostics", "syntax", "evaluate", "semantic", "cluster", "simulate", "lint"],
  ...[
    "rules",
    "format",
    "reference",
    "reporters",
    "host",
    "live",
    "shape",
    "forecast",
    "scenarios",
    "picture",
    "upgrade",
    "src",
  ],
];

/** The folders that own a package or a module of Node. A module of Node that is not here belongs to all. */
export const OWNERS: Readonly<Record<string, readonly string[]>> = {
  "@modelcontextprotocol/server": ["mcp"],
  chevrotain: ["grammar"],
  "codeclimate-types": [],
  "cli-progress": ["cli"],
  commander: ["cli"],
  "@noble/hashes": ["reporters"],
  chalk: ["reporters", "cli"],
  diff: ["format", "cli", "language-server"],
  editorconfig: ["settings", "cli"],
  "fastest-levenshtein": ["text"],
  ignore: ["settings", "workspace"],
  "ipaddr.js": ["syntax"],
  "jsonc-parser": ["settings"],
  sarif: [],
  "supports-hyperlinks": ["cli"],
  tinyglobby: ["workspace"],
  "vscode-languageserver": ["language-server"],
  "vscode-languageserver-textdocument": ["language-server"],
  workerpool: ["cli", "mcp"],
  yaml: ["scenarios"],
  zod: ["shape", "settings", "scenarios", "host", "mcp"],
  "node:fs": ["workspace", "settings", "cli", "mcp"],
  "node:fs/promises": ["workspace", "settings", "cli"],
  // kalint never runs a script and never opens a socket; what it runs is keepalived, when asked to.
  "node:child_process": ["workspace"],
  "node:dgram": [],
  "node:dns": [],
  "node:http": [],
  "node:https": [],
  // For `isIP` alone.
  "node:net": ["syntax"],
  "node:tls": [],
};

/** Folders that may use the types of a package, and nothing else of it. */
export const TYPE_USERS: Readonly<Record<string, readonly string[]>> = {
  chevrotain: ["syntax"],
  "codeclimate-types": ["reporters"],
  sarif: ["reporters"],
};
