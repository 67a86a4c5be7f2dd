import type { ExecuteCommandParams } from "vscode-languageserver";
import { briefArticle } from "../articles.js";
import { EXPLAIN_RULE } from "../capabilities.js";
import { refusal } from "../errors.js";
import type { Session } from "../session.js";

/** `workspace/executeCommand`: explains a rule, as an answer and as a message for clients that do not show the answer. */
export async function executeCommand(session: Session, params: ExecuteCommandParams): Promise<string> {
  if (params.command !== EXPLAIN_RULE) throw refusal("invalidParams", `there is no command "${params.command}"`);
  const [rule] = params.arguments ?? [];
  if (typeof rule !== "string") throw refusal("invalidParams", `${EXPLAIN_RULE} takes the name of a rule`);
  const text = await briefArticle(rule);
  if (text === undefined) throw refusal("requestFailed", `there is no rule "${rule}"`);
  session.show(text);
  return text;
}
