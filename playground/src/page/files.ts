import type { NamedText } from "../protocol.js";

/** More than this is not for a page. */
const MOST_BYTES = 8 << 20;

/** Asks for files and reads them. */
export function chooseFiles(): Promise<readonly NamedText[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.multiple = true;
    input.onchange = () => resolve(readFiles([...(input.files ?? [])]));
    input.oncancel = () => resolve([]);
    input.click();
  });
}

/** The texts of files; rejects with a reason for people where one cannot be read. */
export async function readFiles(files: readonly File[]): Promise<readonly NamedText[]> {
  return Promise.all(
    files.map(async (file) => {
      if (file.size > MOST_BYTES) throw new Error(`${file.name} is larger than ${MOST_BYTES >> 20} MiB`);
      return { name: file.name, text: await file.text() };
    }),
  );
}

/** Saves a text as a download. */
export function saveFile({ name, text }: NamedText): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
