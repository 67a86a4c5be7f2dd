import { build } from "esbuild";
import { withoutTexts } from "./strip.mjs";

/**
 * The schema of the command that lints, as JSON that is read when a block is first met: to make its 3,000 objects takes
 * as long as to check two files, which need a tenth of them. The property `children` of a block at top level, and each
 * entry grammar, become getters; all else is as in the sources.
 */
export const schemaAsText = {
  name: "schema-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]grammar[\\/]schema[\\/]index\.ts$/ }, async ({ path }) => ({
      loader: "js",
      contents: asText(await evaluate(path)),
    }));
  },
};

async function evaluate(path) {
  const options = { bundle: true, format: "esm", plugins: [withoutTexts], write: false };
  const { outputFiles } = await build({ entryPoints: [path], ...options });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

function asText({ root, entries, ...rest }) {
  const blocks = Object.entries(root).map(([name, { children, ...facts }]) => {
    const properties = JSON.stringify(facts).slice(1, -1);
    return `${JSON.stringify(name)}:{${children === undefined ? properties : `${properties},${lazy("children", children)}`}}`;
  });
  const grammars = Object.entries(entries).map(([name, grammar]) => lazy(name, grammar));
  const others = Object.entries(rest).filter(([, value]) => typeof value !== "function");
  return `
    const read = (object, name, text) => {
      const value = JSON.parse(text);
      Object.defineProperty(object, name, { value, enumerable: true });
      return value;
    };
    export const root = {${blocks.join(",")}};
    export const entries = {${grammars.join(",")}};
    ${others.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join("\n")}
    export { camelCase } from "./infer.js";`;
}

const lazy = (name, value) =>
  `get ${JSON.stringify(name)}() { return read(this, ${JSON.stringify(name)}, ${JSON.stringify(JSON.stringify(value))}); }`;
