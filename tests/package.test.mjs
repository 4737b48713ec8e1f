// What a release gives, packed, installed and used as a stranger would: npm package, site, crate, action, completions.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = resolve(process.env.COMMAND ?? join(root, "target/debug/avant-moisson"));
const example = join(root, "www/examples/dcat-catalogue.ttl");
const folder = mkdtempSync(join(tmpdir(), "paquets-"));
after(() => rmSync(folder, { recursive: true }));

/** @param {string[]} line @param {import("node:child_process").SpawnSyncOptions} [options] */
const run = ([program = "", ...rest], options) => {
  const { status, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8", maxBuffer: 1 << 28, ...options });
  return { status, stdout: String(stdout), stderr: String(stderr) };
};
const version = /** @type {string} */ (/^version = "(.*)"/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1]);
const packages = join(root, "target/package-files");

test("the npm package, installed in an empty project, says what the command says", () => {
  execFileSync(join(root, "scripts/package"), ["npm"], { stdio: "pipe" });
  const project = join(folder, "npm");
  mkdirSync(project);
  writeFileSync(join(project, "package.json"), '{ "type": "module", "private": true }');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", "--silent", join(packages, `avant-moisson-${version}.tgz`)], { cwd: project });
  for (const name of ["zones.txt", "outline.txt"]) assert.ok(existsSync(join(project, "node_modules/avant-moisson", name)), name);
  cpSync(example, join(project, "catalogue.ttl"));
  // The example of its README, as it is written.
  const readme = readFileSync(join(project, "node_modules/avant-moisson/README.md"), "utf8");
  const code = /** @type {string} */ (/```js\n([^]*?)```/.exec(readme)?.[1]);
  writeFileSync(join(project, "essai.mjs"), code);
  const { stdout, stderr, status } = run([process.execPath, "essai.mjs"], { cwd: project });
  assert.equal(status, 0, stderr);
  const expected = JSON.parse(run([command, "--as", "dcat", "--format", "json", example]).stdout);
  const lines = stdout.trim().split("\n");
  assert.equal(lines.length, expected.items.length);
  for (const [place, item] of expected.items.entries()) assert.match(lines[place] ?? "", new RegExp(`^${item.remote_id} ${item.status}`));
  const tsc = join(root, "tests/browser/node_modules/.bin/tsc");
  const typed = run([tsc, "--noEmit", "--strict", "--module", "nodenext", "--skipLibCheck", join(project, "node_modules/avant-moisson/index.d.ts")]);
  assert.equal(typed.status, 0, typed.stdout);
});

test("the site is one archive that any host unpacks", () => {
  execFileSync(join(root, "scripts/package"), ["site"], { stdio: "pipe" });
  const place = join(folder, "site");
  execFileSync("python3", ["-m", "zipfile", "-e", join(packages, `avant-moisson-site-${version}.zip`), place]);
  const html = readFileSync(join(place, "index.html"), "utf8");
  for (const [, file] of html.matchAll(/(?:src|href)="\.\/([^"#]+)"/g)) assert.ok(existsSync(join(place, file ?? "")), file);
  assert.ok(readdirSync(join(place, "pkg")).some((name) => name.endsWith(".wasm")));
});

test("the crate can be published", () => {
  // Compiled by the tests that came before: here, what it holds.
  execFileSync(join(root, "scripts/package"), ["crate"], { stdio: "pipe", env: { ...process.env, CRATE_OPTIONS: "--no-verify" } });
  const list = run(["tar", "-tzf", join(packages, `avant-moisson-${version}.crate`)]).stdout;
  for (const name of ["LICENSE", "README.md", "src/lib.rs", "data/zones.txt", "data/outline.txt"]) assert.ok(list.includes(`/${name}\n`), name);
});

test("the command writes its completions and its manual", () => {
  assert.match(run([command, "--completion", "bash"]).stdout, /_avant__moisson\(\)/);
  assert.match(run([command, "--manuel"]).stdout, /^\.ie|^\.TH/m);
});

test("one reading is written in several forms", () => {
  const file = join(folder, "rapport.html");
  const both = run([command, "--as", "dcat", "--format", "json", "--also", `html=${file}`, example]);
  assert.match(readFileSync(file, "utf8"), /^<!doctype html>/i);
  assert.equal(both.stdout, run([command, "--as", "dcat", "--format", "json", example]).stdout);
  assert.equal(run([command, "--also", "html", example]).status, 2);
});

/** Runs the step of action.yml as GitHub does. @param {Record<string, string>} settings */
function action(settings) {
  const place = join(folder, "action");
  mkdirSync(join(place, "bin"), { recursive: true });
  if (!existsSync(join(place, "bin/avant-moisson"))) symlinkSync(command, join(place, "bin/avant-moisson"));
  const [output, summary] = [join(place, "output"), join(place, "summary")];
  writeFileSync(output, "");
  writeFileSync(summary, "");
  const env = { ...process.env, PATH: `${join(place, "bin")}:${process.env.PATH}`, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
  const { status, stdout, stderr } = run([join(root, "scripts/action"), "check"], { cwd: place, env: { ...env, KIND: "dcat", ...settings } });
  return { status, stdout, stderr, output: readFileSync(output, "utf8"), summary: readFileSync(summary, "utf8"), place };
}

test("the action reports, annotates, fails where it is told to, and compares with its last run", () => {
  const first = action({ SOURCES: example, FAIL_ON: "jamais" });
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.output, /^status=done-errors$/m);
  assert.match(first.output, /^report=/m);
  assert.match(first.summary, /^# Aperçu de moissonnage/);
  assert.match(first.stdout, /^::error title=.+::.+$/m);
  assert.equal(action({ SOURCES: example, FAIL_ON: "bloquant" }).status, 1);
  const fixed = join(folder, "corrige.ttl");
  const ready = readFileSync(join(root, "docs/guides/dcat.md"), "utf8").match(/```turtle\n([^]*?)```/)?.[1] ?? "";
  writeFileSync(fixed, ready);
  const second = action({ SOURCES: `${fixed}\n`, FAIL_ON: "a-corriger" });
  assert.equal(second.status, 0, second.stdout + second.stderr);
  assert.ok(existsSync(join(second.place, ".avant-moisson/precedent.json")));
  assert.equal(action({ SOURCES: join(folder, "absent.ttl"), FAIL_ON: "bloquant" }).status, 2);
});

test("the action makes one table of a list, and says what moved since the last one", () => {
  const list = join(folder, "sources.csv");
  writeFileSync(list, `nom;adresse;type\nExemple;${example};dcat\nAbsente;${join(folder, "absent.ttl")};dcat\n`);
  rmSync(join(folder, "action/.avant-moisson"), { recursive: true, force: true });
  const first = action({ SOURCES: "", LIST: list, FAIL_ON: "jamais" });
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.summary, /^\| Exemple \| dcat \|/m);
  assert.match(first.output, /^report=/m);
  const second = action({ SOURCES: "", LIST: list, FAIL_ON: "bloquant" });
  assert.equal(second.status, 1, second.stderr);
  assert.match(readFileSync(join(second.place, ".avant-moisson/verification.json"), "utf8"), /"changes": \[\]/);
});

test("the action installs nothing whose sum is wrong", () => {
  const place = join(folder, "faux");
  mkdirSync(place);
  // A stand-in for GitHub's own command, which would download the release.
  const gh = '#!/usr/bin/env bash\nwhile [ "$1" != --dir ]; do shift; done\nfor t in x86_64-unknown-linux-musl aarch64-unknown-linux-musl; do echo x > "$2/avant-moisson-1-$t.tar.gz"; echo "$(printf 0%.0s {1..64})  avant-moisson-1-$t.tar.gz" >> "$2/SHA256SUMS"; done\n';
  writeFileSync(join(place, "gh"), gh);
  chmodSync(join(place, "gh"), 0o755);
  const path = (process.env.PATH ?? "").split(":").filter((part) => !existsSync(join(part, "avant-moisson"))).join(":");
  const env = { ...process.env, PATH: `${place}:${path}`, VERSION: "v1", REPOSITORY: "a/b", GITHUB_PATH: join(place, "path") };
  const { status, stdout } = run([join(root, "scripts/action"), "install"], { env });
  assert.equal(status, 1);
  assert.match(stdout, /::error::La somme/);
});
