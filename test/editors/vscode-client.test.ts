import { describe, expect, it } from "vitest";
import { whyThisLanguage } from "../../editors/vscode/src/language-reason.js";
import { findServer, type Surroundings } from "../../editors/vscode/src/server-program.js";
import { readRepositoryFile } from "../support/repository.js";

const OWN = "/home/me/lb/node_modules/kalint/dist/cli.cjs";

describe("the program that VS Code runs", () => {
  const all = [
    OWN,
    "/opt/kalint",
    "/home/me/lb/tools/kalint.cjs",
    "/usr/bin/kalint",
    "/home/me/lb/bin/kalint",
    "kalint",
  ];
  const find = (given: Partial<Surroundings>, files: readonly string[] = all) => {
    const isFile = (path: string) => files.includes(path);
    const surroundings = { folders: ["/home/me/lb"], isTrusted: true, setting: "", path: "/usr/bin", isWindows: false };
    const found = findServer({ ...surroundings, isFile, ...given });
    return found === undefined ? undefined : `${found.source} ${found.kind} ${found.path}`;
  };

  it("is the project's own, then the setting's, then that of the PATH", () => {
    expect(find({ setting: "/opt/kalint" })).toBe(`project script ${OWN}`);
    expect(find({ setting: "/opt/kalint", folders: [] })).toBe("setting program /opt/kalint");
    expect(find({ folders: [] })).toBe("PATH program /usr/bin/kalint");
    expect(find({ path: "/bin", folders: [] })).toBe(undefined);
  });

  it("of the setting may lie below the folder, and a script is run by the editor's Node", () => {
    const files = all.filter((path) => path !== OWN);
    expect(find({ setting: "tools/kalint.cjs" }, files)).toBe("setting script /home/me/lb/tools/kalint.cjs");
    expect(find({ setting: "nowhere/kalint" }, files)).toBe("PATH program /usr/bin/kalint");
  });

  it("is never one of a workspace that is not trusted", () => {
    expect(find({ isTrusted: false })).toBe("PATH program /usr/bin/kalint");
    expect(find({ isTrusted: false, setting: "tools/kalint.cjs" })).toBe("PATH program /usr/bin/kalint");
    expect(find({ isTrusted: false, setting: "/home/me/lb/tools/kalint.cjs" })).toBe("PATH program /usr/bin/kalint");
    expect(find({ isTrusted: false, path: "/home/me/lb/bin:/usr/bin" })).toBe("PATH program /usr/bin/kalint");
    expect(find({ isTrusted: false, path: "/home/me/lb/bin" })).toBe(undefined);
    const hidden = "/home/me/lb/..bin/kalint";
    expect(find({ isTrusted: false, path: "/home/me/lb/..bin" }, [hidden])).toBe(undefined);
    expect(find({ isTrusted: false, setting: hidden, path: "" }, [hidden])).toBe(undefined);
    expect(find({ isTrusted: false, folders: ["/home/me/lb/bin"], path: "/home/me/lb" }, ["/home/me/lb/kalint"])).toBe(
      "PATH program /home/me/lb/kalint",
    );
  });

  it("is not one of a relative part of the PATH", () => {
    expect(find({ folders: [], path: "::." })).toBe(undefined);
  });
});

describe("the reason that VS Code shows for the language of a file", () => {
  const contribution = JSON.parse(readRepositoryFile("editors/vscode/package.json")).contributes.languages[0];
  const why = (languageId: string, pattern = "", { firstLine = "", associations = {} } = {}) =>
    whyThisLanguage({ languageId, firstLine, associations, matches: (one) => one === pattern }, contribution);

  it.each([
    ["The name matches keepalived*.conf.", why("keepalived", "**/keepalived*.conf")],
    ["The name matches **/keepalived/**/*.conf.", why("keepalived", "**/keepalived/**/*.conf")],
    ["The name matches *.keepalived.", why("keepalived", "**/*.keepalived")],
    ["The first line names keepalived.", why("keepalived", "", { firstLine: "! Configuration File for keepalived" })],
    ["The language was chosen by hand.", why("keepalived")],
    [
      'files.associations: "*.cfg" is keepalived.',
      why("keepalived", "**/*.cfg", { associations: { "*.cfg": "keepalived" } }),
    ],
    ['files.associations: "*.conf" is nginx.', why("nginx", "**/*.conf", { associations: { "*.conf": "nginx" } })],
    [
      'The language was chosen by hand; by files.associations "*.conf" is nginx.',
      why("keepalived", "**/*.conf", { associations: { "*.conf": "nginx" } }),
    ],
    ["Another extension or a choice by hand made this nginx.", why("nginx", "**/keepalived*.conf")],
    [
      "The name matches none of keepalived.conf, keepalived*.conf, **/keepalived/**/*.conf, *.keepalived, and the first line does not name keepalived.",
      why("properties"),
    ],
  ])("%s", (expected, reason) => {
    expect(reason).toBe(expected);
  });
});
