// Serves the built site on a free port, under a sub-path as a static host would, and opens it in Chromium.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const DIST = resolve(process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url)));

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".json", "application/json; charset=utf-8"],
  [".svg", "image/svg+xml"],
]);

/** The folder of the site, as any host would show it: `/ville/apercu/` proves that addresses are relative. */
const PATH = "/ville/apercu/";

/** @param {import("node:http").Server} server @returns {Promise<number>} */
function listen(server) {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : 0);
    });
  });
}

/** Serves the site; `stop` ends it. */
export async function serve() {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    let file = join(DIST, normalize(path.startsWith(PATH) ? path.slice(PATH.length - 1) : "/absent"));
    try {
      if (file !== DIST && !file.startsWith(DIST + sep)) throw new Error("outside");
      if (statSync(file).isDirectory()) file = join(file, "index.html");
      const type = TYPES.get(extname(file)) ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, "Content-Length": statSync(file).size });
      createReadStream(file).pipe(response);
    } catch {
      response.writeHead(404).end();
    }
  });
  const port = await listen(server);
  return { origin: `http://127.0.0.1:${port}`, url: `http://127.0.0.1:${port}${PATH}`, stop: () => server.close() };
}

/** Serves answers of a portal from another origin. @param {import("node:http").RequestListener} answer */
export async function portal(answer) {
  const server = createServer(answer);
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, stop: () => (server.closeAllConnections(), server.close()) };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
