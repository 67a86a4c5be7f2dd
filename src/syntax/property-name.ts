import { camelCase } from "../../grammar/index.js";

/** The property that holds the value of an argument or option. */
export function camel(name: string): string {
  let property = properties.get(name);
  if (property === undefined) {
    property = camelCase(name);
    properties.set(name, property);
  }
  return property;
}

/** Names of arguments are few, and asked for with each statement. */
const properties = new Map<string, string>();
