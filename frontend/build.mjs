// Bundles the front end into the Python package. The same source gives the same bytes, always.
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

const PREACT = "Preact, MIT, (c) Jason Miller";
const notice = (...parts) => ({
  js: `/*! Suluh, BSD-3-Clause. Contains ${parts.join("; ")}. */`,
});

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome87", "firefox84", "safari14.1"],
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  plugins: [activities],
  logLevel: "info",
};

// For our own pages: what a step needs later (word lists, suffix rules) is a file of its own.
await build({
  ...shared,
  entryPoints: ["src/player.jsx", "src/host.js", "src/player.css", "src/noscript.css"],
  outdir: "../toolkit/player/static",
  outbase: "src",
  splitting: true,
  chunkNames: "[name]-[hash]",
  external: ["./player.js"], // the host finds the player beside it
  banner: notice(PREACT),
});

// For a widget's `_esm`, where a relative import cannot work: everything in one file.
await build({
  ...shared,
  entryPoints: ["src/player.jsx"],
  outfile: "../toolkit/player/widget.js",
  banner: notice(PREACT),
});
