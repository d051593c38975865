/**
 * Builds the page into src/dateline/view/static: page.js (one classic script), page.css,
 * index.html, atlas.js (map data) and manifest.json (hashes of what they were made from).
 * The same sources give the same bytes. `--out DIR` writes elsewhere, for the test that compares.
 */

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { atlas } from "./atlas.mjs";

const WEB = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const outFlag = process.argv.indexOf("--out");
const OUT = outFlag > 0 ? resolve(process.argv[outFlag + 1]) : resolve(WEB, "../src/dateline/view/static");

/** Files that the built ones are made from; tests are not. */
function sources() {
  const found = ["index.html", "package.json", "package-lock.json", "tsconfig.json"];
  for (const folder of ["src", "bundle"]) {
    for (const entry of readdirSync(join(WEB, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || entry.name.includes(".test.")) continue;
      found.push(relative(WEB, join(entry.parentPath, entry.name)).split(sep).join("/"));
    }
  }
  return found.sort();
}

function sha256(path) {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

async function page() {
  await build({
    root: WEB,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: "es2022",
      minify: true,
      cssMinify: true,
      reportCompressedSize: false,
      lib: {
        entry: join(WEB, "src/main.ts"),
        formats: ["iife"],
        name: "datelinePage",
        fileName: () => "page.js",
        cssFileName: "page",
      },
    },
  });
}

mkdirSync(OUT, { recursive: true });
await page();
copyFileSync(join(WEB, "index.html"), join(OUT, "index.html"));
writeFileSync(join(OUT, "atlas.js"), `globalThis.datelineAtlas=${JSON.stringify(atlas())};\n`);
const files = ["atlas.js", "index.html", "page.css", "page.js"];
const manifest = {
  sources: Object.fromEntries(sources().map((name) => [name, sha256(join(WEB, name))])),
  built: Object.fromEntries(files.map((name) => [name, sha256(join(OUT, name))])),
};
writeFileSync(join(OUT, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
