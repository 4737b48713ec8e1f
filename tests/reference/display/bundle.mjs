// usage: bundle.mjs SOURCES OUTPUT, from the folder where the packages are installed
//
// One ES module of what components.mjs takes from SOURCES, the `src` folder of data.gouv.fr's components.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

// Vue's compiler keeps comments in development, and a component with a comment beside its root is another component.
process.env.NODE_ENV = "production";
const [sources, output] = process.argv.slice(2);
const packages = process.cwd();
const installed = createRequire(join(packages, "package.json"));
const take = (name) => import(pathToFileURL(installed.resolve(name)).href);
const [{ build }, { default: vue }] = await Promise.all([take("vite"), take("@vitejs/plugin-vue")]);

// What opens the file itself, in a browser with a layout and a network.
const OPENS_THE_FILE = /(\.client|Preview|DataStructure|OpenApiViewer|Swagger|EditButton)\.vue$/;
const NOTHING = "\0nothing";
const translator = existsSync(join(packages, "node_modules/vue-i18n")) ? "vue-i18n" : NOTHING;

const choices = {
  name: "choices",
  enforce: "pre",
  resolveId(name, from) {
    if (OPENS_THE_FILE.test(name)) return NOTHING;
    if (name === "#translator") return translator === NOTHING ? NOTHING : this.resolve(translator, join(packages, "package.json"), { skipSelf: true });
    // Sources stand outside the folder of packages: a package is looked for there.
    const isPackage = from && !from.includes("/node_modules/") && !/^[./#\0]/.test(name);
    return isPackage ? this.resolve(name, join(packages, "package.json"), { skipSelf: true }) : null;
  },
  load: (name) => (name === NOTHING ? "export default { render: () => null };" : null),
};

await build({
  configFile: false, root: packages, logLevel: "error", publicDir: false,
  resolve: { alias: { "#components": sources }, dedupe: ["vue"] },
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false" },
  plugins: [choices, vue()],
  build: {
    outDir: dirname(output), emptyOutDir: false, minify: false, target: "node20", chunkSizeWarningLimit: 1e5,
    lib: { entry: fileURLToPath(new URL("components.mjs", import.meta.url)), formats: ["es"], fileName: () => basename(output), cssFileName: "style" },
    rollupOptions: { output: { inlineDynamicImports: true } },
  },
});
