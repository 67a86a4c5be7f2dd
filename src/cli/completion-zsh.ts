import type { OptionFacts } from "./command-tree.js";
import type { CompletionFacts } from "./completion.js";

/** A completion script for zsh, as a function file of `$fpath` or to be sourced. */
export function zshCompletion({ name, options, commands }: CompletionFacts): string {
  const described = commands.map(
    (command) => `    ${quote(`${command.name}:${command.summary.replaceAll(":", "\\:")}`)}\n`,
  );
  const cases = commands.map((command) => {
    const [argument] = command.arguments;
    const rest = argument === undefined ? [] : [argumentSpec(argument, command.words)];
    const specs = [...command.options.map(optionSpec), ...rest.map(quote)];
    return `    ${command.name})\n      _arguments -S \\\n${specs.map((spec) => `        ${spec}`).join(" \\\n")}\n      ;;\n`;
  });
  const own = options.flatMap(({ names, text }) => names.map((flag) => quote(`${flag}[${inBrackets(text)}]`)));
  return `#compdef ${name}
_${name}() {
  local -a commands=(
${described.join("")}  )
  local command=lint
  if (( CURRENT > 2 )) && [[ -n \${commands[(r)\${words[2]}:*]} ]]; then
    command=\${words[2]}
    shift words
    (( CURRENT -= 1 ))
  elif (( CURRENT == 2 )); then
    [[ \${words[2]} == -* ]] && _arguments -S ${own.join(" ")} && return
    _describe -t commands command commands
  fi
  case $command in
${cases.join("")}  esac
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function optionSpec({ names, text, value, choices, flags }: OptionFacts): string {
  const flag = names.at(-1) ?? "";
  const what = /[<[]=?([\w-]+)/.exec(flags)?.[1] ?? "value";
  const action =
    choices.length > 0 ? `(${choices.join(" ")})` : /^(?:file|path|folder|name)$/.test(what) ? "_files" : " ";
  // With -S a choice that ends in "=" is followed by more, so no space is put after it.
  const values = choices.some((one) => one.endsWith("=")) ? `{compadd -S "" ${choices.join(" ")}}` : action;
  if (value === "none") return quote(`${flag}[${inBrackets(text)}]`);
  const sign = value === "required" ? "=" : "=-";
  return quote(`*${flag}${sign}[${inBrackets(text)}]:${value === "optional" ? ":" : ""}${what}:${values}`);
}

function argumentSpec({ usage, takesFiles }: { usage: string; takesFiles: boolean }, words: readonly string[]): string {
  const action = words.length > 0 ? `(${words.join(" ")})` : takesFiles ? "_files" : " ";
  return `${usage.includes("...") ? "*" : "1"}:${usage.replace(/[^\w]/g, "")}:${action}`;
}

const inBrackets = (text: string): string => text.replace(/[[\]:\\]/g, "\\$&");

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
