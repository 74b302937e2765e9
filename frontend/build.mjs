// Bundles the front end into the Python package. The same source gives the same bytes, always.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { practiceBooks } from "./books.mjs";
import { dictionaries } from "./dictionaries.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

// Nothing lists the kinds of activities: each file in src/activities is one, named like its kind.
const kinds = readdirSync(`${here}/src/activities`)
  .filter((file) => file.endsWith(".jsx"))
  .map((file) => file.slice(0, -".jsx".length))
  .sort();
const activities = {
  name: "activities",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:activities$/ }, ({ path }) => ({ path, namespace: "virtual" }));
    onLoad({ filter: /.*/, namespace: "virtual" }, () => {
      const imports = kinds.map((kind) => `import * as ${kind} from "./activities/${kind}.jsx";`);
      const contents = `${imports.join("\n")}\nexport default { ${kinds.join(", ")} };`;
      return { contents, resolveDir: `${here}/src` };
    });
  },
};

// What a step may need later: src/later/<part>.js is one such part, data or pure functions.
// src/later/<part>.jsx is one that draws, such as the component of a kind: it has Preact and the parts
// of a screen from the player that is there already (src/lent.js). src/later/<part>.css beside either
// is its style, fetched with it.
const inLater = readdirSync(`${here}/src/later`).sort();
const parts = inLater.filter((file) => /\.jsx?$/.test(file)).map((file) => file.split(".")[0]);
const sourceOf = (part) => inLater.find((file) => file.startsWith(`${part}.js`));
const styles = inLater.filter((file) => file.endsWith(".css"));
const isStyled = (part) => styles.includes(`${part}.css`);

/**
 * `virtual:later` maps the name of a part to a function that fetches it. On our pages it is a file
 * beside the player, asked for under another address when it is asked for again. In a widget it is
 * already there.
 */
const later = (fetching, before = "") => ({
  name: "later",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:later$/ }, ({ path }) => ({ path, namespace: "later" }));
    onLoad({ filter: /.*/, namespace: "later" }, () => {
      const contents = `${before}export default { ${parts.map(fetching).join(", ")} };`;
      return { contents, resolveDir: `${here}/src` };
    });
  },
});
const besidePlayer = later(
  (part) => `${part}: (again) => fetchBeside("${part}", again${isStyled(part) ? ", true" : ""})`,
  'import { fetchBeside } from "./beside.js";\n',
);
const inside = later((part) => `${part}: () => import("./later/${sourceOf(part)}")`);

/**
 * Makes a part take what src/lent.js names from the player in the page, `suluh.player`: two Preacts
 * would draw two trees that know nothing of each other. What it imports besides becomes its own.
 */
const borrowed = {
  name: "borrowed",
  setup({ onStart, onResolve, onLoad, resolve }) {
    const names = new Map();
    const found = (path, from) => resolve(path, { ...from, pluginData: "found" });
    onStart(async () => {
      const source = readFileSync(`${here}/src/lent.js`, "utf8");
      for (const [, list, path] of source.matchAll(/^export \{([^}]*)\} from "([^"]+)";$/gm)) {
        const from = { kind: "import-statement", resolveDir: `${here}/src` };
        names.set((await found(path, from)).path, list);
      }
    });
    onResolve({ filter: /./ }, async ({ path, pluginData, kind, importer, resolveDir }) => {
      if (pluginData === "found" || kind !== "import-statement") return undefined;
      const { path: file } = await found(path, { kind, importer, resolveDir });
      return names.has(file) ? { path: file, namespace: "lent" } : undefined;
    });
    onLoad({ filter: /./, namespace: "lent" }, ({ path }) => ({
      contents: `export const {${names.get(path)}} = suluh.player;`,
    }));
  },
};

/** `virtual:needs` maps a kind to the files of its parts: what its own file says in `later`. */
const needs = {
  name: "needs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:needs$/ }, ({ path }) => ({ path, namespace: "needs" }));
    onLoad({ filter: /.*/, namespace: "needs" }, () => {
      const entries = kinds.flatMap((kind) => {
        const source = readFileSync(`${here}/src/activities/${kind}.jsx`, "utf8");
        const named = source.match(/^export const later = (\[[^\]]*\]);$/m);
        if (!named) return [];
        const files = JSON.parse(named[1]).flatMap((part) =>
          isStyled(part) ? [`${part}.js`, `${part}.css`] : `${part}.js`,
        );
        return `${kind}: ${JSON.stringify(files)}`;
      });
      return { contents: `export default { ${entries.join(", ")} };` };
    });
  },
};

// What parts say themselves, by part, key and language; build.py reads it.
const spoken = JSON.parse(process.env.SULUH_WORDS);

/** `virtual:words/<part>` is what a part says: an object for each language, of key to text. */
const saying = {
  name: "saying",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^virtual:words\// }, ({ path }) => ({
      path: path.slice("virtual:words/".length),
      namespace: "words",
    }));
    onLoad({ filter: /.*/, namespace: "words" }, ({ path }) => {
      const byLanguage = {};
      for (const [key, texts] of Object.entries(spoken[path])) {
        for (const [code, text] of Object.entries(texts)) (byLanguage[code] ??= {})[key] = text;
      }
      return { contents: JSON.stringify(byLanguage), loader: "json" };
    });
  },
};

/** Data that a part holds, as small as it gets: words to measure passphrases with, practice books. */
const held = {
  name: "held",
  setup({ onResolve, onLoad }) {
    const data = { dictionaries, books: practiceBooks };
    onResolve({ filter: /^virtual:(dictionaries|books)$/ }, ({ path }) => ({
      path: path.slice("virtual:".length),
      namespace: "held",
    }));
    onLoad({ filter: /.*/, namespace: "held" }, ({ path }) => ({
      contents: JSON.stringify(data[path](here)),
      loader: "json",
    }));
  },
};

// What others wrote, by the part that contains it; their licences stand whole in licences.txt.
const PREACT = "Preact, MIT, (c) Jason Miller";
const CONTAINED = {
  present: ["uqr, MIT, (c) Project Nayuki, Anthony Fu"],
  address: [
    "tldts, MIT, (c) Thomas Parisot, Rémi Berson",
    "the Public Suffix List, MPL-2.0 (https://publicsuffix.org/)",
  ],
  strength: [
    "zxcvbn-ts, MIT, (c) Dan Wheeler, Dropbox, the zxcvbn-ts authors",
    "fastest-levenshtein, MIT, (c) Kasper Unn Weihe",
    "words from OpenSubtitles 2024, ODC-BY, via OPUS (https://opus.nlpl.eu/)",
    "and from Wikipedia and Wiktionary, CC BY-SA",
  ],
};
const LICENCES = {
  preact: "LICENSE",
  tldts: "LICENSE",
  "@zxcvbn-ts/core": "LICENSE.txt",
  "@zxcvbn-ts/language-common": "LICENSE.txt",
  "@zxcvbn-ts/language-id": "NOTICE.md",
  "fastest-levenshtein": "LICENSE.md",
  uqr: "LICENSE",
};
const notice = (contained) => ({
  js: `/*! Suluh, BSD-3-Clause.${contained.length ? ` Contains ${contained.join("; ")}.` : ""} */`,
});

const shared = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  target: ["chrome87", "firefox84", "safari14.1"],
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "info",
};

// With this in front Chromium compiles all of the player while it still comes, beside its other work:
// what a slow phone is left to do when it is there takes half the time. Elsewhere it is a comment.
const COMPILE_AT_ONCE = "//# allFunctionsCalledOnLoad";

// For our own pages: classic scripts, which work from a folder (file://) as they do on http. What a
// step needs later (word lists, suffix rules) is a file of its own.
const pages = { ...shared, format: "iife", outdir: "../toolkit/player/static" };
await build({
  ...pages,
  plugins: [activities, besidePlayer],
  entryPoints: [{ in: "src/page.js", out: "player" }],
  globalName: "suluh.player",
  banner: { js: `${notice([PREACT]).js}\n${COMPILE_AT_ONCE}` },
});
for (const part of parts) {
  await build({
    ...shared,
    format: "iife",
    plugins: [held, saying, borrowed],
    // Put there by hand: what esbuild writes for a global name is as long as a small part.
    stdin: {
      contents: `import * as part from "./later/${sourceOf(part)}"; (suluh.later ??= {}).${part} = part;`,
      resolveDir: `${here}/src`,
    },
    outfile: `../toolkit/player/static/${part}.js`,
    banner: notice(CONTAINED[part] ?? []),
  });
}
const sheets = styles.map((file) => ({ in: `src/later/${file}`, out: file.split(".")[0] }));
for (const name of ["player", "noscript"]) sheets.push({ in: `src/${name}.css`, out: name });
await build({ ...pages, entryPoints: sheets });

// What pages without a player do: the switch on the one about privacy, the links on the home page.
await build({
  ...pages,
  entryPoints: ["src/privacy.js", "src/home.js"],
  banner: notice([]),
});

// What keeps a site for when there is no connection; the facts of the site are put before it.
await build({
  ...shared,
  format: "iife",
  plugins: [needs],
  entryPoints: ["src/worker.js"],
  outdir: "../toolkit/pages/static",
  banner: notice([]),
});

// For a widget's `_esm`, where a relative import cannot work: everything in one file, and all style
// in another for its `_css`.
await build({
  ...shared,
  format: "esm",
  plugins: [activities, inside, held, saying],
  entryPoints: ["src/player.jsx"],
  outfile: "../toolkit/player/widget.js",
  banner: notice([PREACT, ...Object.values(CONTAINED).flat()]),
});
const sheetsOfWidget = ["player.css", ...styles.map((file) => `later/${file}`)];
await build({
  ...shared,
  stdin: {
    contents: sheetsOfWidget.map((sheet) => `@import "./${sheet}";`).join("\n"),
    resolveDir: `${here}/src`,
    loader: "css",
  },
  outfile: "../toolkit/player/widget.css",
});

// What staff's own computers have at least.
const FOR_STAFF = ["chrome111", "firefox113", "safari16.4"];

// The studio, for staff: one file for a widget's `_esm`, and its style.
const studio = await build({
  ...shared,
  format: "esm",
  target: FOR_STAFF,
  entryPoints: ["src/studio/studio.jsx", "src/studio/studio.css"],
  outdir: "../toolkit/studio/static",
  banner: notice([PREACT, "CodeMirror and Lezer, MIT, (c) Marijn Haverbeke and others"]),
  metafile: true,
});

// The console, for trainers: a classic script on the staff's page, and a module for a widget's `_esm`.
const console_ = { ...shared, target: FOR_STAFF, banner: notice([PREACT]), metafile: true };
const consoles = [
  await build({
    ...console_,
    format: "iife",
    entryPoints: [
      { in: "src/console/page.jsx", out: "console" },
      { in: "src/console/console.css", out: "console" },
    ],
    outdir: "../toolkit/server/staff/static",
  }),
  await build({
    ...console_,
    format: "esm",
    entryPoints: [
      { in: "src/console/widget.jsx", out: "console" },
      { in: "src/console/console.css", out: "console" },
    ],
    outdir: "../toolkit/remote/static",
  }),
];

/** Write the licences of packages, each text once, below the names of those that stand under it. */
const writeLicences = (path, files) => {
  const texts = new Map();
  for (const [name, file] of files) {
    const text = readFileSync(`${here}/node_modules/${name}/${file}`, "utf8");
    const plain = text.replace(/\r/g, "").trim();
    texts.set(plain, [...(texts.get(plain) ?? []), name]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
  writeFileSync(`${here}/${path}`, parts.join(`\n${"-".repeat(80)}\n\n`));
};
const packagesOf = (...builds) => {
  const paths = builds.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const names = paths.flatMap(
    (path) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? [],
  );
  return [...new Set(names)].sort().map((name) => [name, "LICENSE"]);
};
writeLicences("../toolkit/player/licences.txt", Object.entries(LICENCES));
writeLicences("../toolkit/studio/licences.txt", packagesOf(studio));
writeLicences("../toolkit/remote/licences.txt", packagesOf(...consoles));
