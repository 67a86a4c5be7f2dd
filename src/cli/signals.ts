const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** As a shell tells the end of a program by a signal. */
const SIGNAL_EXIT = 128;

/**
 * Does a piece of work that a signal must not end in the middle, such as to replace a file. Gives the exit code that a
 * signal asks for which came meanwhile, undefined where none did.
 */
export async function holdingSignals(work: () => void): Promise<number | undefined> {
  let received: number | undefined;
  const listener = (_: NodeJS.Signals, code: number): void => {
    received = SIGNAL_EXIT + code;
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  try {
    work();
    // Listeners are called between two turns of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    for (const signal of SIGNALS) process.off(signal, listener);
  }
  return received;
}
