const PAGES = "https://github.com/kalint/kalint/blob/main/";

/** A file of the repository, as a page. */
export const pageUrl = (path: string): string => `${PAGES}${path}`;

/** The page of a rule, or of another name that reports show: generated into docs/rules/ from the rule's own file. */
export const ruleUrl = (rule: string): string => pageUrl(`docs/rules/${rule}.md`);

/** Where the playground is; a fragment after it holds the files to show. */
export const PLAYGROUND_URL = "https://kalint.github.io/kalint/playground/";
