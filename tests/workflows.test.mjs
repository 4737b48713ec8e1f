// The workflows and the action of the project, by the checkers of their field: actionlint for what GitHub would refuse,
// zizmor for what would be unsafe.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = ".github/workflows";
const files = readdirSync(join(root, folder)).map((name) => `${folder}/${name}`);

/** What GitHub has added since this build of actionlint, as its documentation names it. */
const NEWER = ['label "ubuntu-24.04-arm"', 'label "macos-15-intel"', 'permission scope "attestations"'];

test("actionlint has nothing to say of the workflows", async () => {
  const { createLinter } = createRequire(join(root, "tests/browser/package.json"))("actionlint");
  const lint = await createLinter();
  /** @type {{ file: string, line: number, message: string }[]} */
  const said = files.flatMap((file) => lint(readFileSync(join(root, file), "utf8"), file));
  const found = said.filter(({ message }) => !NEWER.some((word) => message.includes(word)));
  assert.deepEqual(found.map(({ file, line, message }) => `${file}:${line}: ${message}`), []);
  const broken = lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ matrice.x }}\n", "broken.yml");
  assert.ok(broken.length > 0, "it reads workflows");
});

const zizmor = join(root, "target/generateurs/bin/zizmor");
test("zizmor finds nothing unsafe", { skip: !existsSync(zizmor) && "zizmor n’a pas pu être installé" }, async () => {
  // Offline: nothing is asked of GitHub. It exits with a code of its own for what it finds.
  await promisify(execFile)(zizmor, ["--offline", "--quiet", "--min-severity", "medium", ".github", "action.yml"], { cwd: root });
});
