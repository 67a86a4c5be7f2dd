import { editorFiles } from "./editors/index.js";
import { grammarPage } from "./grammar-page.js";
import { keywordPages } from "./keyword-pages.js";
import { pictures } from "./pictures.js";
import { rulePages } from "./rule-pages.js";
import { scenariosPage } from "./scenarios-page.js";
import { settingsPage } from "./settings-page.js";

/** Folders that hold generated pages of these names only; what is left over from earlier is removed. */
export const OWNED: readonly RegExp[] = [/^docs\/rules\/[^/]+\.md$/, /^docs\/keywords\/[^/]+\.md$/];

/** Every generated page: path below the repository, and text. */
export const documents = (root: string): ReadonlyMap<string, string> =>
  new Map([
    ...rulePages(),
    ...keywordPages(),
    grammarPage(root),
    settingsPage(),
    scenariosPage(),
    ...editorFiles(),
    ...pictures(root),
  ]);
