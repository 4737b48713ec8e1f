// Debian's own Firefox, driven over WebDriver BiDi (https://w3c.github.io/webdriver-bidi/): playwright-core's Firefox is
// a patched one, that no package holds.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import bundle from "playwright-core/lib/utilsBundle";

/** Node has its own from version 22 on. @type {typeof globalThis.WebSocket} */
const Socket = globalThis.WebSocket ?? bundle.ws;

/** How long what must come is waited for: a busy machine is no fault of the page. */
const PATIENCE = 300_000;

/** The Firefox of this machine, if it has one. */
export const FIREFOX = [process.env.FIREFOX ?? "", "firefox-esr", "firefox"].find(
  (name) => name !== "" && spawnSync(name, ["--version"]).status === 0,
);

/** @param {number} milliseconds */
const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Starts Firefox without a window; `stop` ends it. @param {string} program */
export async function firefox(program) {
  const profile = mkdtempSync(join(tmpdir(), "firefox-"));
  const child = spawn(program, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0", "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, MOZ_DISABLE_CONTENT_SANDBOX: "1", LANG: "fr_FR.UTF-8" },
  });
  const stop = async () => {
    child.kill();
    await new Promise((done) => (child.exitCode === null ? child.once("exit", done) : done(undefined)));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    /** @type {string} */
    const address = await new Promise((done, fail) => {
      let said = "";
      const timer = setTimeout(() => fail(new Error(`Firefox says no address: ${said}`)), PATIENCE);
      child.once("exit", () => fail(new Error(`Firefox ended: ${said}`)));
      child.stderr.on("data", (data) => {
        said += data;
        const found = /WebDriver BiDi listening on (ws:\S+)/.exec(said)?.[1];
        if (found) {
          clearTimeout(timer);
          done(`${found}/session`);
        }
      });
    });
    return { page: await open(address), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @param {string} address */
async function open(address) {
  const socket = new Socket(address);
  await new Promise((done, fail) => {
    socket.addEventListener("open", done);
    socket.addEventListener("error", () => fail(new Error("no WebDriver BiDi")));
  });
  let last = 0;
  /** @type {Map<number, { done: (result: any) => void, fail: (error: Error) => void }>} */
  const waiting = new Map();
  /** What the console of the page says. @type {string[]} */
  const errors = [];
  socket.addEventListener("message", ({ data }) => {
    const answer = JSON.parse(String(data));
    if (answer.method === "log.entryAdded" && answer.params.level === "error") errors.push(answer.params.text);
    const order = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.type === "error") order?.fail(new Error(`${answer.error}: ${answer.message}`));
    else order?.done(answer.result);
  });
  /** @param {string} method @param {object} params @returns {Promise<any>} */
  const send = (method, params) =>
    new Promise((done, fail) => {
      waiting.set((last += 1), { done, fail });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  await send("session.new", { capabilities: {} });
  await send("session.subscribe", { events: ["log.entryAdded"] });
  const { contexts } = await send("browsingContext.getTree", {});
  const context = contexts[0].context;
  const target = { context };

  /** The value of an expression of the page. @param {string} expression @returns {Promise<any>} */
  const evaluate = async (expression) => {
    const answer = await send("script.evaluate", { expression: `JSON.stringify(${expression})`, target, awaitPromise: true });
    if (answer.type !== "success") throw new Error(`${expression}: ${answer.exceptionDetails?.text}`);
    return answer.result.value === undefined ? undefined : JSON.parse(answer.result.value);
  };
  /** Waits until an expression is true. @param {string} expression */
  const until = async (expression) => {
    for (const end = Date.now() + PATIENCE; !(await evaluate(`Boolean(${expression})`)); await sleep(100)) {
      if (Date.now() > end) throw new Error(`never true: ${expression}\n${await evaluate("document.querySelector('main')?.innerText")}`);
    }
  };
  return {
    errors,
    evaluate,
    until,
    /** @param {string} url */
    goto: (url) => send("browsingContext.navigate", { context, url, wait: "complete" }),
    /** @param {number} width @param {number} height */
    resize: (width, height) => send("browsingContext.setViewport", { context, viewport: { width, height } }),
    /** A real click in the middle of the first element found, once it is there. @param {string} selector */
    click: async (selector) => {
      const element = `document.querySelector(${JSON.stringify(selector)})`;
      await until(`${element}?.checkVisibility()`);
      const [x, y] = await evaluate(
        `(() => { const e = ${element}; e.scrollIntoView({ block: "center", behavior: "instant" }); const r = e.getClientRects()[0]; return [r.x + r.width / 2, r.y + r.height / 2].map(Math.round); })()`,
      );
      const actions = [{ type: "pointerMove", x, y }, { type: "pointerDown", button: 0 }, { type: "pointerUp", button: 0 }];
      await send("input.performActions", { context, actions: [{ type: "pointer", id: "souris", actions }] });
    },
    /** Keys, one after the other. @param {string[]} keys */
    press: async (...keys) => {
      const actions = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
      await send("input.performActions", { context, actions: [{ type: "key", id: "clavier", actions }] });
    },
    print: () => send("browsingContext.print", { context }),
  };
}
