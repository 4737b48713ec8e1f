// The commands of docs/verifier-chaque-nuit.md, run as they are written, against a portal of this machine.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const command = resolve(process.env.COMMAND ?? join(root, "target/debug/avant-moisson"));
const guide = readFileSync(join(root, "docs/verifier-chaque-nuit.md"), "utf8");

/** The shell of each step, in order, but for the installation. */
const steps = [...guide.matchAll(/^ +(?:- )?run: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/gm)]
  .map(([, block, line]) => block ?? line ?? "")
  .filter((shell) => !shell.startsWith("cargo install"));

let folder = "";
/** @type {import("node:http").Server} */
let server;
let answer = { status: 200, body: "" };
before(async () => {
  folder = mkdtempSync(join(tmpdir(), "nuit-"));
  mkdirSync(join(folder, "bin"));
  symlinkSync(command, join(folder, "bin/avant-moisson"));
  server = createServer((_, response) => {
    response.writeHead(answer.status, { "Content-Type": "application/rdf+xml", Location: "/ailleurs" }).end(answer.body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
});
after(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** Runs a step as the runner does. @param {string | undefined} shell @returns {Promise<{ code: number, stderr: string }>} */
function run(shell) {
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  const env = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    // curl asks this machine for the address of a public portal.
    CATALOGUE: "http://data.exemple.fr/catalogue.rdf",
    http_proxy: `http://127.0.0.1:${address.port}`,
    GITHUB_STEP_SUMMARY: join(folder, "resume.md"),
  };
  return new Promise((done) => {
    execFile("bash", ["-e", "-c", shell ?? "false"], { cwd: folder, env }, (error, _, stderr) => {
      done({ code: typeof error?.code === "number" ? error.code : 0, stderr });
    });
  });
}

/** A catalogue of one record. @param {string} title */
const catalogue = (title) => `<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
<dcat:Dataset rdf:about="https://data.exemple.fr/arbres"><dct:identifier>arbres</dct:identifier>${title}</dcat:Dataset></rdf:RDF>`;

test("the night after night of the guide", async () => {
  assert.equal(steps.length, 4, steps.join("\n---\n"));
  const [download, summarise, check, keep] = steps;
  answer = { status: 200, body: catalogue("<dct:title>Arbres</dct:title>") };
  assert.equal((await run(download)).code, 0);
  assert.equal((await run(summarise)).code, 0);
  assert.match(readFileSync(join(folder, "resume.md"), "utf8"), /licence-absente/);
  assert.equal((await run(check)).code, 0);
  assert.equal((await run(keep)).code, 0);
  const kept = () => JSON.parse(readFileSync(join(folder, "precedent.json"), "utf8"));
  const rules = () => kept().items[0].findings.map((/** @type {any} */ finding) => finding.rule);
  assert.ok(!rules().includes("titre-manquant"));
  assert.deepEqual(kept().findings.map((/** @type {any} */ finding) => finding.rule), ["source-http"]);
  // The next night, the title is gone: the record is refused, and the comparison says so.
  answer = { status: 200, body: catalogue("") };
  await run(download);
  const { code, stderr } = await run(check);
  assert.equal(code, 1);
  assert.match(stderr, /Nouveaux[^]*Titre absent/);
  await run(keep);
  assert.ok(rules().includes("titre-manquant"));
  assert.ok(!existsSync(join(folder, "verification.json")));
  // A redirection fails, as it would on data.gouv.fr.
  answer = { status: 301, body: "" };
  assert.notEqual((await run(download)).code, 0);
});
