import type { TestContext } from "vitest";

/** True where a test may not be left out for want of a program. */
export const isCi = process.env.CI !== undefined && process.env.CI !== "" && process.env.CI !== "false";

/** Skips the test with a reason when what it needs is missing; under CI it fails instead. */
export function requireProgram(context: TestContext, isThere: boolean, name: string): void {
  if (isThere) return;
  const reason = `${name} is missing`;
  if (isCi) throw new Error(`${reason}; under CI every test has to run`);
  context.skip(reason);
}
