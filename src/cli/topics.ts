/** Texts of `kalint help TOPIC`. */
export const topics: Readonly<Record<string, string>> = {
  clusters: `Nodes that talk VRRP to each other are compared. Which files belong together:

  1. what the settings declare under "clusters", or --cluster NAME=FILE,FILE;
  2. else the config-ids of one file: "@main" and "@backup" in it make two nodes;
  3. else files of one command line, by evidence: shared virtual addresses, unicast
     addresses that match, the same instance with the same router id or address.

--explain-clusters tells why files were joined. Of a declared cluster the nodes that
are not given are read too; findings that do not concern the given files are left out.
With --partial-cluster nothing is said about nodes that seem to be missing.
`,
  formats: `--format NAME writes the report to standard output, --format NAME=FILE to a file. It may
be repeated; one report at most goes to standard output, or to --output-file.

  pretty      for people, with the lines of the file (the default)
  compact     file:line:column: severity: message [rule], as compilers write it
  json        a stable shape for programs: kalint help json
  sarif       SARIF 2.1.0, for code scanning
  github      annotations; also adds a table to $GITHUB_STEP_SUMMARY
  gitlab      code quality report
  junit       JUnit's XML
  checkstyle  Checkstyle's XML
  markdown    a table, for a comment or a page
`,
  json: `--format json writes one object; what is named here stays as it is:

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
      "fix": {                            only where there is one
        "title": "...",
        "safety": "safe",                 safe or unsafe
        "edits": [{ "file", "start", "end", "text" }]
      },
      "url": "https://..."
    }],
    "summary": { "errors": 1, "warnings": 0, "infos": 0, "fixable": 0, "leftOut": 0 }
  }

Lines and columns count from 1, offsets from 0; columns and offsets count UTF-16 units;
"end" is behind the last character.
`,
  settings: `kalint.config.json (JSON with comments), .kalintrc.json, or "kalint" in package.json is
looked for upwards from each file.

  kalint init         writes one with comments, and proposes clusters
  kalint config FILE  tells what holds for a file, and where each value comes from
  --config FILE       reads this one; --no-config reads none

The formatter's indent comes from them or from .editorconfig.
`,
  suppressions: `A comment accepts a finding of the same or the next line, with a reason:

  # kalint-ignore auth-pass-weak: the switch of 2009 takes no other

or of the whole file:

  # kalint-ignore-file auth-pass-weak: lab only

Without a reason, or hiding nothing, it is reported itself. "# kalint-format off" and
"# kalint-format on" keep the lines between them as they are. --write-baseline accepts
all of today's findings at once; --baseline FILE reports new ones only.
`,
  fixes: `--fix applies fixes after which keepalived does what it did before. With --unsafe-fixes
also those that change it: read the difference. --fix-dry-run only shows it.

Files are replaced at once, with their mode and owner; of a fix across files, all are
written or none. A file that somebody changed meanwhile, or that cannot be written, is
left alone; the others are fixed, and the exit code is 2. Ctrl-C stops between files.
`,
  "exit-codes": `  0  nothing at error level, and no more warnings than --max-warnings allows
  1  findings that fail; with format --check or --diff: something would change
  2  wrong usage, settings or input that cannot be read, files that --fix left alone
  3  a mistake of kalint itself
`,
  environment: `  NO_COLOR             no colours when set to anything
  FORCE_COLOR          colours also where no terminal is; 0 means none
  FORCE_HYPERLINK      links to the pages of rules, whatever the terminal; 0 means none
  KALINT_CODE_CACHE    off: neither use nor keep compiled code (in ~/.cache/kalint)
  XDG_CACHE_HOME       folder to be used instead of ~/.cache
  GITHUB_STEP_SUMMARY  file that --format github adds a table of all findings to
`,
};
