import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licenceTexts } from "../licences.mjs";
import { makeFolder } from "../make-folder.mjs";
import { withoutTexts } from "../strip.mjs";
import { examplesModule } from "./examples.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

const OPTIONS = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: "browser",
  target: "es2022",
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  mainFields: ["module", "main"],
  write: false,
  metafile: true,
  logLevel: "warning",
};

/**
 * Builds the page into `folder`: `index.html`, `playground.js` and `playground.css`; `engine.js`, which holds the source of
 * the worker as a text, since a page that was opened as a file cannot start a worker from another file; and `texts.js`
 * with the texts of the rules, which is loaded when one is asked for.
 */
export async function buildPlayground(folder) {
  makeFolder(folder, "engine.js");
  const { words, texts, style } = await madeFromSources();
  const page = await build({
    ...OPTIONS,
    entryPoints: ["playground/src/page/main.tsx"],
    plugins: [module("kalint:words", { words }), module("kalint:examples", examplesModule())],
  });
  const engine = await build({
    ...OPTIONS,
    entryPoints: ["playground/src/engine/main.ts"],
    plugins: [withoutTexts, withoutUnused],
  });
  const css = await build({
    ...OPTIONS,
    stdin: {
      contents: `@import "./style.css";\n.picture-view {${style}}`,
      resolveDir: join(root, "playground"),
      loader: "css",
    },
    target: "chrome112",
  });
  const write = (name, text) => writeFileSync(join(folder, name), text);
  cpSync(join(root, "playground/index.html"), join(folder, "index.html"));
  write("playground.js", textOf(page));
  write("playground.css", textOf(css));
  write("engine.js", leave("kalintEngine", textOf(engine)));
  write("texts.js", leave("kalintTexts", JSON.stringify(texts)));
  write("licences.txt", licenceTexts(root, [page.metafile, engine.metafile]));
}

const textOf = ({ outputFiles }) => outputFiles[0].text;

/** A script that leaves a text for the page. Minified code is full of double quotes, which single ones need not escape. */
const leave = (name, text) =>
  `globalThis.${name}='${text.replace(/[\\']/g, "\\$&").replaceAll("\r", "\\r").replaceAll("\n", "\\n")}';\n`;

/** A module of data that exists in the bundle only. */
const module = (name, exported) => ({
  name,
  setup({ onResolve, onLoad }) {
    onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: name, namespace: "made" }));
    onLoad({ filter: new RegExp(`^${name}$`), namespace: "made" }, () => ({
      contents: Object.entries(exported)
        .map(([key, value]) => `export const ${key} = JSON.parse(${JSON.stringify(JSON.stringify(value))});`)
        .join("\n"),
    }));
  },
});

/** A module whose functions nobody calls. */
const nothing = (...names) => names.map((name) => `export const ${name} = undefined;`).join("\n");

/**
 * Modules of chevrotain, and of lodash which it uses, that are not used: the lexer but for a constant, visitors of trees, checks
 * that tests have made, comparisons with objects, and messages: the grammar takes any text.
 */
const UNUSED = {
  _baseMatches: "export default undefined;",
  _baseMatchesProperty: "export default undefined;",
  errors_public: nothing(
    "defaultParserErrorProvider",
    "defaultGrammarResolverErrorProvider",
    "defaultGrammarValidatorErrorProvider",
  ),
  lexer_public: "export class Lexer {}\nLexer.NA = /NOT_APPLICABLE/;\nexport const LexerDefinitionErrorType = {};",
  cst_visitor: nothing("createBaseSemanticVisitorConstructor", "createBaseVisitorConstructorWithDefaults"),
  checks: nothing(
    "validateAmbiguousAlternationAlternatives",
    "validateEmptyOrAlternative",
    "validateGrammar",
    "validateLookahead",
    "validateNoLeftRecursion",
    "validateRuleIsOverridden",
    "validateSomeNonEmptyLookaheadPath",
  ),
};

const withoutUnused = {
  name: "without-unused",
  setup({ onLoad }) {
    for (const [name, contents] of Object.entries(UNUSED))
      onLoad({ filter: new RegExp(`[\\\\/](?:chevrotain|lodash-es)[\\\\/](?:.*[\\\\/])?${name}\\.js$`) }, () => ({
        contents,
      }));
  },
};

/** Runs what makes data of the schema and the rules. */
async function madeFromSources() {
  const { outputFiles } = await build({ ...OPTIONS, format: "esm", entryPoints: ["scripts/playground/made.ts"] });
  const made = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  return { words: made.wordsOfSchema(), texts: made.ruleArticles(), style: made.PICTURE_STYLE };
}
