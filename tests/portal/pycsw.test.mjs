// A real catalogue service, pycsw on SQLite, read by the command with the harvester's own requests, and by the page
// through a proxy that sets CORS.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, request as ask } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, serve, visit } from "../browser/site.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..", "..");
const COMMAND = process.env.COMMAND ?? join(ROOT, "target", "debug", "avant-moisson");
const PYTHON = process.env.PYCSW_PYTHON ?? join(HERE, ".venv", "bin", "python");
const EXAMPLE = join(ROOT, "www", "examples", "csw-iso.xml");
const skip = existsSync(PYTHON) ? false : "pycsw n’est pas installé (scripts/setup --tests, si PyPI répond)";
const COUNT = 60;

/** Starts pycsw. @param {string[]} options */
async function pycsw(...options) {
  const folder = mkdtempSync(join(tmpdir(), "pycsw-"));
  const child = spawn(PYTHON, [join(HERE, "pycsw.py"), EXAMPLE, join(folder, "service"), String(COUNT), ...options]);
  let [said, errors] = ["", ""];
  child.stderr.on("data", (chunk) => (errors += chunk));
  const url = await new Promise((done, fail) => {
    child.on("close", () => fail(new Error(errors)));
    child.stdout.on("data", (chunk) => {
      said += chunk;
      if (said.includes("\n")) done(said.split("\n", 1)[0]);
    });
  });
  return {
    url: /** @type {string} */ (url),
    asked: () => said.split("\n").slice(1, -1),
    stop: () => {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string[]} words @returns {Promise<{ job: any, said: string }>} */
function run(...words) {
  return new Promise((done) => {
    const child = spawn(COMMAND, [...words, "--as", "csw-iso-19139", "--format", "json", "--now", "2026-11-01"]);
    let [out, said] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (said += chunk));
    child.on("close", () => done({ job: out ? JSON.parse(out) : null, said }));
  });
}

/** What each record becomes, whatever the order. @param {any} job */
const outcomes = (job) => job.items.map((/** @type {any} */ item) => `${item.status} ${item.item?.title ?? ""}`).sort();

test("pycsw is read page after page, with the harvester's own POST", { skip }, async () => {
  const service = await pycsw("--small");
  try {
    const { job } = await run(service.url);
    assert.deepEqual(service.asked(), ["POST 1", "POST 26", "POST 51"]);
    assert.equal(job.items.length, COUNT);
    // Its records are those of the file, whatever the service does to them.
    const { job: file } = await run(EXAMPLE);
    const kinds = new Set(outcomes(file));
    assert.deepEqual(new Set(outcomes(job)), kinds);
  } finally {
    service.stop();
  }
});

test("pycsw as it is installed refuses the harvester, and so it is said", { skip }, async () => {
  const service = await pycsw();
  try {
    const { job } = await run(service.url);
    assert.deepEqual([job.status, job.items], ["failed", []]);
    assert.match(JSON.stringify(job.findings), /Le service CSW refuse la requête.*apiso:type/s);
  } finally {
    service.stop();
  }
});

test("the page reads pycsw behind a proxy that sets CORS", { skip }, async () => {
  const [service, site, browser] = await Promise.all([pycsw("--small"), serve(), launch()]);
  const proxy = createServer((request, response) => {
    const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "content-type" };
    if (request.method === "OPTIONS") {
      response.writeHead(204, cors).end();
      return;
    }
    const target = new URL(request.url ?? "/", service.url);
    const forwarded = ask(target, { method: request.method, headers: { "content-type": request.headers["content-type"] ?? "" } }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, { ...cors, "Content-Type": answer.headers["content-type"] ?? "" });
      answer.pipe(response);
    });
    const { "content-length": length } = request.headers;
    if (length) forwarded.setHeader("content-length", length);
    request.pipe(forwarded);
  });
  await new Promise((done) => proxy.listen(0, "127.0.0.1", () => done(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (proxy.address());
  const origin = `http://127.0.0.1:${port}`;
  try {
    const { page, requests } = await visit(browser, `${site.url}#/controle?src=${encodeURIComponent(`${origin}/csw`)}&type=csw-iso-19139`);
    await page.getByRole("heading", { level: 1, name: /60.fiches lues/ }).waitFor();
    // Folded: it is one choice among the settings.
    await page.getByText("Les producteurs de ces fiches").first().waitFor({ state: "attached" });
    assert.deepEqual(service.asked(), ["POST 1", "POST 26", "POST 51"]);
    assert.deepEqual(requests.filter((url) => !url.startsWith(site.url) && !url.startsWith(origin)), []);
  } finally {
    await browser.close();
    site.stop();
    proxy.closeAllConnections();
    proxy.close();
    service.stop();
  }
});
