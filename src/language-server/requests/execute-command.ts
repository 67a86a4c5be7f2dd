import type { ExecuteCommandParams } from "vscode-languageserver";
import { briefArticle } from "../articles.js";
import { refusal } from "../errors.js";
import type { Session } from "../session.js";

/** Commands that code actions name. */
export const COMMANDS = ["kalint.explainRule"];

/** `workspace/executeCommand`: explains a rule, as an answer and as a message for clients that do not show the answer. */
export async function executeCommand(session: Session, params: ExecuteCommandParams): Promise<string> {
  const [rule] = params.arguments ?? [];
  if (!COMMANDS.includes(params.command) || typeof rule !== "string") {
    throw refusal("invalidParams", `there is no command "${params.command}"`);
  }
  const text = await briefArticle(rule);
  if (text === undefined) throw refusal("requestFailed", `there is no rule "${rule}"`);
  session.show(text);
  return text;
}
