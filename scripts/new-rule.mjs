// Writes a rule and its cases to fill in.
//   npm run new-rule -- NAME [file|node|cluster]
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { ruleIndex } from "./generate-rules.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** What each scope needs to be written: its constructor, and how its check goes through what it gets. */
const SCOPES = {
  file: {
    define: "defineFileRule",
    subject: "file",
    loop: "const { start, end } of file.tree.comments",
    at: "{ source: file.source, start, end }",
  },
  node: {
    define: "defineNodeRule",
    subject: "node",
    loop: "const { priority } of node.instances",
    at: "priority.at",
  },
  cluster: {
    define: "defineClusterRule",
    subject: "cluster",
    loop: "const { instance } of cluster.routers.flatMap(({ members }) => members)",
    at: "instance.priority.at",
  },
};

const instance = (priority) => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority ${priority}
    virtual_ipaddress {
        192.0.2.10/24
    }
}
`;

/** The files of a new rule, by their paths below the repository. */
export function ruleFiles(name, scope) {
  const cases = join("fixtures/rules", name);
  const marked = (text) => text.replace(/priority \d+/, `$&        #~ ${name}`);
  if (scope !== "cluster") {
    return new Map([
      [`src/rules/${name}.ts`, ruleText(name, scope, "`TODO`")],
      [join(cases, "reported.conf"), `# TODO: the least that shows the mistake.\n${marked(instance(150))}`],
      [join(cases, "sound.conf"), `# TODO: what looks like it and is right.\n${instance(100)}`],
    ]);
  }
  const nodes = (folder, second) => [
    [join(cases, folder, "lb1.conf"), `# TODO\n${instance(150)}`],
    [join(cases, folder, "lb2.conf"), second],
  ];
  return new Map([
    [`src/rules/${name}.ts`, ruleText(name, scope, '{ "lb1.conf": `TODO`, "lb2.conf": `TODO` }')],
    ...nodes("reported", marked(instance(100))),
    ...nodes("sound", instance(100)),
  ]);
}

function ruleText(name, scope, example) {
  const { define, subject, loop, at } = SCOPES[scope];
  return `import { ${define} } from "../lint/define-rule.js";

export default ${define}({
  name: "${name}",
  // TODO: a topic of src/lint/define-rule.ts.
  group: "${scope === "cluster" ? "cluster" : "vrrp"}",
  // TODO: error: keepalived ignores it or reads it otherwise; warning: probably not meant; info: advice.
  severity: "warning",
  summary: "TODO: what it finds, in one sentence.",
  why: "TODO: what goes wrong in production.",
  how: "TODO: what to do, as an order.",
  keepalived: "TODO: what keepalived -t reports.",
  source: "TODO: file.c:function of keepalived, or a section of an RFC",
  keywords: ["vrrp_instance/priority"],
  examples: {
    // TODO: reported exactly once.
    bad: ${example},
    // TODO: the same, without the mistake.
    good: ${example},
  },

  *check(${subject}) {
    for (${loop}) {
      // TODO: the mistake. The message is the fact; and after a semicolon its consequence.
      if (isWrong()) yield { at: ${at}, message: "TODO" };
    }
  },
});

const isWrong = (): boolean => false;
`;
}

function main([name, scope = "node"]) {
  if (name === undefined || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)+$/.test(name)) {
    return "name the rule for what is wrong, in words with hyphens: npm run new-rule -- priority-too-low [file|node|cluster]";
  }
  if (!(scope in SCOPES)) return `unknown scope "${scope}": file, node or cluster`;
  const files = ruleFiles(name, scope);
  const taken = [...files.keys()].find((path) => existsSync(join(root, path)));
  if (taken !== undefined) return `${taken} exists already`;
  for (const [path, text] of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
    console.log(path);
  }
  writeFileSync(join(root, "src/rules/index.ts"), ruleIndex());
  console.log(`Fill in what is marked with TODO; npx vitest run test/rules -t ${name} fails until then.`);
  return undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const problem = main(process.argv.slice(2));
  if (problem !== undefined) {
    console.error(`new-rule: ${problem}`);
    process.exitCode = 2;
  }
}
