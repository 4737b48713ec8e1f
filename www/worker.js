// @ts-check
// Hosts the module: it answers addresses with screens, and reads what they need first.

import { forget, keep, recall } from "./kept.js";
import init, { Session } from "./pkg/avant_moisson.js";
import { giveRest, wantsRest } from "./pkg/rest.js";

/** @import { News, HtmlPage } from "./pkg/avant_moisson.js" */

/**
 * From the page to the worker.
 * @typedef {{ type: "show", id: number, hash: string }
 *   | { type: "open", id: number, hash: string, files: { name: string, blob: Blob }[] }
 *   | { type: "keep" | "forget", id: number, hash: string }
 *   | { type: "compare", id: number, hash: string, file: { name: string, blob: Blob } }
 *   | { type: "published", id: number, hash: string, organization: string }
 *   | { type: "try", id: number, hash: string, chosen: string[], sources: string[] | undefined }
 *   | { type: "untry" | "routes", id: number, hash: string }
 *   | { type: "route-files", id: number, hash: string, files: { name: string, blob: Blob }[] }
 *   | { type: "stop" }
 *   | { type: "export", kind: string, hash: string }} Order
 */
/**
 * From the worker to the page.
 * @typedef {{ type: "page", id: number, page: HtmlPage }
 *   | { type: "progress", id: number, text: string, percent: number | null, keeps: boolean }
 *   | { type: "stopped" }
 *   | { type: "export", name: string, mediaType: string, bytes: Uint8Array<ArrayBuffer> }
 *   | { type: "refused" }
 *   | { type: "broken", detail: string }} Answer
 */

const ready = Promise.all([init(), own("./pkg/tables.txt")]).then(
  async ([, tables]) => new Session(new Uint8Array(await tables.arrayBuffer())),
);

/** A file of this site. @param {string} name */
async function own(name) {
  const answer = await fetch(new URL(name, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.url} : ${answer.status}`);
  return answer;
}

// What a first overview does without comes meanwhile; when it does not, the call that needs it asks for it again.
ready
  .then(async () => {
    if (wantsRest()) await giveRest(new Uint8Array(await (await own("./pkg/avant_moisson_rest.wasm")).arrayBuffer()));
  })
  .catch(() => {});

/** The check being read, so that the next one waits for it to stop. @type {Promise<void>} */
let reading = Promise.resolve();
/** The last order to show something: older ones are not worth answering. */
let latest = { id: 0, hash: "" };
/** The screen in place. */
let shown = "";
/** The last order to read something: the others are given up. */
let wanted = 0;

/** @param {Answer} answer @param {Transferable[]} [transfer] */
function say(answer, transfer = []) {
  postMessage(answer, { transfer });
}

/** @param {unknown} error */
function broken(error) {
  // What a browser cannot compile is too recent for it, or cut.
  if (error instanceof WebAssembly.CompileError) return say({ type: "refused" });
  say({ type: "broken", detail: error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error) });
}

/** Whether the outline behind maps was asked for: a host without it shows screens without maps. */
let hasAskedOutline = false;

/** @param {Session} session */
async function fetchOutline(session) {
  if (hasAskedOutline) return;
  hasAskedOutline = true;
  const answer = await fetch(new URL("./outline.txt", import.meta.url)).catch(() => undefined);
  if (answer?.ok) session.give_outline(await answer.text());
}

/** @param {Session} session @param {number} id @param {string} hash */
async function show(session, id, hash) {
  if (id === latest.id && session.wants_outline(hash)) await fetchOutline(session);
  if (session.wants_figures(hash)) {
    const answer = await fetch(new URL("./figures.txt", import.meta.url)).catch(() => undefined);
    session.give_figures(answer?.ok ? await answer.text() : "");
  }
  if (id !== latest.id) return;
  const page = session.view(hash);
  shown = page.screen;
  say({ type: "page", id, page });
}

/** Says how far the reading is; a record that is being looked at stays in place. @param {Session} session @param {News} heard */
function tell(session, heard) {
  const { screen, ...news } = heard;
  const { id, hash } = latest;
  if (!session.concerns(hash)) return;
  say({ type: "progress", id, ...news });
  if (!screen) return;
  const page = session.view(hash);
  if (page.screen !== "lecture" && page.screen === shown) return;
  shown = page.screen;
  say({ type: "page", id, page });
}

/** Checks what was read, with the zones that it may name; whether there is something to show.
 * @param {Session} session @param {string} hash */
async function check(session, hash) {
  if (session.wants_zones()) {
    const answer = await fetch(new URL("./zones.txt", import.meta.url));
    if (answer.ok) session.give_zones(await answer.text());
  }
  const isRead = await session.check(hash, (news) => tell(session, news));
  if (isRead) await compareWithKept(session);
  return isRead;
}

/** Reads and checks what the address needs, one check at a time, then shows it.
 * @param {Session} session @param {number} id @param {() => Promise<boolean>} read */
function readThenShow(session, id, read) {
  session.leave();
  wanted = id;
  reading = reading
    .then(async () => {
      if (id !== latest.id) return;
      const isRead = await read();
      // The person may have opened a record meanwhile.
      if (isRead && session.concerns(latest.hash)) await show(session, latest.id, latest.hash);
    })
    .catch(broken);
}

/** @param {Session} session @param {Extract<Order, { type: "export" }>} order */
async function download(session, { kind, hash }) {
  // The report draws the map, whatever screen it is asked from, and has the style of the page.
  if (kind === "html") {
    await fetchOutline(session);
    session.give_style(await (await own("./style.css")).text());
  }
  const bytes = session.export(kind, hash);
  const file = session.export_file(kind, hash);
  if (!bytes || !file) return;
  const { name, mediaType } = file;
  say({ type: "export", name, mediaType, bytes: /** @type {Uint8Array<ArrayBuffer>} */ (bytes) }, [bytes.buffer]);
}

/** Does what was asked about the check in place, then shows it again.
 * @param {Session} session @param {number} id @param {string} hash @param {() => Promise<void>} act */
function actThenShow(session, id, hash, act) {
  act()
    .then(() => show(session, id, hash))
    .catch(broken);
}

/** @param {Session} session @param {string} hash @param {string[]} files */
async function readExample(session, hash, files) {
  for (const name of files) {
    const answer = await fetch(new URL(`./examples/${name}`, import.meta.url));
    if (answer.ok) session.add_document(name, undefined, undefined, new Uint8Array(await answer.arrayBuffer()));
  }
  return check(session, hash);
}

/** @param {Session} session @param {number} id @param {string} hash */
async function readPortal(session, id, hash) {
  await session.read_portal(hash, (news) => tell(session, news));
  if (id === wanted) return check(session, hash);
  session.leave();
  return false;
}

/** @param {Session} session @param {string} hash @param {{ name: string, blob: Blob }[]} files */
async function readFiles(session, hash, files) {
  for (const { name, blob } of files) {
    if (!session.fits(name, blob.size)) continue;
    session.add_document(name, undefined, undefined, new Uint8Array(await blob.arrayBuffer()));
  }
  return check(session, hash);
}

/** @param {Session} session */
async function compareWithKept(session) {
  const name = session.kept_name();
  const kept = name === undefined ? undefined : await recall(name);
  if (kept) session.compare(undefined, kept);
}

/** @param {Session} session @param {Extract<Order, { type: "keep" | "forget" }>["type"]} type */
async function keepOrForget(session, type) {
  const [name, bytes] = [session.kept_name(), session.kept()];
  if (name === undefined || bytes === undefined) return;
  try {
    await (type === "keep" ? keep(name, bytes) : forget(name));
  } catch {
    session.keeps_nothing();
    return;
  }
  if (type === "keep") session.compare(undefined, bytes);
  else session.forget();
}

/** What an organisation publishes: the only request to data.gouv.fr, when a person asks for it.
 * @param {Session} session @param {string} organization */
async function readPublished(session, organization) {
  let address = session.published_address(organization);
  while (address !== undefined) {
    /** @type {Response | undefined} */
    const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" }).catch(() => undefined);
    if (!answer?.ok) {
      session.published_is_unread(answer?.status === 404 || answer?.status === 410);
      return;
    }
    address = session.add_published(new Uint8Array(await answer.arrayBuffer()));
  }
}

/** Reads the other ways of the address in place, one after the other, and shows each as it comes.
 * @param {Session} session @param {number} id @param {string} hash */
async function readRoutes(session, id, hash) {
  session.start_routes();
  while (session.has_route_left()) {
    await show(session, id, hash);
    await session.read_route();
  }
}

/** @param {Session} session @param {{ name: string, blob: Blob }[]} files */
async function readRouteFiles(session, files) {
  for (const { name, blob } of files) await session.add_route(name, new Uint8Array(await blob.arrayBuffer()));
}

/** @param {Session} session @param {Order} order */
function obey(session, order) {
  switch (order.type) {
    case "show": {
      const plan = session.plan(order.hash);
      if (plan.action === "example") {
        readThenShow(session, order.id, () => readExample(session, order.hash, plan.files));
      } else if (plan.action === "portal") {
        readThenShow(session, order.id, () => readPortal(session, order.id, order.hash));
      } else if (plan.action === "again") {
        // The screen stays while its settings are tried.
        readThenShow(session, order.id, async () => {
          const isRead = await session.check_again(order.hash, () => {});
          if (isRead) await compareWithKept(session);
          return isRead;
        });
      } else {
        show(session, order.id, order.hash).catch(broken);
      }
      break;
    }
    case "open":
      readThenShow(session, order.id, () => readFiles(session, order.hash, order.files));
      break;
    case "keep":
    case "forget":
      actThenShow(session, order.id, order.hash, () => keepOrForget(session, order.type));
      break;
    case "compare":
      actThenShow(session, order.id, order.hash, async () => {
        session.compare(order.file.name, new Uint8Array(await order.file.blob.arrayBuffer()));
      });
      break;
    case "published":
      actThenShow(session, order.id, order.hash, () => readPublished(session, order.organization));
      break;
    case "try":
      actThenShow(session, order.id, order.hash, async () => {
        await session.try_out(order.hash, order.chosen, order.sources);
      });
      break;
    case "untry":
      actThenShow(session, order.id, order.hash, async () => session.untry());
      break;
    case "routes":
      actThenShow(session, order.id, order.hash, () => readRoutes(session, order.id, order.hash));
      break;
    case "route-files":
      actThenShow(session, order.id, order.hash, () => readRouteFiles(session, order.files));
      break;
    case "stop":
      if (session.stop()) say({ type: "stopped" });
      break;
    case "export":
      download(session, order).catch(broken);
      break;
  }
}

addEventListener("message", async (/** @type {MessageEvent<Order>} */ event) => {
  if ("id" in event.data) latest = event.data;
  try {
    obey(await ready, event.data);
  } catch (error) {
    broken(error);
  }
});
