import type { OptionFacts } from "./command-tree.js";
import type { CompletionFacts } from "./completion.js";

/** A completion script for bash. It needs nothing but bash; `=` splits words there, so values are looked up after it. */
export function bashCompletion({ name, options, commands }: CompletionFacts): string {
  const names = commands.map((command) => command.name);
  const cases = commands.map((command) => {
    const flags = flagsOf(command.options);
    const first = command.isDefault ? [...names, ...flagsOf(options)] : command.words;
    return `    ${command.name}) options="${flags.join(" ")}" words="${first.join(" ")}" ;;\n`;
  });
  const values = commands.flatMap((command) =>
    command.options
      .filter(({ choices }) => choices.length > 0)
      .map((option) => `    "${command.name} ${option.names.at(-1)}") values="${option.choices.join(" ")}" ;;\n`),
  );
  return `# Completion of ${name} for bash.
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command=lint options= words= values= word
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in ${names.join("|")}) command=$word; break ;; esac
  done
  case $command in
${cases.join("")}  esac
  if [ "$current" = "=" ]; then
    current=
  elif [ "$before" = "=" ]; then
    before=\${COMP_WORDS[COMP_CWORD-2]}
    if [ "\${COMP_WORDS[COMP_CWORD-3]}" = --rule ]; then before=severity; fi
  fi
  case "$command $before" in
${values.join("")}    "lint severity") values="off info warning error" ;;
  esac
  COMPREPLY=()
  if [ -n "$values" ]; then
    COMPREPLY=($(compgen -W "$values" -- "$current"))
    case \${COMPREPLY[0]} in *=) compopt -o nospace ;; esac
  elif [ "\${current:0:1}" = - ]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
  elif [ "$command" != lint ] || [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o bashdefault -o default -F _${name} ${name}
`;
}

const flagsOf = (options: readonly OptionFacts[]): readonly string[] => options.flatMap(({ names }) => names);
