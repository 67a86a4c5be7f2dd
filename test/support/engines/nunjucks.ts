import { createHash } from "node:crypto";
import nunjucks from "nunjucks";

/** A template with the values of its names. */
export interface Case {
  readonly text: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** `trimBlocks`. */
  readonly joinsLines: boolean;
}

const engine = (trimBlocks: boolean) => new nunjucks.Environment(null, { trimBlocks, autoescape: false });

/** Renders templates with given values. */
export function renderAll(cases: readonly Case[]): string[] {
  const [joining, plain] = [engine(true), engine(false)];
  return cases.map(({ text, values, joinsLines }) =>
    (joinsLines ? joining : plain).renderString(text, { many: [1], ...values }),
  );
}

/** Renders a template with values that a number decides, with line ends after tags and without; errors begin with ERROR. */
export function renderWithSeed(text: string, seed: number): string[] {
  return [false, true].map((trimBlocks) => {
    const env = engine(trimBlocks);
    const values = new Values(text, seed);
    // Filters of Ansible and Salt give what they are given.
    for (const [, name = ""] of text.matchAll(/\|\s*([A-Za-z_]\w*)/g)) {
      if (!KNOWN_FILTERS.has(name)) env.addFilter(name, (value: unknown) => value);
    }
    try {
      return env.renderString(text, values.all());
    } catch (error) {
      return `ERROR ${error instanceof Error ? error.message : error}`;
    }
  });
}

const KNOWN_FILTERS = new Set(["default", "join", "length", "lower", "upper", "first", "last", "indent", "trim"]);

/** What the names of a text are: functions where they are called, and all else a list that prints as a word, or nothing. */
class Values {
  readonly #names: ReadonlySet<string>;
  readonly #called: ReadonlySet<string>;
  readonly #seed: number;

  constructor(text: string, seed: number) {
    this.#names = new Set([...text.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name));
    this.#called = new Set([...text.matchAll(/([A-Za-z_]\w*)\(/g)].map(([, name = ""]) => name));
    this.#seed = seed;
  }

  all(): Record<string, unknown> {
    return Object.fromEntries([...this.#names].map((name) => [name, this.#of(name, name)]));
  }

  #bit(what: string, most: number): number {
    return (createHash("md5").update(`${this.#seed} ${what}`).digest()[0] ?? 0) % most;
  }

  #of(name: string, path: string): unknown {
    if (this.#called.has(name)) return (...args: unknown[]) => this.#list(`${path}(${args.map(String)})`);
    return this.#bit(`${path} is there`, 3) === 0 ? undefined : this.#list(path);
  }

  #list(path: string): unknown {
    const count = 1 + this.#bit(`${path} length`, 2);
    const word = `v${this.#bit(path, 200)}`;
    const entries = () => Array.from({ length: count }, (_, at) => this.#list(`${path}#${at}`));
    return new Proxy([], {
      get: (_, key) => {
        if (key === Symbol.toPrimitive || key === "toString") return () => word;
        if (key === Symbol.iterator) return () => entries().values();
        if (typeof key === "symbol" || key === "then") return undefined;
        if (key === "length") return count;
        return /^\d+$/.test(key) ? this.#list(`${path}#${key}`) : this.#of(key, `${path}.${key}`);
      },
    });
  }
}
