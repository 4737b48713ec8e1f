// Checks files in the module, as the page does, and writes nothing: `bench-module.mjs FOLDER KIND FILE...`.
import { check, load } from "./module.mjs";

const [folder, kind, ...files] = process.argv.slice(2);
const bytes = await check(await load(folder), files, { type: kind, date: "2026-11-01", site: "https://data.exemple.fr" });
if (!bytes) process.exit(1);
