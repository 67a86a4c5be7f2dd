// Puts into a page what its examples print.

/**
 * A fenced block of the language "console" whose first line is a command, below a comment that names the folder it is run
 * in and, where not all is shown, how many lines are, or a pattern for them; "…" is where others are left out.
 */
const EXAMPLE =
  /^<!-- (fixtures\/examples\/[\w-]+)(?:, (first \d+ lines|lines with \/.+\/))? -->\n```console\n\$ (.+)\n([\s\S]*?)^```$/gm;

/** The examples of a page. @public Tests count them. */
export const examplesIn = (text) =>
  [...text.matchAll(EXAMPLE)].map(([, folder, choice, command, output]) => ({ folder, choice, command, output }));

/** The page with what `run(folder, command)` gives for each of its examples. */
export const withOutputs = (text, run) =>
  text.replace(EXAMPLE, (_, folder, choice, command) => {
    const note = choice === undefined ? "" : `, ${choice}`;
    return `<!-- ${folder}${note} -->\n\`\`\`console\n$ ${command}\n${pick(run(folder, command), choice)}\`\`\``;
  });

function pick(output, choice) {
  if (choice === undefined) return output;
  const [, count, pattern] = /^first (\d+) lines$|^lines with \/(.+)\/$/.exec(choice) ?? [];
  const isShown = (line, index) => (count === undefined ? new RegExp(pattern).test(line) : index < Number(count));
  const shown = output
    .trimEnd()
    .split("\n")
    .map((line, index) => (isShown(line, index) ? line : "…"));
  return `${shown.filter((line, index) => line !== "…" || shown[index - 1] !== "…").join("\n")}\n`;
}
