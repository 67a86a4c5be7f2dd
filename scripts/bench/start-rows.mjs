import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What the start is measured with: two small files. */
export const SEED = ["fixtures/seed/master.conf", "fixtures/seed/slave.conf"];

/** The command with Node inside, against the same as the command itself. */
export function startOfProgram(start) {
  const program = `dist/binary/kalint-${process.platform}-${process.arch}`;
  return {
    ...start,
    key: "start-binary",
    name: "the program with Node inside, the seed pair",
    subject: { argv: [program, ...SEED], exits: [0, 1] },
    aim: undefined,
    ...(existsSync(program) ? {} : { missing: `npm run build:binary makes ${program}` }),
  };
}

/** As a package holds the command, without a cache: its first run leaves one. */
export function firstStart(start, folder) {
  const installed = join(folder, "installed");
  mkdirSync(installed);
  const files = existsSync("dist") ? readdirSync("dist").filter((name) => name.endsWith(".cjs")) : [];
  for (const file of files) copyFileSync(join("dist", file), join(installed, file));
  return {
    ...start,
    key: "start-first",
    name: "first run of the installed package, the seed pair",
    subject: { argv: [process.execPath, join(installed, "cli.cjs"), ...SEED], exits: [0, 1], isFirst: true },
    aim: 2.3,
    rounds: 15,
  };
}

export function startOfLibrary(start) {
  const library = "dist/kalint.mjs";
  return {
    ...start,
    key: "start-library",
    name: 'import "kalint"',
    subject: { argv: [process.execPath, "--input-type=module", "-e", `import("./${library}")`] },
    aim: 2,
    ...(existsSync(library) ? {} : { missing: `npm run build makes ${library}` }),
  };
}
