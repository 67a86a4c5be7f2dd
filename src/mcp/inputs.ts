import { existsSync } from "node:fs";
import { isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type FileReader, textReader } from "../evaluate/index.js";
import type { Root } from "../lint/plan.js";
import type { DeclaredCluster } from "../lint/run.js";
import { plural } from "../reporters/report.js";
import { rules } from "../rules/index.js";
import { type FileSettings, findSettings, NO_SETTINGS } from "../settings/choices.js";
import { makeSettings } from "../settings/for-files.js";
import { SettingsError } from "../settings/problem.js";
import { type Confinement, confineTo } from "../workspace/confinement.js";
import { findFiles, GLOB } from "../workspace/find-files.js";
import { includeReader } from "../workspace/include-reader.js";
import { findIncludingRoots } from "../workspace/including-roots.js";
import { findPartners } from "../workspace/partners.js";
import { readTextFile } from "../workspace/read-file.js";
import { isForeign } from "../workspace/recognize.js";
import { MOST_FILES, Refusal } from "./tool.js";

/** The arguments of a call that name files. */
export interface FileArguments {
  readonly files?: readonly { readonly name: string; readonly text: string }[] | undefined;
  readonly paths?: readonly string[] | undefined;
  readonly clusters?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** What a call works on. */
export interface CallInputs {
  /** The files that are asked about. */
  readonly given: readonly Root[];
  /** Other nodes of their clusters, and files that include them. */
  readonly partners: readonly Root[];
  /** Names of those of them that only include. */
  readonly including: readonly string[];
  readonly clusters: readonly DeclaredCluster[];
  readonly settings: FileSettings;
  readonly reader: FileReader;
  /** What could not be read, and why. */
  readonly problems: readonly string[];
}

/** In MiB: one file of the disk. */
const MOST_SIZE = 8;

/** Reads what a call names: nothing outside of the roots, with links followed. Throws `Refusal` where nothing is left. */
export async function readInputs(args: FileArguments, roots: readonly string[]): Promise<CallInputs> {
  const { files = [], paths = [], clusters = {} } = args;
  const texts = new Map(files.map(({ name, text }) => [name, text]));
  if (texts.size < files.length) throw new Refusal("two files have the same name");
  if (files.length + paths.length === 0) throw new Refusal('give "files" (names and texts) or "paths"');
  const disk = paths.length === 0 ? NO_INPUTS : await readPaths(paths, roots);
  const inline = files.map(({ name, text }) => ({ path: name, text }));
  const given = [...inline, ...disk.given];
  if (given.length === 0) throw new Refusal(disk.problems.join("\n"));
  const nameOf = (name: string) =>
    texts.has(name.replace(/@[^@]*$/, "")) || texts.has(name) ? name : locate(name, roots);
  const declared = Object.entries(clusters).map(([name, nodes]) => ({ name, nodes: nodes.map(nameOf) }));
  return { ...disk, given, clusters: [...disk.clusters, ...declared], reader: joined(texts, disk.reader) };
}

/** Of a call that names no files. */
export const NO_INPUTS: CallInputs = {
  ...{ given: [], partners: [], including: [], clusters: [], problems: [] },
  settings: NO_SETTINGS,
  reader: { glob: () => [], read: () => ({ kind: "missing" }) },
};

async function readPaths(paths: readonly string[], roots: readonly string[]): Promise<CallInputs> {
  if (roots.length === 0) {
    throw new Refusal(
      "this server reads no files: start it with kalint mcp --root FOLDER, have the client name its roots, or give the texts as files",
    );
  }
  const confinement = confineTo(roots);
  const problems: string[] = [];
  const mayRead = (path: string): boolean => confinement.allows(path);
  const named = paths.map((path) => locate(path, roots)).filter((path) => isInside(path, confinement, roots, problems));
  const found = await findFiles(named);
  problems.push(...found.problems.map(({ message }) => message));
  const inside = found.paths.filter(mayRead);
  const outside = found.paths.length - inside.length;
  // Unnamed: what is there is not for the client to know.
  if (outside > 0)
    problems.push(`not followed, because it leads outside of the roots of this server: ${plural(outside, "link")}`);
  if (inside.length > MOST_FILES) problems.push(`of ${inside.length} files only the first ${MOST_FILES} are read`);
  const settings = readSettings(inside, mayRead, problems);
  const read = (path: string): readonly Root[] => {
    const result = readTextFile(path, MOST_SIZE);
    if (result.kind === "read") return [{ path, text: result.file.text }];
    problems.push(result.problem.message);
    return [];
  };
  const isWanted = ({ path, text }: Root) =>
    !found.foundIn.has(path) || settings.of(path)?.isIncluded === true || !isForeign(path, text);
  const kept = inside.slice(0, MOST_FILES).filter((path) => settings.of(path)?.ignoredBy === undefined);
  const given = kept.flatMap(read).filter(isWanted);
  if (given.length === 0 && problems.length === 0) problems.push("no file of keepalived was found there");
  const names = given.map(({ path }) => path);
  const partners = await findPartners(names, settings.clusters);
  problems.push(...partners.problems.map(({ message }) => message));
  const including = findIncludingRoots(names, mayRead).filter((path) => !partners.paths.includes(path));
  const others = [...partners.paths.filter(mayRead), ...including];
  return {
    given,
    partners: others.flatMap(read),
    including,
    clusters: partners.clusters,
    settings,
    reader: includeReader({ confinement, given: names }),
    problems,
  };
}

/** An absolute path; a relative one is below the first root that has it. */
export function locate(path: string, roots: readonly string[]): string {
  const name = path.startsWith("file://") ? fromUrl(path) : path;
  if (isAbsolute(name)) return resolve(name);
  const ways = roots.map((root) => resolve(root, name));
  return ways.find((way) => existsSync(way)) ?? ways[0] ?? name;
}

function fromUrl(url: string): string {
  try {
    return fileURLToPath(url);
  } catch {
    throw new Refusal(`${url} is not the address of a file on this machine`);
  }
}

/** Says what is outside, whether it exists or not. */
function isInside(path: string, confinement: Confinement, roots: readonly string[], problems: string[]): boolean {
  const isPattern = GLOB.test(path) && !existsSync(path);
  if (isPattern ? confinement.allowsPattern(path, "/") : confinement.allows(path)) return true;
  problems.push(`${path} is outside of the roots of this server: ${roots.join(", ")}`);
  return false;
}

/** Settings below the roots; without those that have a mistake, which is a problem. */
function readSettings(paths: readonly string[], mayRead: (path: string) => boolean, problems: string[]): FileSettings {
  try {
    const settings = makeSettings(findSettings(paths, mayRead), rules, mayRead);
    for (const path of paths) settings.of(path);
    return settings;
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    problems.push(...error.message.split("\n"));
    return NO_SETTINGS;
  }
}

/** What a text includes is another text; what a file includes is on the disk, unless it was given as a text. */
function joined(texts: ReadonlyMap<string, string>, disk: FileReader): FileReader {
  const inline = textReader(texts);
  return {
    glob: (pattern, from) => (texts.has(from) ? inline.glob(pattern, from) : disk.glob(pattern, from)),
    read: (path) => (isAbsolute(path) && !texts.has(path) ? disk.read(path) : inline.read(path)),
  };
}
