import type { OptionFacts } from "./command-tree.js";
import type { CompletionFacts } from "./completion.js";

/** A completion script for fish. */
export function fishCompletion({ name, options, commands }: CompletionFacts): string {
  const names = commands.map((command) => command.name);
  const lines = commands.flatMap((command) => {
    const within = `-n ${quote(`__${name}_in ${command.name}`)}`;
    const takesFiles = command.arguments.some((argument) => argument.takesFiles);
    return [
      `complete -c ${name} -n __${name}_first -a ${command.name} -d ${quote(command.summary)}`,
      ...command.options.map((option) => `complete -c ${name} ${within} ${optionWords(option)}`),
      ...(command.words.length > 0 ? [`complete -c ${name} ${within} -f -a ${quote(command.words.join(" "))}`] : []),
      ...(takesFiles || command.words.length > 0 ? [] : [`complete -c ${name} ${within} -f`]),
    ];
  });
  const own = options.map((option) => `complete -c ${name} -n __${name}_first ${optionWords(option)}`);
  return `# Completion of ${name} for fish.
function __${name}_first
    test (count (commandline -opc)) -eq 1
end
function __${name}_in
    set -l words (commandline -opc)
    set -l command lint
    for word in $words[2..-1]
        if contains -- $word ${names.join(" ")}
            set command $word
            break
        end
    end
    test $command = $argv[1]
end
${[...own, ...lines].join("\n")}
`;
}

function optionWords({ names, text, value, choices, flags }: OptionFacts): string {
  const forms = names.map((one) => (one.startsWith("--") ? `-l ${one.slice(2)}` : `-s ${one.slice(1)}`));
  const takesFile = /[<[]=?(?:file|path|folder)\b/.test(flags);
  // An optional value follows "=", where fish completes it too; it must not take the next word.
  const kind = value !== "required" ? "" : takesFile ? " -r -F" : " -x";
  const words = choices.length === 0 ? "" : ` -a ${quote(choices.join(" "))}`;
  return `${forms.join(" ")}${kind}${words} -d ${quote(text)}`;
}

const quote = (text: string): string => `'${text.replace(/[\\']/g, "\\$&")}'`;
