import { compareReleases } from "../evaluate/release.js";
import type { Node } from "../semantic/node.js";
import type { Setting } from "../syntax/ast.js";

/** How to take the dumps of one node. */
export interface NodeCommands {
  readonly node: string;
  /** Host of `ssh`; undefined: this machine. */
  readonly host: string | undefined;
  readonly pidFile: string;
  /** Files that keepalived writes. */
  readonly data: string;
  readonly stats: string;
  readonly json: string;
  /** Shell commands that put the dumps into `file`. */
  readonly text: { readonly command: string; readonly file: string };
  readonly asJson: { readonly command: string; readonly file: string };
}

/** A node of which dumps are wanted. */
export interface WantedCommands {
  readonly node: string;
  readonly host: string | undefined;
  readonly config: Node | undefined;
  /** Release that runs there; undefined: the newest. */
  readonly release: string | undefined;
}

/** Since then the state can be dumped elsewhere (global_data.c:open_dump_file). */
const STATE_DUMP_FILE = "2.3.3";
const USE_INSTANCE = "2.2.3";

/**
 * The shell commands that take the dumps of a node; kalint runs none of them. They read the file as the daemon sees it,
 * because a service may have a /tmp of its own.
 */
export function commandsFor({ node, host, config, release }: WantedCommands): NodeCommands {
  const settings = readSettings(config);
  const pidFile = pidFileOf(settings);
  const [data, stats, json] = [dataFile(settings, release), "/tmp/keepalived.stats", "/tmp/keepalived.json"];
  const name = node.replace(/^.*@(?=.)/, "").replace(/[^\w.-]/g, "_");
  const seen = (path: string): string => quoted(`/proc/$p/root${path}`);
  const start = `p=$(cat ${quoted(pidFile)})`;
  const text = `${start} && sudo kill -USR1 $p && sudo kill -USR2 $p && sleep 1 && sudo cat ${seen(data)} ${seen(stats)}`;
  const asJson = `${start} && sudo kill -$(keepalived --signum=JSON) $p && sleep 1 && sudo cat ${seen(json)}`;
  const run = (command: string, file: string) => ({
    command: `${host === undefined ? `(${command})` : `ssh ${host} '${command.replaceAll("'", "'\\''")}'`} > ${file}`,
    file,
  });
  return {
    ...{ node, host, pidFile, data, stats, json },
    text: run(text, `${name}.dump`),
    asJson: run(asJson, `${name}.json`),
  };
}

/** In double quotes; only the variable keeps its meaning. */
const quoted = (path: string): string =>
  /^(?:\/proc\/\$p)?[\w./-]+$/.test(path) ? path : `"${path.replace(/["\\`]|\$(?!p\/)/g, "\\$&")}"`;

interface Settings {
  readonly instance: string | undefined;
  readonly namespace: string | undefined;
  readonly usesPidFolder: boolean;
  readonly usesInstance: boolean;
  readonly stateFile: string | undefined;
}

function readSettings(config: Node | undefined): Settings {
  const ast = config?.ast;
  const text = (setting: Setting | undefined): string | undefined =>
    typeof setting?.value === "string" ? setting.value : undefined;
  const globals = ast?.globalDefs;
  const instance = text(ast?.instance);
  const namespace = text(ast?.netNamespace);
  return {
    instance,
    namespace,
    usesPidFolder: ast?.usePidDir !== undefined || instance !== undefined || namespace !== undefined,
    usesInstance: globals?.dataUseInstance !== undefined && globals.dataUseInstance.value !== false,
    stateFile: text(globals?.stateDumpFile as Setting | undefined),
  };
}

/** `/run/keepalived.pid`, in a folder where several may run (main.c:keepalived_main, pidfile.c:make_pidfile_name). */
function pidFileOf({ instance, usesPidFolder }: Settings): string {
  const name = instance === undefined ? "keepalived" : `keepalived_${instance}`;
  return usesPidFolder ? `/run/keepalived/${name}.pid` : "/run/keepalived.pid";
}

/** Where the VRRP process dumps its state (global_data.c:open_dump_file). */
function dataFile({ instance, namespace, usesInstance, stateFile }: Settings, release: string | undefined): string {
  const has = (since: string): boolean => release === undefined || compareReleases(release, since) >= 0;
  const path = has(STATE_DUMP_FILE) ? stateFile : undefined;
  const slash = path?.lastIndexOf("/") ?? -1;
  const folder = path?.startsWith("/") === true ? path.slice(0, slash) : "/tmp";
  const name = path?.slice(slash + 1) || "keepalived.data";
  const names = [namespace, instance].filter((one) => one !== undefined).join("_");
  if (!usesInstance || names === "" || !has(USE_INSTANCE)) return `${folder}/${name}`;
  const dot = name.lastIndexOf(".") < 0 ? name.length : name.lastIndexOf(".");
  return `${folder}/${name.slice(0, dot)}.${names}${name.slice(dot)}`;
}

/** The commands as a script; all nodes at once, so that their dumps are of one moment. */
export function commandsText(all: readonly NodeCommands[], configs: readonly string[]): string {
  const files = all.map(({ text }) => text.file).join(" ");
  const config = configs.length === 0 ? "" : ` --config ${configs.map(shellWord).join(" ")}`;
  return [
    "# Takes the dumps of all nodes at once. Needs sudo there for signals and files; sends nothing to the network.",
    ...all.map(({ text }) => `${text.command} &`),
    "wait",
    "",
    "# As JSON, where keepalived was built with it (keepalived -v lists JSON); it has no trackers and no addresses of senders.",
    ...all.map(({ asJson }) => `# ${asJson.command} &`),
    "",
    "# Then:",
    `kalint live ${files}${config}`,
    "",
  ].join("\n");
}

const shellWord = (text: string): string =>
  /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
