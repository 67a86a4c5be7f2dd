import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execFileSync, execute, spawn, spawnSync } from "../support/child-process.js";
import { root } from "../support/repository.js";

const DAMAGES = 200;
const AT_ONCE = 4;
const TIMEOUT = 60_000;
const SEED = ["master", "slave"].map((node) => `${root}fixtures/seed/${node}.conf`);
/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Damage = (bytes: Buffer, random: (below: number) => number) => Buffer;

/** What disks, copies and other releases do to a file. */
const DAMAGES_BY_NAME: Readonly<Record<string, Damage>> = {
  "one bit": (bytes, random) => flipped(bytes, random, 1),
  "some bits": (bytes, random) => flipped(bytes, random, 2 + random(100)),
  "the same bit twice, eight bytes apart": (bytes, random) => {
    const at = 256 + 8 * random((bytes.length - 300) >> 3) + 7;
    for (const place of [at, at + 8]) bytes[place] = (bytes[place] ?? 0) ^ 0x80;
    return bytes;
  },
  "a page of zeros": (bytes, random) => bytes.fill(0, 4096 * random(bytes.length >> 12)).subarray(0, bytes.length),
  "a page of noise": (bytes, random) => {
    const start = 4096 * random(bytes.length >> 12);
    for (let at = start; at < start + 4096 && at < bytes.length; at++) bytes[at] = random(256);
    return bytes;
  },
  "cut off": (bytes, random) => bytes.subarray(0, random(bytes.length)),
  grown: (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + random(10_000))]),
  "another release of Node in front": (bytes) => {
    bytes.write("v99", bytes.indexOf(" v") + 1);
    return bytes;
  },
};

function flipped(bytes: Buffer, random: (below: number) => number, count: number): Buffer {
  for (let done = 0; done < count; done++) {
    const at = random(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  }
  return bytes;
}

describe("a command whose code cache is damaged", () => {
  const folder = mkdtempSync(join(tmpdir(), "kalint-damage-"));
  const built = join(folder, "dist");
  let answer: string;
  let sound: Buffer;
  let name: string;

  beforeAll(() => {
    execFileSync(process.execPath, [`${root}scripts/build.mjs`, "--cli", built], { timeout: 5 * TIMEOUT });
    name = readdirSync(built).find((file) => file.endsWith(".cache")) ?? "none";
    sound = readFileSync(join(built, name));
    rmSync(join(built, name));
    answer = JSON.stringify(spawnOnce(built, join(folder, "none")));
    expect(answer).toContain("2 info in 2 files");
  }, 6 * TIMEOUT);
  afterAll(() => rmSync(folder, { recursive: true }));

  const environment = (home: string) => ({ PATH: process.env.PATH, HOME: home });

  function spawnOnce(dist: string, home: string) {
    const options = { encoding: "utf8", env: environment(home), timeout: TIMEOUT } as const;
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [join(dist, "cli.cjs"), ...SEED], options);
    return { status, signal, stdout, stderr };
  }

  function told(dist: string, home: string): string {
    const options = { encoding: "utf8", env: environment(home), timeout: TIMEOUT } as const;
    return spawnSync(process.execPath, [join(dist, "cli.cjs"), "--version", "--verbose"], options).stdout;
  }

  /** A copy of the command with its own folder. */
  function copy(label: string): { readonly dist: string; readonly home: string } {
    const [dist, home] = [join(folder, `${label}-dist`), join(folder, `${label}-home`)];
    mkdirSync(dist);
    mkdirSync(home);
    for (const file of readdirSync(built)) copyFileSync(join(built, file), join(dist, file));
    return { dist, home };
  }

  it("answers right, 200 times, whatever the damage and whosever cache it is", async () => {
    const kinds = Object.entries(DAMAGES_BY_NAME);
    const wrong: string[] = [];
    const worker = async (first: number): Promise<void> => {
      const { dist, home } = copy(`worker-${first}`);
      for (let number = first; number < DAMAGES; number += AT_ONCE) {
        const [kind, damage] = kinds[number % kinds.length] ?? ["none", (bytes: Buffer) => bytes];
        const bytes = damage(Buffer.from(sound), numbers(number));
        const isBuilt = number % 3 === 0;
        const own = join(home, ".cache", "kalint");
        rmSync(own, { recursive: true, force: true });
        mkdirSync(own, { recursive: true, mode: 0o700 });
        const file = isBuilt ? join(dist, name) : join(own, ownName(name));
        writeFileSync(file, bytes, { mode: 0o600 });
        const { stdout, stderr } = await execute(process.execPath, [join(dist, "cli.cjs"), ...SEED], {
          env: environment(home),
          timeout: TIMEOUT,
        }).catch(({ code, signal }) => ({ stdout: `exit ${code ?? signal}`, stderr: "" }));
        if (JSON.stringify({ status: 0, signal: null, stdout, stderr }) !== answer) wrong.push(`${number}: ${kind}`);
        if (isBuilt && existsSync(file)) wrong.push(`${number}: ${kind} is still there`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, (_, first) => worker(first)));
    expect(wrong).toEqual([]);
  }, 900_000);

  const ownName = (bundle: string) => bundle.replace(".cache", `-lint-${process.version}-${process.arch}.cache`);

  it.each([
    ["of the build", ({ dist }: ReturnType<typeof copy>) => join(dist, name)],
    ["of the user", ({ home }: ReturnType<typeof copy>) => join(home, ".cache", "kalint", ownName(name))],
  ])("does not use a cache %s again with which a run died", async (label, fileOf) => {
    const place = copy(label.replaceAll(" ", "-"));
    const file = fileOf(place);
    mkdirSync(join(place.home, ".cache", "kalint"), { recursive: true, mode: 0o700 });
    writeFileSync(file, sound, { mode: 0o600 });
    expect(told(place.dist, place.home)).toContain(`\ncode cache: in use, ${file}\n`);
    const waiting = spawn(process.execPath, [join(place.dist, "cli.cjs"), "-"], { env: environment(place.home) });
    const marker = `${file}.used-by-${waiting.pid}`;
    await expect.poll(() => existsSync(marker), { timeout: 10_000 }).toBe(true);
    // Another run meanwhile is no sign of a death.
    expect(told(place.dist, place.home)).toContain("code cache: in use");
    const ended = new Promise((done) => waiting.on("exit", (_, signal) => done(signal)));
    waiting.kill("SIGSEGV");
    expect(await ended).toBe("SIGSEGV");
    expect(told(place.dist, place.home)).toContain(`\ncode cache: not in use, ${file} was in use when a run died\n`);
    expect([file, marker].filter((path) => existsSync(path))).toEqual([]);
    expect(JSON.stringify(spawnOnce(place.dist, place.home))).toBe(answer);
    expect(told(place.dist, place.home)).toContain("code cache: in use");
  });

  it("leaves no marker after a run that ends by itself", () => {
    const { dist, home } = copy("ends");
    writeFileSync(join(dist, name), sound, { mode: 0o600 });
    spawnOnce(dist, home);
    spawnSync(process.execPath, [join(dist, "cli.cjs"), "none.conf"], { env: environment(home), timeout: TIMEOUT });
    expect(readdirSync(dist).filter((file) => file.includes(".used-by-"))).toEqual([]);
  });
});
