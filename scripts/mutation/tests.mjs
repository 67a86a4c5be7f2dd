/** The cases of the rules go through all of the code; the other tests are those of the folder itself. All are quick. */
const ALWAYS = ["test/rules/{examples,fixtures,releases,reports}.test.ts", "test/lint/severity.test.ts"];

/** What tests a folder beside the tests that have its name. */
const OTHERS = {
  "src/rules": ["test/{cluster,semantic}/*.test.ts"],
  "src/evaluate": ["test/semantic/definitions.test.ts"],
  "src/format": ["test/lint/edits.test.ts", "test/template/*.test.ts"],
  grammar: ["test/{syntax,evaluate}/*.test.ts"],
};

/** Tests that take long, or that start other programs: they judge no mutants. */
export const LEFT_OUT = [
  "test/format/{invariants,meaning}.test.ts",
  "test/lint/{fix-run,run-in-batches}.test.ts",
  "test/template/{ansible,corpus,engines,rendered}.test.ts",
];

/** Patterns of the tests that notice faults below these paths. */
export function testsFor(paths) {
  const folders = [...new Set(paths.map((path) => /^(?:src\/)?[^/]+/.exec(path)?.[0] ?? ""))];
  const own = folders.flatMap((folder) => [`test/${folder.replace("src/", "")}/*.test.ts`, ...(OTHERS[folder] ?? [])]);
  return [...ALWAYS, ...own.filter((pattern) => pattern !== "test/rules/*.test.ts")];
}
