// Builds dist/binary/kalint_VERSION_ARCH.deb from the program that `npm run build:binary` made, with the manual page and
// completions.
//   node scripts/build-deb.mjs [FOLDER]
import { execFileSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = resolve(process.argv[2] ?? `${root}dist/binary`);
const program = join(target, `kalint-${process.platform}-${process.arch}`);
const { version, description, homepage } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
/** What Debian calls the architecture. */
const arch = { x64: "amd64" }[process.arch] ?? process.arch;
const deb = join(target, `kalint_${version}_${arch}.deb`);

if (!existsSync(program)) throw new Error(`${program} is missing: npm run build:binary makes it`);
const work = mkdtempSync(join(tmpdir(), "kalint-deb-"));
// dpkg gives the root folder of the system this mode.
chmodSync(work, 0o755);
try {
  put("usr/bin/kalint", program, 0o755);
  put("usr/share/man/man1/kalint.1.gz", gzipSync(readFileSync(`${root}docs/kalint.1`), { level: 9 }));
  put("usr/share/bash-completion/completions/kalint", ask("completion", "bash"));
  put("usr/share/zsh/vendor-completions/_kalint", ask("completion", "zsh"));
  put("usr/share/fish/vendor_completions.d/kalint.fish", ask("completion", "fish"));
  put("usr/share/doc/kalint/changelog.gz", gzipSync(readFileSync(`${root}docs/CHANGELOG.md`), { level: 9 }));
  put("usr/share/doc/kalint/copyright", copyright());
  put("DEBIAN/control", control());
  // Debian 11 and Ubuntu 20.04 cannot read zstd, and the lowest level of xz is a third of the time for a tenth more bytes.
  execFileSync("dpkg-deb", ["--root-owner-group", "-Zxz", "-z1", "--build", work, deb], { stdio: "ignore" });
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(deb);

function put(path, content, mode = 0o644) {
  const file = join(work, path);
  mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
  if (typeof content === "string" && existsSync(content)) copyFileSync(content, file);
  else writeFileSync(file, content);
  chmodSync(file, mode);
}

function ask(...args) {
  return execFileSync(program, args);
}

/** Text of the licence, and of those of all that is inside. */
function copyright() {
  const own = readFileSync(`${root}LICENSE`, "utf8");
  const others = readFileSync(`${root}dist/THIRD-PARTY-LICENSES.txt`, "utf8");
  const node = readFileSync(licenceOfNode(), "utf8");
  return `kalint: ${homepage}\n\n${own}\nThe program contains these packages:\n\n${others}\nand Node.js:\n\n${node}`;
}

function licenceOfNode() {
  const [folder] = execFileSync("find", [target, "-path", "*/node_modules/node*/LICENSE"], { encoding: "utf8" }).split(
    "\n",
  );
  if (folder === undefined || folder === "") throw new Error("the licence of Node is missing");
  return folder;
}

function control() {
  const [short, long] = description.split(": ");
  return `Package: kalint
Version: ${version}
Section: net
Priority: optional
Architecture: ${arch}
Maintainer: kalint <kalint@users.noreply.github.com>
Depends: libc6 (>= 2.28), libstdc++6, libgcc-s1
Suggests: keepalived
Homepage: ${homepage}
Description: ${short[0].toLowerCase()}${short.slice(1)}
 It ${long}. It needs neither keepalived nor Node.
`;
}
