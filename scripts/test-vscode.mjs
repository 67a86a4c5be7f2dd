// Tries the extension in a real VS Code, which is code-server in a browser, and makes a picture of it.
//   npm run test:vscode -- [--code-server FOLDER] [--chromium PROGRAM] [--picture FILE]
// FOLDER holds node_modules/code-server 4.100.x (for Node 20); docs/editors/vscode.md says how it is installed.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { drive } from "./vscode/drive.mjs";
import { FILES, SETTINGS } from "./vscode/workspace.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    "code-server": { type: "string", default: process.env.KALINT_CODE_SERVER ?? "" },
    chromium: { type: "string", default: "/usr/bin/chromium" },
    picture: { type: "string" },
  },
});
const entry = join(values["code-server"], "node_modules/code-server/out/node/entry.js");
const requireOfExtension = createRequire(join(root, "editors/vscode/package.json"));
const missing = [
  [existsSync(entry), `code-server: no ${entry}; name its folder with --code-server`],
  [existsSync(values.chromium), `Chromium: no ${values.chromium}; apt-get install chromium, or --chromium PROGRAM`],
  [canResolve("playwright-core"), "playwright-core: run npm ci --ignore-scripts in editors/vscode"],
  [existsSync(join(root, "dist/cli.cjs")), "kalint: run npm run build"],
].flatMap(([isThere, text]) => (isThere ? [] : [text]));
if (missing.length > 0) {
  console.error(["The test of VS Code cannot run. Missing:", ...missing.map((text) => `  ${text}`)].join("\n"));
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), "kalint-vscode-"));
const [folder, data, extensions] = ["lb", "data", "extensions"].map((name) => join(scratch, name));
let server;
try {
  run([join(root, "scripts/build-vscode.mjs"), scratch]);
  const { version } = JSON.parse(readFileSync(join(root, "editors/vscode/package.json"), "utf8"));
  const own = ["--user-data-dir", data, "--extensions-dir", extensions];
  run([entry, ...own, "--install-extension", join(scratch, `kalint-${version}.vsix`)]);
  writeWorkspace();
  const port = await freePort();
  const options = [
    "--auth",
    "none",
    "--bind-addr",
    `127.0.0.1:${port}`,
    "--disable-telemetry",
    "--disable-update-check",
  ];
  server = spawn(process.execPath, [entry, ...own, ...options, folder], { stdio: "ignore", detached: true });
  const url = `http://127.0.0.1:${port}`;
  await answering(url);
  const { chromium } = requireOfExtension("playwright-core");
  const browser = await chromium.launch({ executablePath: values.chromium, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1100, height: 620 } });
    page.setDefaultTimeout(90_000);
    await page.goto(`${url}/?folder=${folder}`);
    const read = (name) => readFileSync(join(folder, name), "utf8");
    const report = (text) => console.log(`ok  ${text}`);
    await drive(page, { read, picture: values.picture, report }).catch(async (error) => {
      const path = join(tmpdir(), "kalint-vscode-failed.png");
      await page.screenshot({ path });
      console.error(`failed; ${path} shows where`);
      throw error;
    });
  } finally {
    await browser.close();
  }
} finally {
  if (server !== undefined) process.kill(-server.pid, "SIGTERM");
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
}

function writeWorkspace() {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  // The extension runs the kalint of the project.
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/kalint"));
  mkdirSync(join(data, "User"), { recursive: true });
  writeFileSync(join(data, "User/settings.json"), JSON.stringify(SETTINGS));
}

function run(args) {
  const { status } = spawnSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], timeout: 300_000 });
  if (status !== 0) throw new Error(`${args.join(" ")}: exit ${status}`);
}

function canResolve(name) {
  try {
    return requireOfExtension.resolve(name) !== "";
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((done) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

async function answering(url) {
  for (let attempt = 0; attempt < 240; attempt++) {
    if (
      await fetch(`${url}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((done) => setTimeout(done, 500));
  }
  throw new Error(`code-server does not answer at ${url}`);
}
