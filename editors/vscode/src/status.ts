import * as vscode from "vscode";
import { type Contribution, whyThisLanguage } from "./language-reason.js";

const SELECTOR: vscode.DocumentSelector = [{ language: "keepalived" }, { pattern: "**/*.{conf,keepalived,cfg}" }];

/** Says in the status bar why the file shown is taken as keepalived.conf, or is not. */
export class LanguageStatus {
  readonly #contribution: Contribution;
  readonly #item = vscode.languages.createLanguageStatusItem("kalint.language", SELECTOR);

  constructor(context: vscode.ExtensionContext) {
    this.#contribution = context.extension.packageJSON.contributes.languages[0];
    this.#item.name = "keepalived";
    const update = () => this.#update();
    context.subscriptions.push(
      this.#item,
      vscode.window.onDidChangeActiveTextEditor(update),
      vscode.workspace.onDidOpenTextDocument(update),
      vscode.workspace.onDidChangeConfiguration(
        (event) => event.affectsConfiguration("files.associations") && update(),
      ),
      vscode.commands.registerCommand("kalint.whyThisLanguage", () => this.#explain()),
    );
    update();
  }

  #reason(document: vscode.TextDocument): string {
    const associations = vscode.workspace
      .getConfiguration("files", document)
      .get<Record<string, string>>("associations", {});
    const matches = (pattern: string) => vscode.languages.match({ pattern }, document) > 0;
    const firstLine = document.lineAt(0).text;
    return whyThisLanguage({ languageId: document.languageId, firstLine, associations, matches }, this.#contribution);
  }

  #update(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const isTaken = document.languageId === "keepalived";
    this.#item.text = isTaken ? "keepalived" : "$(circle-slash) not keepalived";
    this.#item.detail = this.#reason(document);
    this.#item.command = { title: isTaken ? "Why?" : "Change", command: "kalint.whyThisLanguage" };
  }

  /** Shows the reason, and offers to change what it leads to. */
  async #explain(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return;
    const reason = this.#reason(document);
    if (document.languageId === "keepalived") {
      await vscode.window.showInformationMessage(`This file is keepalived.conf. ${reason}`);
      return;
    }
    const take = "Treat as keepalived";
    const answer = await vscode.window.showInformationMessage(`This file is not keepalived.conf. ${reason}`, take);
    if (answer === take) await vscode.languages.setTextDocumentLanguage(document, "keepalived");
  }
}
