import { Chalk } from "chalk";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { summarize } from "../../src/diagnostics/summary.js";
import type { Report } from "../../src/reporters/report.js";
import { documentedRules } from "../../src/rules/index.js";
import { SourceFile } from "../../src/text/source-file.js";
import { lintExample } from "./check-rules.js";

/** A pair of nodes that disagree, with a finding that has a fix, and one in a file whose name is no plain word. */
export const PAIR = {
  "a.conf": node({ id: 51, priority: 100, password: "secret" }),
  "conf/b & <c>.conf": node({ id: 52, priority: 100, password: "verylongsecret" }),
};

function node({ id, priority, password }: { id: number; priority: number; password: string }): string {
  const authentication = `    authentication {\n        auth_type PASS\n        auth_pass ${password}\n    }\n`;
  const address = "    virtual_ipaddress {\n        192.0.2.10/24\n    }\n";
  return `vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id ${id}\n    priority ${priority}\n${authentication}${address}}\n`;
}

/** The report of a lint run over texts by name, without colours. */
export function reportOf(texts: Readonly<Record<string, string>>): Report {
  const { diagnostics, sources } = lintExample(texts);
  return reportWith(diagnostics, sources);
}

/** A report with these diagnostics. */
export const reportWith = (diagnostics: readonly Diagnostic[], sources: readonly SourceFile[]): Report => ({
  diagnostics,
  summary: summarize(diagnostics),
  files: sources.map(({ path }) => path),
  sources: new Map(sources.map((source) => [source.path, source])),
  colors: new Chalk({ level: 0 }),
  width: undefined,
  version: "1.2.3",
  rules: documentedRules,
});

/** One error whose texts hold everything that a form of output may have to escape. */
export function awkwardReport(): Report {
  const file = "a b/\u001b[31mé<&>\"'\n,:%\udc80.conf";
  const message = "a <b> & \"c\" 'd' | `e` % \u001b[31m \u0000 \ud800 \r\n ::error::x ]]> 日本";
  const source = new SourceFile(file, "x\ny\u0000\udc80\n");
  const location = { file, start: 2, end: 3 };
  const fix = { title: message, safety: "safe", edits: [{ ...location, text: message }] } as const;
  const one = {
    rule: "unknown-keyword",
    severity: "error",
    message,
    help: message,
    location,
    related: [],
    nodes: [file],
    fix,
  } as const;
  return reportWith([one, { ...one, related: [{ ...location, message }] }], [source]);
}
