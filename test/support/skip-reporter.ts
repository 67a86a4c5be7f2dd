import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Lists at the end which tests did not run, and why. */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const byReason = new Map<string, string[]>();
    for (const module of modules) {
      for (const test of module.children.allTests("skipped")) {
        const reason = reasonOf(test);
        if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), test.fullName]);
      }
    }
    for (const [reason, names] of byReason) {
      process.stdout.write(`\nNot run, ${reason}:\n${names.map((name) => `  ${name}\n`).join("")}`);
    }
  }
}

/** Tests that a filter left out are skipped without a reason. */
function reasonOf(test: TestCase): string | undefined {
  const result = test.result();
  return result.state === "skipped" ? result.note : undefined;
}
