import type { Registration } from "vscode-languageserver";
import type { Client } from "./client.js";

/** What is asked of a client that lets itself be asked: to tell which files change on disk, and its own settings. */
export function registrationsFor(client: Client): readonly Registration[] {
  const patterns = ["**/*.conf", "**/{kalint.config,.kalintrc,package}.json", "**/.editorconfig"];
  const watchers = patterns.map((globPattern) => ({ globPattern }));
  return [
    ...(client.registersWatchers
      ? [{ id: "kalint-files", method: "workspace/didChangeWatchedFiles", registerOptions: { watchers } }]
      : []),
    ...(client.registersConfiguration
      ? [
          {
            id: "kalint-settings",
            method: "workspace/didChangeConfiguration",
            registerOptions: { section: "kalint" },
          },
        ]
      : []),
  ];
}
