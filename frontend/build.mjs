// Bundles the player into the Python package. The same source gives the same bytes, always.
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

// Nothing lists the kinds of activities: each file in src/activities is one, named like its kind.
const activities = {
  name: "activities",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:activities$/ }, ({ path }) => ({ path, namespace: "virtual" }));
    onLoad({ filter: /.*/, namespace: "virtual" }, () => {
      const kinds = readdirSync(`${here}/src/activities`)
        .filter((file) => file.endsWith(".jsx"))
        .map((file) => file.slice(0, -".jsx".length))
        .sort();
      const imports = kinds.map((kind) => `import * as ${kind} from "./activities/${kind}.jsx";`);
      const contents = `${imports.join("\n")}\nexport default { ${kinds.join(", ")} };`;
      return { contents, resolveDir: `${here}/src` };
    });
  },
};

const notice = "/*! Suluh player, BSD-3-Clause. Contains Preact, MIT, (c) Jason Miller. */";

await build({
  absWorkingDir: here,
  entryPoints: ["src/player.jsx", "src/host.js", "src/player.css", "src/noscript.css"],
  outdir: "../toolkit/player/static",
  outbase: "src",
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome87", "firefox84", "safari14.1"],
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  external: ["./player.js"], // the host finds the player beside it
  banner: { js: notice },
  plugins: [activities],
  logLevel: "info",
});
