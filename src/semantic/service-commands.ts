import type { ScriptCommand } from "./scripts.js";

/** What a command does with services, as far as its words tell. */
export interface ServiceWords {
  /** Names of services or programs, without path and `.service`. */
  readonly names: readonly string[];
  /** The name is only a part of a script's own name: `stop_haproxy.sh`. */
  readonly isGuess: boolean;
  /** The command does other things as well, as far as can be seen. */
  readonly isPartial: boolean;
}

const NOTHING: ServiceWords = { names: [], isGuess: false, isPartial: false };

/** Services that a command stops: `systemctl stop haproxy`, `pkill nginx`, `/etc/keepalived/stop-haproxy.sh`. */
export function stoppedServices(command: ScriptCommand): ServiceWords {
  const stopped = servicesIn(command, { verbs: /^stop$/, signals: isEnd, inNames: STOPS });
  if (stopped.names.length === 0) return stopped;
  const started = servicesIn(command, { verbs: /^(?:re)?start$/, signals: () => false, inNames: NEVER }).names;
  return { ...stopped, names: stopped.names.filter((name) => !started.includes(name)) };
}

/** Services that a command asks for: `pidof nginx`, `systemctl is-active haproxy`, `/usr/local/bin/chk_haproxy.sh`. */
export const askedServices = (command: ScriptCommand): ServiceWords =>
  servicesIn(command, { verbs: /^(?:is-active|status|show)$/, signals: isQuestion, inNames: ASKS });

interface Meaning {
  readonly verbs: RegExp;
  /** Whether a signal does it; undefined: the one that is sent without any. */
  readonly signals: (signal: string | undefined) => boolean;
  /** Words in the name of a script. */
  readonly inNames: RegExp;
}

const isEnd = (signal: string | undefined): boolean =>
  signal === undefined || /^(?:9|15|2|3|(?:sig)?(?:kill|term|int|quit))$/i.test(signal);
const isQuestion = (signal: string | undefined): boolean => signal === "0";

const NEVER = /(?!)/;
const STOPS = /^(?:stop|down|disable|kill|shutdown)$/;
const ASKS = /^(?:check|chk|is|test|probe|monitor|health|healthcheck|alive|status)$/;

/** Commands of an init system, by what they are called: those that name the service before the verb, and after it. */
const SERVICE_FIRST: ReadonlySet<string> = new Set(["service", "rc-service", "invoke-rc.d"]);
const VERB_FIRST: ReadonlySet<string> = new Set(["systemctl", "rcctl", "initctl", "supervisorctl", "docker", "podman"]);
const SHELL = /^(?:ba|da|a|z|k)?sh$/;

function servicesIn({ words }: ScriptCommand, meaning: Meaning): ServiceWords {
  const [program, ...args] = words.map(({ value }) => value);
  if (program === undefined) return NOTHING;
  const at = args.indexOf("-c");
  if (!SHELL.test(baseName(program)) || at < 0) return readCommand([program, ...args], meaning);
  const commands = (args[at + 1] ?? "").split(/(?:[;|\n]|(?<!>)&)+/).map((one) => one.trim().split(/\s+/));
  const found = commands.filter(([first = ""]) => !SAYS_RESULT.test(first)).map((one) => readCommand(one, meaning));
  return {
    names: found.flatMap(({ names }) => names),
    isGuess: found.some(({ isGuess }) => isGuess),
    isPartial: found.some(({ names }) => names.length === 0),
  };
}

/** Commands of a line that only turn a result into an exit status. */
const SAYS_RESULT = /^(?:exit|true|false)?$/;

/** `>FILE`, `2>&1`, and the operator alone, after which the file is the next word. */
const REDIRECTION = /^[\d&]?[<>]/;
const REDIRECTION_ALONE = /^[\d&]?(?:>>?|<)$/;

function readCommand([program = "", ...all]: readonly string[], meaning: Meaning): ServiceWords {
  const args = all.filter((one, at) => !REDIRECTION.test(one) && !REDIRECTION_ALONE.test(all[at - 1] ?? ""));
  if (baseName(program) === "sudo") return readCommand(args, meaning);
  const command = baseName(program);
  if (VERB_FIRST.has(command)) return certain(afterVerb(args, meaning));
  const plain = plainWords(args);
  const [first, second] = plain;
  if (SERVICE_FIRST.has(command)) return certain(meaning.verbs.test(second ?? "") ? plain.slice(0, 1) : []);
  if (/\/(?:init|rc)\.d\//.test(program)) return certain(meaning.verbs.test(first ?? "") ? [command] : []);
  if (command === "killall" || command === "pkill" || command === "pidof" || command === "pgrep") {
    const asks = command === "pidof" || command === "pgrep";
    const signal = asks ? "0" : signalOf(args);
    return certain(meaning.signals(signal) ? withoutSignal(args).map(serviceName) : []);
  }
  return inName(command, meaning.inNames);
}

const certain = (names: readonly string[]): ServiceWords => ({ ...NOTHING, names });

const plainWords = (args: readonly string[]): readonly string[] =>
  args.filter((one) => !one.startsWith("-") && !/^[|&\d]/.test(one)).map(serviceName);

/** `systemctl VERB NAME…`: `kill` sends a signal; `disable` and `mask` leave a service running, unless they are to act now. */
function afterVerb(args: readonly string[], { verbs, signals }: Meaning): readonly string[] {
  const [verb = "", ...names] = plainWords(args);
  if (verb === "kill") return signals(signalOf(args)) ? withoutSignal(args).slice(1).map(serviceName) : [];
  const actsNow = /^(?:disable|mask)$/.test(verb) && args.includes("--now");
  return verbs.test(actsNow ? "stop" : verb) ? names : [];
}

/** `-9`, `-s TERM`, `--signal HUP`, `-0`. */
function signalOf(args: readonly string[]): string | undefined {
  const at = args.findIndex((one) => /^(?:-s|--signal)$/.test(one));
  if (at >= 0) return args[at + 1];
  const matches = args.map((one) => /^-(\d+|[A-Z]{2,}\d*)$|^--signal=(.+)$/.exec(one));
  const [, short, long] = matches.find((match) => match !== null) ?? [];
  return short ?? long;
}

function withoutSignal(args: readonly string[]): readonly string[] {
  return args.filter((one, at) => !/^[-|&]/.test(one) && !/^(?:-s|--signal|-u|-U|-P)$/.test(args[at - 1] ?? ""));
}

/** The part of a script's name besides the one that says what it does: of `check_haproxy_config.sh` nobody can tell it. */
function inName(command: string, does: RegExp): ServiceWords {
  const parts = command
    .replace(/\.\w{1,4}$/, "")
    .toLowerCase()
    .split(/[-_.]+/);
  if (!parts.some((part) => does.test(part))) return NOTHING;
  const names = parts.filter((part) => !does.test(part) && !COMMON.test(part) && part.length > 2);
  return names.length === 1 ? { ...NOTHING, names, isGuess: true } : NOTHING;
}

/** Words of script names that name no service. */
const COMMON =
  /^(?:script|service|services|server|vrrp|keepalived|notify|master|backup|fault|and|all|the|run|track|local|port|node|app|vip)$/;

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

const serviceName = (name: string): string => baseName(name).replace(/\.service$/, "");
