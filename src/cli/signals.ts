const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** As a shell tells the end of a program by a signal. */
const SIGNAL_EXIT = 128;

/** Signals that do not end the process by themselves. */
export interface HeldSignals {
  /** The exit code that a signal asks for which came since they are held, undefined where none did. */
  asked(): Promise<number | undefined>;
  /** From now on a signal ends the process again. */
  release(): void;
}

/** Keeps signals from ending the process in the middle of work on files: who does it asks between two of them. */
export function holdSignals(): HeldSignals {
  let received: number | undefined;
  const listener = (_: NodeJS.Signals, code: number): void => {
    received = SIGNAL_EXIT + code;
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return {
    asked: async () => {
      // Listeners are called between two turns of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      return received;
    },
    release: () => {
      for (const signal of SIGNALS) process.off(signal, listener);
    },
  };
}
