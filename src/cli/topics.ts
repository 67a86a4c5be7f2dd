/** Texts of `kalint help TOPIC`. */
export const topics: Readonly<Record<string, string>> = {
  clusters: `Nodes that exchange VRRP adverts are compared. Which files belong together:

  1. what the settings declare under "clusters", or --cluster NAME=FILE,FILE;
  2. otherwise the config-ids of one file: "@main" and "@backup" make two nodes;
  3. otherwise the files of one command line, by evidence: shared virtual
     addresses, matching unicast addresses, the same instance with the same
     router id or address.

--explain-clusters explains why files were treated as one cluster. The other nodes
of a declared cluster are read as well; findings that do not concern the given
files are not reported. With --partial-cluster, missing nodes are not reported.
`,
  formats: `--format NAME writes the report to standard output, --format NAME=FILE to a file.
It may be repeated; only one report can go to standard output, or to --output-file.

  pretty      for people, with the lines of the file (the default)
  compact     file:line:column: severity: message [rule], as compilers write it
  json        a stable shape for programs: kalint help json
  sarif       SARIF 2.1.0, for code scanning
  github      annotations, and a table in $GITHUB_STEP_SUMMARY
  gitlab      code quality report
  junit       JUnit's XML
  checkstyle  Checkstyle's XML
  markdown    a table, for a comment or a page
`,
  json: `--format json writes one object; the fields named here are stable:

  { "version": 1,
    "files": ["a.conf"],                  as given
    "diagnostics": [{
      "rule": "unknown-keyword",
      "severity": "error",                error, warning or info
      "message": "...",                   the fact and its consequence
      "help": "...",                      what to do; only where there is advice
      "file": "a.conf",
      "start": { "line": 1, "column": 1, "offset": 0 },
      "end": { "line": 1, "column": 5, "offset": 4 },
      "related": [{ "file", "start", "end", "message" }],
      "nodes": ["a.conf"],                a file, or file@id with a config-id
      "causedBy": { "rule", "file", "start", "end" },   the finding it follows from
      "fix": {                            only where there is one
        "title": "...",
        "safety": "safe",                 safe or unsafe
        "edits": [{ "file", "start", "end", "text" }]
      },
      "url": "https://..."
    }],
    "summary": { "errors": 1, "warnings": 0, "infos": 0, "fixable": 0,
                 "unsafeFixable": 0, "leftOut": 0 }
  }

Lines and columns start at 1, offsets at 0; columns and offsets are in UTF-16 code
units; "end" is exclusive.

The JSON of kalint simulate and kalint show is described in simulate.md and show.md at
https://github.com/kalint/kalint/tree/main/docs.
`,
  settings: `kalint.config.json (JSON with comments), .kalintrc.json, or "kalint" in
package.json is searched for in the folder of each file and its parents.

  kalint init         writes one with comments, and proposes clusters
  kalint config FILE  shows what applies to a file, and where each value comes from
  --config FILE       reads this file; --no-config reads none

The formatter's indent comes from them or from .editorconfig.
`,
  suppressions: `A comment suppresses a finding on the same or the next line, with a reason:

  # kalint-ignore auth-pass-weak: the old switch accepts no other password

or in the whole file:

  # kalint-ignore-file auth-pass-weak: lab only

A suppression that has no reason, or hides nothing, is itself reported.
"# kalint-format off" and "# kalint-format on" keep the lines between them as they
are. --write-baseline accepts all current findings at once; --baseline FILE then
reports only new ones.
`,
  fixes: `--fix applies the safe fixes, which do not change what keepalived does.
--unsafe-fixes adds those that do: review the difference. --fix-dry-run only shows it.

Files are replaced atomically, with their mode and owner. If a file cannot be written,
or has changed in the meantime, all edits of that fix are skipped; the other files are
fixed, and the exit status is 2. Ctrl-C stops between files.
`,
  "exit-codes": `  0  no errors, and no more warnings than --max-warnings allows
  1  errors or too many warnings; with format --check or --diff: files would change
  2  bad usage, unreadable input or settings, or files that --fix could not write
  3  internal error of kalint
`,
  environment: `  NO_COLOR             never use colours if set to any value
  FORCE_COLOR          always use colours; 0: never
  FORCE_HYPERLINK      always link rule names to their pages; 0: never
  KALINT_CODE_CACHE    off: do not cache compiled code (in ~/.cache/kalint)
  XDG_CACHE_HOME       folder to use instead of ~/.cache
  GITHUB_STEP_SUMMARY  file to which --format github adds a table of all findings
`,
};
