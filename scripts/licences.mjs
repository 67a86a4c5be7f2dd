import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The licences of all packages whose files went into bundles, as one text: each licence once, below the packages that it
 * is for, in order of their names. `metafiles` are those of esbuild, with paths below `root`. A package that names no
 * licence makes it throw: whether it may be passed on is not known then.
 */
export function licenceTexts(root, metafiles) {
  const packagesOf = new Map();
  for (const folder of packageFolders(metafiles)) {
    const { title, text } = licenceOf(join(root, folder));
    packagesOf.set(text, [...(packagesOf.get(text) ?? []), title]);
  }
  return [...packagesOf].map(([text, titles]) => `${titles.join("\n")}\n\n${text}\n`).join(`\n${"-".repeat(79)}\n\n`);
}

/** A list of the same packages in the form of CycloneDX, for who asks which parts a release has. */
export function partsList(root, metafiles, { name, version }) {
  const components = packageFolders(metafiles).map((folder) => {
    const part = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
    const purl = `pkg:npm/${part.name.replace("@", "%40")}@${part.version}`;
    const licenses = [{ expression: part.license }];
    return { type: "library", "bom-ref": purl, name: part.name, version: part.version, licenses, purl };
  });
  const component = { type: "application", "bom-ref": "kalint", name, version, purl: `pkg:npm/${name}@${version}` };
  const list = { bomFormat: "CycloneDX", specVersion: "1.5", version: 1, metadata: { component }, components };
  return `${JSON.stringify(list, undefined, 2)}\n`;
}

function packageFolders(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  return [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();
}

/** Also of packages that lie inside others. */
const packageFolder = (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  if (license === undefined) throw new Error(`${name} names no licence`);
  const file = readdirSync(folder).find((one) => /^licen[cs]e(?:[-.]\w+)*$/i.test(one));
  return {
    title: `${name} ${version} (${license})`,
    text: file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim(),
  };
}
