// Serves a folder on this machine only: `server.mjs FOLDER PORT`.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";

const TYPES = new Map([
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".wasm", "application/wasm"],
  [".json", "application/json; charset=utf-8"],
  [".jsonld", "application/ld+json"],
  [".svg", "image/svg+xml"],
  [".ttl", "text/turtle; charset=utf-8"],
  [".rdf", "application/rdf+xml"],
  [".xml", "application/xml"],
]);

const folder = resolve(process.argv[2] ?? "dist");
const port = Number(process.argv[3] ?? 8000);

const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
  let file = join(folder, normalize(path));
  if (file !== folder && !file.startsWith(folder + sep)) {
    response.writeHead(403).end();
    return;
  }
  try {
    if (statSync(file).isDirectory()) file = join(file, "index.html");
    const size = statSync(file).size;
    response.writeHead(200, {
      "Content-Type": TYPES.get(extname(file)) ?? "application/octet-stream",
      "Content-Length": size,
      "Cache-Control": "no-cache",
    });
    // A file may be built again while it is served.
    createReadStream(file).on("error", () => response.destroy()).pipe(response);
  } catch {
    response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Introuvable");
  }
});

server.on("error", (error) => {
  console.error(`Le port ${port} ne peut pas être ouvert (${error.message}). Essayez : scripts/serve ${port + 1}`);
  process.exit(1);
});
server.listen(port, "127.0.0.1", () => console.log(`Avant-moisson : http://localhost:${port}/  (Ctrl+C pour arrêter)`));
