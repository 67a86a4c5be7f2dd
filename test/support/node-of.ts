import { evaluate } from "../../src/evaluate/index.js";
import { makeNode, type Node } from "../../src/semantic/node.js";
import { parseFile } from "../../src/syntax/tree.js";
import { SourceFile } from "../../src/text/source-file.js";

/** The facts of a configuration that is one text. */
export function nodeOf(text: string, target?: string): Node {
  const path = "node.conf";
  const evaluated = evaluate(parseFile(new SourceFile(path, text)), {
    configId: "",
    ...(target === undefined ? {} : { target }),
  });
  return makeNode(evaluated, { name: path, path, configId: undefined, target });
}
