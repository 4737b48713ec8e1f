// The JSON that the command writes has the shape that docs/interchange.schema.json promises.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = resolve(process.env.COMMAND ?? join(root, "target/debug/avant-moisson"));
const { default: Ajv } = createRequire(join(root, "tests/browser/package.json"))("ajv/dist/2020.js");
const schema = JSON.parse(readFileSync(join(root, "docs/interchange.schema.json"), "utf8"));
const validate = new Ajv({ allErrors: true, validateFormats: false }).compile(schema);

for (const name of readdirSync(join(root, "www/examples"))) {
  test(name, () => {
    const line = ["--format", "json", "--affichage", join(root, "www/examples", name)];
    const { stdout } = spawnSync(command, line, { encoding: "utf8", maxBuffer: 1 << 28 });
    assert.ok(validate(JSON.parse(stdout)), JSON.stringify(validate.errors?.slice(0, 5), null, 1));
  });
}
