import { visible } from "../text/printable.js";

/** A command to the runner of GitHub's workflows, such as `::error file=a.conf,line=1::text`, on a line of its own. */
export function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string | number>>,
  text: string,
): string {
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${listed.join(",")}::${data(text)}\n`;
}

/** After the name of a command there can be no other one, so that `::` stays as it is. */
const data = (text: string): string => visible(text).replace(/%/g, "%25").replace(/\n/g, "%0A");

const property = (text: string): string => data(text).replace(/:/g, "%3A").replace(/,/g, "%2C");
