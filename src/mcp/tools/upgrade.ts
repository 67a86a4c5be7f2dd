import * as z from "zod";
import { compareReleases } from "../../text/release.js";
import { NEWEST_RELEASE } from "../../text/releases.js";
import { CHANGE_KINDS } from "../../upgrade/change.js";
import { Comparison, OLDEST } from "../../upgrade/compare.js";
import { textUpgrade } from "../../upgrade/report.js";
import { Placing } from "../placed.js";
import { rootsOf, runOptions } from "../run-options.js";
import { defineTool, FILES, PLACE, PROBLEMS, READING, Refusal, release } from "../tool.js";

export const upgrade = defineTool({
  name: "upgrade",
  title: "Compare two releases of keepalived",
  description:
    "Shows what another release of keepalived makes of the files: what it refuses, ignores or reads differently, new defaults, deprecations. Without from: the releases that read the files identically.",
  input: z.strictObject({
    ...FILES,
    ...READING,
    from: release("The release that runs today, such as 2.2.7."),
    to: release("The release to be run. Default: the newest one."),
  }),
  output: z.object({
    from: z.string().optional(),
    to: z.string(),
    changes: z.array(
      z.object({
        kind: z.enum(CHANGE_KINDS).describe("In the order of harm; possible: newly possible."),
        release: z.string().describe("The release in which it changed."),
        message: z.string(),
        help: z.string().optional(),
        ...PLACE,
        nodes: z.array(z.string()),
        source: z.string().optional().describe("Commit and function of keepalived."),
      }),
    ),
    alike: z.array(z.string()).optional().describe("Without from: releases that read the files as `to` does."),
    ...PROBLEMS,
  }),
  run({ from, to = NEWEST_RELEASE, ...args }, inputs) {
    for (const one of [from ?? to, to]) {
      if (compareReleases(one, OLDEST) < 0) throw new Refusal(`kalint knows releases from ${OLDEST} on, not ${one}`);
    }
    if (from === to) throw new Refusal(`from and to both name ${to}, so nothing changes`);
    const comparison = new Comparison(rootsOf(inputs), runOptions(inputs, args));
    const { sources, diagnostics } = comparison.newest;
    const placing = new Placing(sources);
    const templates = diagnostics.filter(({ rule }) => rule === "template-text").map(({ location }) => location.file);
    const problems = [
      ...inputs.problems,
      ...templates.map((file) => `${file} is a template; render it and give the result`),
    ];
    const report = {
      ...{ from, to, files: inputs.given.map(({ path }) => path) },
      changes: (from === undefined ? [] : comparison.changes(from, to)).map((one) => ({
        ...one,
        message: placing.plain(one.message, one.location),
      })),
      alike: from === undefined ? comparison.alike(to) : undefined,
      sources: new Map(sources.map((source) => [source.path, source])),
    };
    const changes = report.changes.map(({ kind, release: since, message, help, location, nodes, source }) => ({
      ...{ kind, release: since, message, ...placing.place(location), nodes: [...nodes] },
      ...(help === undefined ? {} : { help }),
      ...(source === undefined ? {} : { source }),
    }));
    const alike = report.alike === undefined ? {} : { alike: [...report.alike] };
    return {
      data: { ...(from === undefined ? {} : { from }), to, changes, ...alike, problems },
      text: [textUpgrade(report).trimEnd(), ...problems].join("\n"),
    };
  },
});
