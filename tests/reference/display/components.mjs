// What is bundled: the components of data.gouv.fr by which a record is shown, found by name wherever a version keeps them, and the
// way to see one of them in a document. A component that a version does not have shows nothing.
import { Suspense, createApp, h, nextTick, ref } from "vue";
import * as translator from "#translator";
import { configKey } from "#components/config";
import { useFormatDate } from "#components/functions/dates";
import * as resources from "#components/functions/resources";

const files = import.meta.glob("#components/components/**/{DataserviceCard,DatasetCard,DatasetInformationSection,DatasetQuality,DatasetSchemaSection,DatasetSpatialSection,DatasetTemporalitySection,ExtraAccordion,LicenseBadge,MarkdownViewer,OrganizationNameWithCertificate,ResourceAccordion}.vue", { eager: true, import: "default" });
const components = Object.fromEntries(Object.entries(files).map(([file, component]) => [/([^/]+)\.vue$/.exec(file)[1], component]));

// Settings of the site, as its nuxt.config.ts has them. Nothing is cut to a height: there is no layout.
const SITE = "https://www.data.gouv.fr/";
const settings = {
  name: "data.gouv.fr", baseUrl: SITE, apiBase: SITE, tabularApiUrl: "https://tabular-api.data.gouv.fr",
  schemasSiteName: "schema.data.gouv.fr", schemasSiteUrl: "https://schema.data.gouv.fr/",
  schemaDocumentationUrl: "https://schema.data.gouv.fr/", schemaValidataUrl: "https://validata.fr",
  appLink: { props: ["to"], render() { return h("a", { href: this.to }, this.$slots.default?.()); } },
  clientOnly: { render() { return this.$slots.default?.(); } },
  textClamp: { props: ["text"], render() { return h("span", this.text); } },
};

function application(root) {
  const app = createApp(root);
  app.config.warnHandler = () => {};
  // Older versions translate with vue-i18n, whose keys are the French texts.
  if (translator.createI18n) app.use(translator.createI18n({ legacy: false, locale: "fr", fallbackFormat: true, missingWarn: false, fallbackWarn: false }));
  return app;
}

/** Renders a component and returns what `read` makes of its box; `fetched` is what the components get when they ask the API. */
export async function see(name, props, read, { fetched = [], slots = {} } = {}) {
  if (!components[name]) return null;
  const box = document.body.appendChild(document.createElement("div"));
  const app = application(() => h(Suspense, () => h(components[name], props, slots)));
  app.provide(configKey, { ...settings, customUseFetch: async () => ({ data: ref(fetched), status: ref("success") }) });
  app.mount(box);
  await settled();
  try {
    return await read(box);
  } finally {
    app.unmount();
    box.remove();
  }
}

/** Asynchronous parts, then what appears once they are mounted. */
export async function settled() {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((done) => setTimeout(done));
  await nextTick();
}

/** What a function says that some versions only let a component call, while it is set up. */
function said(call) {
  let answer;
  const app = application({ setup() { answer = call(); return () => null; } });
  app.mount(document.createElement("div"));
  app.unmount();
  return answer;
}

export const fileTypes = resources.RESOURCE_TYPE;
export const labelOfFiles = (type, count) => said(() => resources.getResourceLabel(type, count));
export const formatDate = (date) => said(() => useFormatDate().formatDate(date));
