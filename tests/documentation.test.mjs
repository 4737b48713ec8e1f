// Every link of the documentation leads to a file that is there, and to a heading of it; outside addresses are complete.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const pages = execFileSync("git", ["ls-files", "*.md"], { cwd: root, encoding: "utf8" }).split("\n").filter(Boolean);

/** What is written, codes left aside. @param {string} file */
const prose = (file) => readFileSync(file, "utf8").replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, "");

/** The anchors that GitHub gives to headings. @param {string} file */
function anchors(file) {
  const text = readFileSync(file, "utf8").replace(/^```[^]*?^```/gm, "");
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
  return new Set(headings.map((heading) => heading.trim().toLowerCase().replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, "").replaceAll(" ", "-")));
}

test("links of the documentation lead somewhere", () => {
  const broken = [];
  let followed = 0;
  for (const page of pages) {
    const file = join(root, page);
    const text = prose(file);
    const targets = [...text.matchAll(/\]\(<?([^)\s>]+)>?(?: "[^"]*")?\)/g), ...text.matchAll(/^\[[^\]]+\]: <?(\S+?)>?$/gm)];
    for (const [, target = ""] of targets) {
      followed += 1;
      if (/^[a-z]+:/.test(target)) {
        if (!/^(https?:\/\/[^/]+\.[^/]+|mailto:.+@.+\..+)/.test(target)) broken.push(`${page}: ${target}`);
        continue;
      }
      const [path = "", anchor] = target.split("#");
      const aim = path === "" ? file : resolve(dirname(file), decodeURIComponent(path));
      if (!existsSync(aim)) broken.push(`${page}: ${target} (no ${relative(root, aim)})`);
      else if (anchor !== undefined && aim.endsWith(".md") && !anchors(aim).has(decodeURIComponent(anchor))) {
        broken.push(`${page}: ${target} (no such heading)`);
      }
    }
  }
  assert.deepEqual(broken, []);
  assert.ok(followed > 20, `${followed} links`);
});

test("paths that the documentation names are there", () => {
  const missing = [];
  const NAMED = /`((?:crate|www|tests|scripts|docs|fuzz)\/[\w./-]+\w\/?)`/g;
  for (const page of pages) {
    for (const [, path = ""] of readFileSync(join(root, page), "utf8").matchAll(NAMED)) {
      // A word in capitals stands for a name to choose.
      const isThere = [root, join(root, "crate")].some((folder) => existsSync(join(folder, path)));
      if (!isThere && !/[A-Z]{4}/.test(path)) missing.push(`${page}: ${path}`);
    }
  }
  assert.deepEqual(missing, []);
});
