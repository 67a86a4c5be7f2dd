import { readFileSync } from "node:fs";
import ts from "typescript";

/** Properties of the schema's objects that only people read. */
const SCHEMA_TEXTS = new Set([
  ...["summary", "note", "notes", "argsNote", "defaultNote", "multipleNote", "outOfRangeNote", "whenOmittedNote"],
  ...["occursNote", "requiresNote", "reload", "source", "documented", "condition"],
  ...["onError", "unknownOption", "unknownName", "missingValue", "duplicate"],
]);

/** Properties of a rule that only people read. */
const RULE_TEXTS = new Set([
  ...[
    "summary",
    "why",
    "how",
    "ignoreWhen",
    "keepalived",
    "isUnreported",
    "source",
    "keywords",
    "examples",
    "exampleTarget",
  ],
]);

/** What a rule does; who only reads about it can do without. */
const RULE_CODE = new Set(["check"]);

/** The command that lints, without what only `kalint explain` and its like show. */
export const withoutTexts = stripping("without-texts", (path) => (isRule(path) ? RULE_TEXTS : SCHEMA_TEXTS));

/** What explains, without what lints. */
export const withoutChecks = stripping("without-checks", (path) => (isRule(path) ? RULE_CODE : undefined));

const isRule = (path) => /[\\/]src[\\/]rules[\\/][^\\/]+\.ts$/.test(path);

function stripping(name, namesFor) {
  return {
    name,
    setup({ onLoad }) {
      onLoad({ filter: /[\\/](?:grammar[\\/]schema[\\/].+|src[\\/]rules[\\/][^\\/]+)\.ts$/ }, ({ path }) => {
        const names = namesFor(path);
        if (names === undefined) return undefined;
        return { loader: "ts", contents: strip(path, readFileSync(path, "utf8"), names) };
      });
    },
  };
}

/**
 * A module's text without the properties of these names: those of a rule's definition, and those of the schema whose
 * value is no object, since a keyword may have such a name too.
 */
export function strip(path, text, names) {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const cuts = [];
  visit(file);
  let rest = text;
  for (const [start, end] of cuts.reverse()) rest = rest.slice(0, start) + rest.slice(end);
  return rest;

  function visit(node) {
    if (isRule(path) ? isDefinition(node) : ts.isObjectLiteralExpression(node))
      cut(isRule(path) ? node.arguments[0] : node);
    else ts.forEachChild(node, visit);
  }

  function cut({ properties }) {
    for (const [at, property] of properties.entries()) {
      if (names.has(property.name?.text) && (isRule(path) || !holdsObject(property))) {
        cuts.push([property.pos, properties[at + 1]?.pos ?? properties.end]);
      } else ts.forEachChild(property, visit);
    }
  }
}

const holdsObject = ({ initializer }) => initializer !== undefined && ts.isObjectLiteralExpression(initializer);

/** `defineNodeRule({ … })` and its siblings. */
const isDefinition = (node) =>
  ts.isCallExpression(node) &&
  /^define(?:File|Node|Cluster)Rule$/.test(node.expression.text ?? "") &&
  node.arguments[0] !== undefined &&
  ts.isObjectLiteralExpression(node.arguments[0]);
