import { rules } from "../rules/index.js";
import type { AboutRule } from "./convert.js";

const known = new Map<string, AboutRule>(rules.map(({ name, tag }) => [name, { hasPage: true, tag }]));
const OWN: AboutRule = { hasPage: false, tag: undefined };

/** What an editor shows of the rule that found something; what kalint finds without a rule has no page. */
export const aboutRule = (rule: string): AboutRule => known.get(rule) ?? OWN;
