import packageJson from "../../package.json" with { type: "json" };

/** Version of kalint, as its package says. */
export const packageVersion: string = packageJson.version;
