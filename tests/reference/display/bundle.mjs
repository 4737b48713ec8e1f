// usage: bundle.mjs SOURCES OUTPUT, from the folder where the packages are installed
//
// One ES module of what components.mjs takes from SOURCES, the `src` folder of data.gouv.fr's components.
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

// What opens the file itself, which is left out: it wants a browser with a layout and a network.
const OPENS_THE_FILE = /(\.client|Preview|DataStructure|OpenApiViewer|Swagger|EditButton)\.vue$/;
const NOTHING = "\0nothing";
// vue-i18n, of which older versions make their texts; the others have none.
const TRANSLATOR = "#translator";

const choices = {
  name: "choices",
  enforce: "pre",
  async resolveId(name, from) {
    if (OPENS_THE_FILE.test(name)) return NOTHING;
    // Sources stand outside the folder of packages: a package is looked for there.
    const isPackage = from && !from.includes("/node_modules/") && !/^[./#\0]/.test(name);
    if (!isPackage && name !== TRANSLATOR) return null;
    const found = await this.resolve(name === TRANSLATOR ? "vue-i18n" : name, join(packages, "package.json"), { skipSelf: true });
    if (!found && name !== TRANSLATOR) console.error(`${name} n’est pas installé : ce que ${basename(from)} en montre manque`);
    return found ?? NOTHING;
  },
  load: (name) => (name === NOTHING ? { code: "export default { render: () => null };", syntheticNamedExports: true } : null),
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
