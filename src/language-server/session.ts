import type { Client } from "./client.js";
import { type Converter, makeConverter } from "./convert.js";
import type { Documents } from "./documents.js";
import { type Files, makeFiles } from "./files.js";
import { findInputs, type Inputs } from "./inputs.js";
import { type Judgement, judgeFiles } from "./judgement.js";
import type { Options } from "./options.js";

/** What all requests of one client share. */
export interface Session {
  readonly client: Client;
  readonly documents: Documents;
  readonly files: Files;
  readonly convert: Converter;
  readonly options: () => Options;
  /** What belongs to the open documents; found again after one was opened or closed, or a file has changed. */
  inputs(): Promise<Inputs>;
  /** What the rules say, computed once for each state of the texts. */
  judgement(): Promise<Judgement>;
  /** Something outside of the open documents has changed. */
  refresh(): void;
}

export interface SessionOptions {
  readonly client: Client;
  readonly documents: Documents;
  readonly options: () => Options;
  /** Told of problems with settings, each once. */
  readonly warn: (message: string) => void;
}

export function makeSession({ client, documents, options, warn }: SessionOptions): Session {
  const files = makeFiles(documents, () => options().includeRoot);
  const convert = makeConverter(client, (path) => documents.at(path)?.uri);
  let inputs: Promise<Inputs> | undefined;
  let openings = -1;
  let last: Inputs | undefined;
  let judged: { readonly generation: number; readonly value: Judgement } | undefined;
  const warned = new Set<string>();
  const find = async (): Promise<Inputs> => {
    const paths = [...documents.all()].map(({ source }) => source.path);
    const found = await findInputs(paths, last?.settings);
    last = found;
    for (const problem of found.problems) {
      if (!warned.has(problem)) warn(problem);
      warned.add(problem);
    }
    return found;
  };
  const session: Session = {
    client,
    documents,
    files,
    convert,
    options,
    inputs() {
      if (inputs === undefined || openings !== documents.openings) {
        openings = documents.openings;
        inputs = find();
        judged = undefined;
      }
      return inputs;
    },
    async judgement() {
      const found = await session.inputs();
      if (judged?.generation !== documents.generation) {
        judged = { generation: documents.generation, value: judgeFiles(documents, files, found, options()) };
      }
      return judged.value;
    },
    refresh() {
      files.refresh();
      inputs = undefined;
      judged = undefined;
      warned.clear();
    },
  };
  return session;
}
