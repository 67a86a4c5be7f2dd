/** Fewer files are done before there is something to look at. */
const MANY = 500;

/** A bar on standard error, where that is a terminal and there are many files; taken away whenever all is done. */
export async function progressBar(files: number): Promise<((share: number) => void) | undefined> {
  if (files < MANY || process.stderr.isTTY !== true) return undefined;
  const { default: library } = await import("cli-progress");
  const bar = new library.SingleBar({
    stream: process.stderr,
    format: `checking ${files} files {bar} {percentage} %`,
    barCompleteChar: "#",
    barIncompleteChar: ".",
    barsize: 20,
    clearOnComplete: true,
    // A terminal is left as it was, also when the process is killed.
    linewrap: true,
  });
  return (share) => {
    if (!bar.isActive) bar.start(100, 0);
    bar.update(Math.floor(share * 100));
    if (share >= 1) bar.stop();
  };
}
