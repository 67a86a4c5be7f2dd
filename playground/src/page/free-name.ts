/** A name that no other file has: the wanted one, or with a number. */
export function freeName(wanted: string, others: readonly { readonly name: string }[]): string {
  const name = wanted.trim() === "" ? "keepalived.conf" : wanted.trim();
  const [, stem = name, ending = ""] = /^(.+?)(\.[^.]*)?$/.exec(name) ?? [];
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${stem}-${number}${ending}`;
    if (others.every((one) => one.name !== tried)) return tried;
  }
}
