// The codes of docs/integrer.md, in sites built by the generators they are for: nothing is asked before a click, then
// the preview takes its height.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, extname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { hydra, portal } from "../portal/simulator.mjs";
import { stage, visit } from "./site.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
/** Where `scripts/setup --tests` installs what comes from PyPI. */
const TOOLS = join(ROOT, "target", "generateurs", "bin");
const DOCUMENTATION = readFileSync(join(ROOT, "docs", "integrer.md"), "utf8");

/** The code that the documentation gives. @param {string} name */
function code(name) {
  const [, block] = DOCUMENTATION.match(new RegExp(`<!-- code : ${name} -->\\n\`\`\`\\w+\\n(.*?)\\n\`\`\``, "s")) ?? [];
  assert.ok(block, `docs/integrer.md has no code for ${name}`);
  return block;
}

/** Each generator: its command, the files of the smallest site around the documentation's code (and around the one of the
 * page, when they are two), where the page is once built, and within which folder. Its code has its name, unless it is
 * another's.
 * @type {Record<string, { code?: string, page?: string, within?: string, command: string[], files: (code: string, page: string) => Record<string, string>, built: string }>} */
const GENERATORS = {
  mkdocs: {
    command: [join(TOOLS, "mkdocs"), "build", "--quiet", "--site-dir", "site"],
    files: (code) => ({
      "mkdocs.yml": "site_name: Documentation\ntheme:\n  name: mkdocs\n  highlightjs: false\n",
      "docs/index.md": `# Aperçu\n\nUn paragraphe avant.\n\n${code}\n\nUn paragraphe après.\n`,
    }),
    built: "site/index.html",
  },
  sphinx: {
    command: [join(TOOLS, "sphinx-build"), "-q", "-W", "-b", "html", ".", "site"],
    files: (code) => ({
      "conf.py": 'project = "Documentation"\nlanguage = "fr"\n',
      "index.rst": `Aperçu\n======\n\nUn paragraphe avant.\n\n${code}\n\nUn paragraphe après.\n`,
    }),
    built: "site/index.html",
  },
  jekyll: {
    command: ["jekyll", "build", "--quiet", "--destination", "site"],
    files: (code) => ({
      "_config.yml": "title: Documentation\n",
      "_layouts/default.html": "<!doctype html><html lang=fr><title>{{ page.title }}</title><body>{{ content }}</body></html>\n",
      "_includes/avant-moisson.html": `${code}\n`,
      "index.md": "---\nlayout: default\ntitle: Aperçu\n---\n\n# Aperçu\n\nUn paragraphe avant.\n\n{% include avant-moisson.html %}\n\nUn paragraphe après.\n",
    }),
    built: "site/index.html",
  },
  zensical: {
    code: "mkdocs",
    command: [join(TOOLS, "zensical"), "build"],
    files: (code) => ({
      "zensical.toml": '[project]\nsite_name = "Documentation"\nsite_dir = "site"\ntheme.font = false\n',
      "docs/index.md": `# Aperçu\n\nUn paragraphe avant.\n\n${code}\n\nUn paragraphe après.\n`,
    }),
    built: "site/index.html",
  },
  vitepress: {
    command: [join(TOOLS, "..", "vitepress", "node_modules", ".bin", "vitepress"), "build", "docs"],
    files: (code, page) => ({
      "package.json": '{ "type": "module" }\n',
      "docs/.vitepress/config.mjs": `${code}\n`,
      "docs/index.md": `# Aperçu\n\nUn paragraphe avant.\n\n${page}\n\nUn paragraphe après.\n`,
    }),
    page: "vitepress, page",
    built: "docs/.vitepress/dist/index.html",
  },
  docusaurus: {
    command: [join(TOOLS, "..", "docusaurus", "node_modules", ".bin", "docusaurus"), "build"],
    // Its themes are looked for from the folder of the site.
    within: join(TOOLS, "..", "docusaurus"),
    files: (code, page) => ({
      "package.json": "{}\n",
      "docusaurus.config.js": `module.exports = {
  title: "Documentation", url: "https://exemple.org", baseUrl: "/",
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
};
${code}\n`,
      "docs/index.mdx": `---\nslug: /\n---\n\n# Aperçu\n\nUn paragraphe avant.\n\n${page}\n\nUn paragraphe après.\n`,
    }),
    code: "docusaurus, configuration",
    page: "docusaurus",
    built: "build/index.html",
  },
};

const { site, browser } = await stage();

/** Not asked of the command itself: VitePress serves a site whatever its first option. @param {string} command */
const isInstalled = (command) =>
  [command, ...(process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, command))].some((path) => existsSync(path));

const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };

/** A static server of what was built. @param {string} folder */
const host = (folder) =>
  portal((url) => {
    const file = join(folder, url.pathname === "/" ? "index.html" : decodeURIComponent(url.pathname));
    if (!existsSync(file) || !statSync(file).isFile()) return undefined;
    const type = TYPES[/** @type {keyof typeof TYPES} */ (extname(file))] ?? "application/octet-stream";
    return { headers: { "Content-Type": type }, body: readFileSync(file) };
  });

/** Clicks, and waits for the preview and its height. @param {import("playwright-core").Page} page */
async function follow(page, records = 15) {
  const frame = page.frameLocator("iframe");
  await frame.getByRole("heading", { level: 1, name: new RegExp(`${records}.fiches lues`) }).waitFor();
  await page.waitForFunction(() => Math.abs(Number(document.querySelector("iframe")?.getAttribute("height")) - 720) > 20);
  const inside = await page.frames()[1]?.evaluate(() => document.body.getBoundingClientRect().height);
  const height = Number(await page.locator("iframe").getAttribute("height"));
  assert.ok(Math.abs(height - Number(inside)) <= 2, `${height} for ${inside}`);
}

for (const [name, { command, files, built, ...codes }] of Object.entries(GENERATORS)) {
  test(`${name} builds the page, which waits for a click`, async (t) => {
    const [program = "", ...options] = command;
    if (!isInstalled(program)) return t.skip(`${name} n’est pas installé (docs/integrer.md, « Ce qui est essayé »)`);
    const source = await portal(hydra(15));
    t.after(source.stop);
    const folder = mkdtempSync(join(codes.within ?? tmpdir(), "avant-moisson-"));
    t.after(() => rmSync(folder, { recursive: true }));
    const given = [codes.code ?? name, codes.page ?? codes.code ?? name].map((name) =>
      code(name)
        .replace("https://exemple.org/avant-moisson/", site.url)
        .replace("https://data.maville.fr", `${source.origin}/catalog.xml`),
    );
    assert.ok(given.join().includes(site.url) && given.join().includes(source.origin), given.join());
    for (const [path, text] of Object.entries(files(given[0] ?? "", given[1] ?? ""))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    // Not in step: the browser must be heard meanwhile. The generator is not itself a test.
    await promisify(execFile)(program, options, { cwd: folder, env: { ...process.env, LANG: "C.UTF-8", NODE_TEST_CONTEXT: undefined } });

    const documentation = await host(dirname(join(folder, built)));
    t.after(documentation.stop);
    const { page, context, requests, errors } = await visit(browser, `${documentation.origin}/`);
    await page.getByText("Un paragraphe après.").waitFor();
    const button = page.getByRole("button", { name: /Voir ce que data.gouv.fr/ });
    await button.waitFor();
    assert.deepEqual(source.asked, []);
    assert.deepEqual(requests.filter((url) => url.startsWith(site.origin)), [`${site.url}embed.js`]);
    await button.click();
    await follow(page);
    assert.ok(source.asked.length > 0);
    assert.deepEqual(errors.filter((error) => !/404/.test(error)), []);
    await context.close();
  });
}

test("the plain frame waits for a click too, and keeps its height without the script", async (t) => {
  const source = await portal(hydra(15));
  t.after(source.stop);
  const frame = code("cadre")
    .replace("https://exemple.org/avant-moisson/", site.url)
    .replace("https://data.maville.fr", `${source.origin}/catalog.xml`);
  for (const script of ["", `<script defer src="${site.url}embed.js"></script>`]) {
    const folder = mkdtempSync(join(tmpdir(), "avant-moisson-"));
    writeFileSync(join(folder, "index.html"), `<!doctype html><html lang=fr><title>Site</title>${script}${frame}`);
    const other = await host(folder);
    t.after(other.stop);
    source.asked.length = 0;
    const { page, context } = await visit(browser, `${other.origin}/`);
    const inside = page.frameLocator("iframe");
    await inside.getByRole("heading", { level: 1, name: /Ce que data\.gouv\.fr afficherait/ }).waitFor();
    assert.deepEqual(source.asked, []);
    await inside.getByRole("link", { name: "Voir l’aperçu" }).click();
    if (script) await follow(page);
    else await inside.getByRole("heading", { level: 1, name: /15.fiches lues/ }).waitFor();
    if (!script) assert.equal(await page.locator("iframe").getAttribute("height"), "720");
    await context.close();
    rmSync(folder, { recursive: true });
  }
});

test("the oEmbed answer is static, and its frame is the one of the documentation", () => {
  const answer = JSON.parse(readFileSync(join(ROOT, "www", "oembed.json"), "utf8"));
  assert.deepEqual([answer.version, answer.type], ["1.0", "rich"]);
  for (const attribute of ["sandbox", "title", "loading", "referrerpolicy", "allow"]) {
    const value = (/** @type {string} */ html) => html.match(new RegExp(`${attribute}="([^"]*)"`))?.[1];
    assert.equal(value(answer.html), value(code("cadre")), attribute);
  }
  assert.match(readFileSync(join(ROOT, "www", "index.html"), "utf8"), /type="application\/json\+oembed" href="\.\/oembed\.json"/);
});
