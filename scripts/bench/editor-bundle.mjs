import { bundle } from "../bundle.mjs";

/** Says where the repository is: the benchmark runs there, wherever its bundle lies. */
const withRoot = {
  name: "with-root",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]test[\\/]support[\\/]repository\.ts$/ }, () => ({
      contents: 'export const root = process.cwd() + "/";',
    }));
  },
};

/** The program that times requests of an editor. */
export const bundleEditor = () => bundle("scripts/bench/editor.ts", [withRoot]);
