/** What the editor knows of a document when it chooses the language. */
export interface Asked {
  readonly languageId: string;
  readonly firstLine: string;
  /** The setting `files.associations`. */
  readonly associations: Readonly<Record<string, string>>;
  /** Whether the document's path matches a pattern, as the editor reads it. */
  readonly matches: (pattern: string) => boolean;
}

/** How the manifest says which files are keepalived's. */
export interface Contribution {
  readonly filenames: readonly string[];
  readonly filenamePatterns: readonly string[];
  readonly extensions: readonly string[];
  readonly firstLine: string;
}

/** Why a document is taken as keepalived.conf, or is not: a sentence for the status of the language. */
export function whyThisLanguage(
  { languageId, firstLine, associations, matches }: Asked,
  contribution: Contribution,
): string {
  const isTaken = languageId === "keepalived";
  const association = Object.entries(associations).find(([pattern]) => matches(anywhere(pattern)));
  if (association !== undefined) {
    const [pattern, language] = association;
    if (language === languageId) return `files.associations: "${pattern}" is ${language}.`;
    return `The language was chosen by hand; by files.associations "${pattern}" is ${language}.`;
  }
  const patterns = patternsOf(contribution);
  const pattern = patterns.find((one) => matches(anywhere(one)));
  const isNamed = new RegExp(contribution.firstLine).test(firstLine);
  if (isTaken && pattern !== undefined) return `The name matches ${pattern}.`;
  if (isTaken && isNamed) return "The first line names keepalived.";
  if (isTaken) return "The language was chosen by hand.";
  if (pattern !== undefined || isNamed) return `Another extension or a choice by hand made this ${languageId}.`;
  return `The name matches none of ${patterns.join(", ")}, and the first line does not name keepalived.`;
}

const patternsOf = ({ filenames, filenamePatterns, extensions }: Contribution): readonly string[] => [
  ...filenames,
  ...filenamePatterns,
  ...extensions.map((extension) => `*${extension}`),
];

/** A pattern without a folder is meant in every folder. */
const anywhere = (pattern: string): string => (pattern.includes("/") ? pattern : `**/${pattern}`);
