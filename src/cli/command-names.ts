/** All commands, in the order of the help; `lint` is the one that is meant without a name. */
export const COMMAND_NAMES = [
  "lint",
  "format",
  "simulate",
  "show",
  "host",
  "live",
  "upgrade",
  "explain",
  "config",
  "init",
  "rules",
  "lsp",
  "mcp",
  "ast",
  "expand",
  "completion",
  "man",
  "help",
] as const;

export type CommandName = (typeof COMMAND_NAMES)[number];
