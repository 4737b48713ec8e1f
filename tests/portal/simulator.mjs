// Portals on loopback, each on an origin of its own: every software we walk, and every way a portal can fail.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";

/** @typedef {{ status?: number, headers?: Record<string, string>, body?: string | Buffer, cut?: boolean, hang?: boolean, after?: Promise<unknown> }} Reply */
/** @typedef {(url: URL, request: { method: string, body: string, origin: string, asked: string[] }) => Reply | undefined} Answer */
/** @typedef {{ cors?: boolean, preflight?: boolean }} Manners */
/** @typedef {{ origin: string, asked: string[], stop: () => void }} Portal */

const CORS = { "Access-Control-Allow-Origin": "*" };
const PREFLIGHT = { ...CORS, "Access-Control-Allow-Methods": "GET, POST", "Access-Control-Allow-Headers": "content-type" };

/** Starts a portal. @param {Answer} answer @param {Manners} [manners] @returns {Promise<Portal>} */
export async function portal(answer, { cors = true, preflight = true } = {}) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    const chunks = /** @type {Buffer[]} */ ([]);
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const { method = "GET" } = request;
      const url = new URL(request.url ?? "/", origin);
      asked.push(`${method} ${url.pathname}${url.search}`);
      if (method === "OPTIONS") {
        response.writeHead(preflight && cors ? 204 : 403, preflight && cors ? PREFLIGHT : {}).end();
        return;
      }
      const body = Buffer.concat(chunks).toString();
      const reply = answer(url, { method, body, origin, asked }) ?? { status: 404, headers: {}, body: "non" };
      if (reply.hang) return;
      await reply.after;
      const headers = { ...(cors ? CORS : {}), ...reply.headers };
      const bytes = Buffer.from(reply.body ?? "");
      if (reply.cut) {
        response.writeHead(reply.status ?? 200, { ...headers, "Content-Length": String(bytes.length * 2) });
        response.write(bytes, () => setTimeout(() => response.destroy(), 50));
      } else {
        response.writeHead(reply.status ?? 200, { ...headers, "Content-Length": String(bytes.length) }).end(bytes);
      }
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", () => done(undefined)));
  // A test that fails before it stops the portal must end all the same.
  server.unref();
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  return { origin, asked, stop: () => (server.closeAllConnections(), void server.close()) };
}

/** The same portal, whose page `last` only comes once `finish` is called.
 * @param {Answer} answer @param {string} last */
export function held(answer, last) {
  let isOver = false;
  /** @type {() => void} */
  let finish = () => {};
  const released = new Promise((done) => (finish = () => ((isOver = true), done(undefined))));
  return {
    finish: () => finish(),
    isOver: () => isOver,
    /** @type {Answer} */
    answer: (url, request) => {
      const reply = answer(url, request);
      return reply && url.searchParams.get("page") === last ? { ...reply, after: released } : reply;
    },
  };
}

/** @param {unknown} value @returns {Reply} */
const json = (value) => ({ headers: { "Content-Type": "application/json" }, body: JSON.stringify(value) });
/** @param {string} body @param {string} [type] @returns {Reply} */
const xml = (body, type = "application/xml; charset=utf-8") => ({ headers: { "Content-Type": type }, body });
/** @param {number} count */
const range = (count, from = 0) => Array.from({ length: Math.max(0, count) }, (_, i) => from + i);

/** @param {number} n */
const rdfDataset = (n) =>
  `<dcat:Dataset rdf:about="https://portail.exemple/jeu/${n}"><dct:identifier>jeu-${n}</dct:identifier><dct:title>Jeu ${n}</dct:title><dct:description>Un jeu de données écrit pour un essai.</dct:description></dcat:Dataset>`;
/** @param {string} content */
const rdf = (content) =>
  `<?xml version="1.0" encoding="utf-8"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/" xmlns:hydra="http://www.w3.org/ns/hydra/core#">${content}</rdf:RDF>`;

/** An Opendatasoft portal. @param {number} total @param {{ hasExport?: boolean }} [options] @returns {Answer} */
export const opendatasoft = (total, { hasExport = true } = {}) => (url) => {
  if (url.pathname === "/api/explore/v2.1/catalog/datasets") {
    const [limit, offset] = ["limit", "offset"].map((name) => Number(url.searchParams.get(name)));
    const results = range(Math.min(limit ?? 0, total - (offset ?? 0)), offset).map((n) => ({
      dataset_id: `jeu-${n}`,
      has_records: true,
      attachments: [],
      features: [],
      fields: [],
      metas: { default: { title: `Jeu ${n}`, modified: "2026-01-05T10:00:00+00:00", records_count: 3 } },
    }));
    return json({ total_count: total, results });
  }
  if (hasExport && url.pathname === "/api/explore/v2.1/catalog/exports/dcat/") {
    return xml(rdf(range(total).map(rdfDataset).join("")), "application/rdf+xml");
  }
};

/** @param {number} n */
const ckanPackage = (n) => ({
  id: `id-${n}`,
  name: `jeu-${n}`,
  title: `Jeu ${n}`,
  notes: "Un jeu de données écrit pour un essai.",
  license_id: "lov2",
  license_title: "Licence ouverte",
  tags: [],
  metadata_created: "2026-01-05T10:00:00",
  metadata_modified: "2026-01-05T10:00:00",
  organization: null,
  private: false,
  type: "dataset",
  state: "active",
  author: null,
  author_email: null,
  maintainer: null,
  maintainer_email: null,
  extras: [],
  resources: [
    {
      id: `res-${n}`,
      position: 0,
      name: "Fichier",
      description: "",
      format: "CSV",
      mimetype: null,
      size: null,
      hash: "",
      created: "2026-01-05T10:00:00",
      last_modified: null,
      url: `https://portail.exemple/${n}.csv`,
      resource_type: "file",
    },
  ],
});

/** A CKAN portal; packages of another shape have to be read one by one. @param {number} total @param {{ sameShape?: boolean }} [options] @returns {Answer} */
export const ckan = (total, { sameShape = true } = {}) => (url) => {
  const [, action] = url.pathname.split("/api/3/action/");
  const result = (/** @type {unknown} */ value) => json({ success: true, result: value });
  const shown = (/** @type {number} */ n) => (sameShape ? ckanPackage(n) : { ...ckanPackage(n), groups: [] });
  switch (action) {
    case "status_show":
      return result({ ckan_version: "2.10.4", site_title: "Portail", extensions: [] });
    case "package_list":
      return result(range(total).map((n) => `jeu-${n}`));
    case "package_show":
      return result(shown(Number((url.searchParams.get("id") ?? "").slice(4))));
    case "package_search": {
      const [rows, start] = ["rows", "start"].map((name) => Number(url.searchParams.get(name)));
      const results = range(Math.min(rows ?? 0, total - (start ?? 0)), start).map(ckanPackage);
      return result({ count: total, results });
    }
  }
};

/** A DKAN portal, which answers lists of one package. @param {number} total @returns {Answer} */
export const dkan = (total) => (url) => {
  const [, action] = url.pathname.split("/api/3/action/");
  if (action === "package_list") return json({ success: true, result: range(total).map((n) => `jeu-${n}`) });
  if (action !== "package_show") return undefined;
  const n = Number((url.searchParams.get("id") ?? "").slice(4));
  const [resource] = ckanPackage(n).resources;
  const shown = { ...ckanPackage(n), type: "Dataset", resources: [{ ...resource, size: "12 octets", resource_type: "file" }] };
  return json({ success: true, result: [shown] });
};

/** udata's own catalogue: Hydra pages whose addresses carry their size. @param {number} total @returns {Answer} */
export const udata = (total) => (url, { origin }) => {
  const [, extension] = url.pathname.split("/api/1/site/catalog.");
  if (url.pathname === "/api/1/site/") return json({ id: "essai", metrics: { datasets: total }, version: "17.18.0" });
  if (extension !== "xml") return undefined;
  const size = Number(url.searchParams.get("page_size") ?? 10);
  const page = Number(url.searchParams.get("page") ?? 1);
  const at = (/** @type {number} */ n) => `${origin}${url.pathname}?page=${n}&amp;page_size=${size}`;
  const last = Math.ceil(total / size);
  const links = [["first", 1], ["last", last], ...(page > 1 ? [["previous", page - 1]] : []), ...(page < last ? [["next", page + 1]] : [])];
  const view = `<hydra:PartialCollectionView rdf:about="${at(page)}">${links.map(([name, n]) => `<hydra:${name} rdf:resource="${at(Number(n))}"/>`).join("")}</hydra:PartialCollectionView>`;
  const numbers = range(Math.min(size, total - (page - 1) * size), (page - 1) * size);
  const listed = numbers.map((n) => `<dcat:dataset rdf:resource="https://portail.exemple/jeu/${n}"/>`).join("");
  const catalogue = `<dcat:Catalog rdf:about="${origin}/"><rdf:type rdf:resource="http://www.w3.org/ns/hydra/core#Collection"/><dct:title>Essai</dct:title><hydra:totalItems rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">${total}</hydra:totalItems><hydra:view rdf:resource="${at(page)}"/>${listed}</dcat:Catalog>`;
  return xml(rdf(catalogue + view + numbers.map(rdfDataset).join("")), "application/rdf+xml");
};

/** A catalogue in Hydra pages. @param {number} total @param {(origin: string, page: number) => string} [next] @param {number} [size] @returns {Answer} */
export const hydra =
  (total, next = (origin, page) => `${origin}/catalog.xml?page=${page + 1}`, size = 10) =>
  (url, { origin }) => {
    if (url.pathname !== "/catalog.xml") return undefined;
    const page = Number(url.searchParams.get("page") ?? 1);
    const first = (page - 1) * size;
    const view = `<hydra:PartialCollectionView rdf:about="${origin}/catalog.xml?page=${page}"><hydra:totalItems>${total}</hydra:totalItems>${
      first + size >= total ? "" : `<hydra:next rdf:resource="${next(origin, page).replaceAll("&", "&amp;")}"/>`
    }</hydra:PartialCollectionView>`;
    return xml(rdf(view + range(Math.min(size, total - first), first).map(rdfDataset).join("")));
  };

/** A catalogue service that answers DCAT records. @param {number} total @param {{ next?: (start: number) => number | undefined }} [options] @returns {Answer} */
export const csw = (total, { next } = {}) => (url, { method, body }) => {
  if (url.pathname !== "/csw") return undefined;
  const read = (/** @type {RegExp} */ pattern) => Number(body.match(pattern)?.[1] ?? 1);
  const start = method === "POST" ? read(/startPosition="(\d+)"/) : Number(url.searchParams.get("startPosition") ?? 1);
  if (method === "GET" && !/GetRecords/i.test(url.search)) {
    return xml('<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2"/>');
  }
  const count = Math.min(25, total - start + 1);
  const usual = start + count > total ? 0 : start + count;
  const after = next ? next(start) : usual;
  const attribute = after === undefined ? "" : `nextRecord="${after}"`;
  return xml(
    `<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults ${attribute} numberOfRecordsMatched="${total}" numberOfRecordsReturned="${count}">${range(count, start).map((n) => rdf(rdfDataset(n)).replace(/<\?.*?\?>/, "")).join("")}</csw:SearchResults></csw:GetRecordsResponse>`,
  );
};

/** Answers the same to everything. @param {Reply} reply @returns {Answer} */
export const always = (reply) => () => reply;

export const PAGES = {
  html: { headers: { "Content-Type": "text/html" }, body: '<!doctype html><title>Accueil</title><a href="/catalog.rdf">RDF</a>' },
  login: { headers: { "Content-Type": "text/html" }, body: '<!doctype html><form><input type="password"></form>' },
  exception: xml('<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows"><ows:Exception><ows:ExceptionText>outputSchema inconnu</ows:ExceptionText></ows:Exception></ows:ExceptionReport>'),
};

export { json, rdf, rdfDataset, xml };

// `node simulator.mjs` leaves a few portals running, to try by hand.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, answer] of Object.entries({ opendatasoft: opendatasoft(230), ckan: ckan(450), hydra: hydra(35), csw: csw(60) })) {
    console.log(name, (await portal(answer)).origin);
  }
}
