// How the pages of data.gouv.fr put its components together: card, page, information and files of a dataset; card, page and
// information of an API. The pages are not in the package: what they say themselves is in sentences.json, by the file that says it.
import { readFileSync } from "node:fs";
import { definitions, htmlOf, textAt, textOf } from "./document.mjs";

const SENTENCES = JSON.parse(readFileSync(new URL("sentences.json", import.meta.url), "utf8"));
const BADGES = SENTENCES["components/AccessTypes/AccessTypeBadge.vue"];
const ACCESS = SENTENCES["components/AccessTypes/AccessTypePanel.vue"];
const ROLES = SENTENCES["components/ContactPoint.vue"];
const DATASET = SENTENCES["pages/datasets/[did].vue"];
const FOLDED = SENTENCES["pages/datasets/[did]/informations.vue"];
const API = SENTENCES["pages/dataservices/[did].vue"];
const API_MORE = SENTENCES["pages/dataservices/[did]/index.vue"];
// nuxt.config.ts: harvesters of which the site does not say what is missing.
const MISLEADING = ["CSW-ISO-19139"];
const FILES_A_PAGE = 10;

export function siteOf({ see, settled, formatDate, fileTypes, labelOfFiles }) {
  const contact = ({ name, email, contact_form: form, role }) => ({
    text: `${name || email || form} (${ROLES[role]})`, link: email ? `mailto:${email}` : form || null,
  });
  const access = ({ access_type: type }) => [BADGES[type] ?? ACCESS.unknown, ...(type === "restricted" ? [ACCESS.audiences, ACCESS.noAudience] : [])];
  const organization = (record) => see("OrganizationNameWithCertificate", { organization: record.organization }, (box) => textOf(box));
  const description = (record, looks) => see("MarkdownViewer", { content: record.description ?? "", ...looks }, (box) => ({
    description_text: textOf(box), description_html: htmlOf(box.firstElementChild),
  }));
  const card = (box) => ({
    badge: textAt(box, ".fr-badge"), title: textAt(box, "h3 span"), organization: textAt(box, 'a[href*="/organizations/"]'),
    last_update: textOf(box).split("\n").findLast((line) => line.startsWith("Mis à jour")), description: textAt(box, "p.overflow-wrap-anywhere"),
  });

  const datasetCard = (dataset) => see("DatasetCard", { dataset }, (box) => {
    const { description: summary, badge, title, ...others } = card(box);
    const label = textOf(box).split("\n").find((line) => line.startsWith("Métadonnées"));
    return { badge, title, acronym: textAt(box, "h3 small"), ...others, quality: label && `${label} ${textAt(box, "[role=meter]") ?? ""}`, description: summary };
  });

  async function datasetPage(dataset) {
    const open = dataset.access_type === "open";
    const attributed = dataset.contact_points.some(({ role }) => role !== "contact");
    const misleading = MISLEADING.includes(dataset.harvest?.backend);
    return {
      title: dataset.title, acronym: dataset.acronym, ...await description(dataset, { size: "sm", noHeadings: true }),
      producer_label: attributed ? DATASET.diffuser : DATASET.producer, producer: await organization(dataset),
      contacts_label: dataset.contact_points.length ? (attributed ? DATASET.attributions : DATASET.contacts) : null,
      contacts: dataset.contact_points.map(contact),
      license: open && dataset.license ? await see("LicenseBadge", { license: dataset.license }, (box) => ({
        label: DATASET.licence, text: textOf(box), url: box.querySelector("a")?.getAttribute("href"),
      })) : null,
      last_update: { label: DATASET.updated, text: formatDate(dataset.last_update) },
      access: open ? null : access(dataset),
      quality: open ? await see("DatasetQuality", { quality: dataset.quality, hideWarnings: misleading }, quality) : null,
      quality_banner: misleading ? DATASET.misleading : null,
      labels: dataset.badges.map(({ kind }) => kind),
      source_banner: dataset.harvest && "remote_url" in dataset.harvest
        ? { text: DATASET.harvested, link_text: DATASET.source, link: dataset.harvest.remote_url } : null,
      transport_banner: dataset.extras["transport:url"] ?? null,
      access_banner: dataset.access_type === "restricted" ? [DATASET.restricted, DATASET.authorised, ...reason(dataset), DATASET.more] : null,
      tabs: [`${open ? DATASET.files : DATASET.publicFiles} ${dataset.resources.length}`, `${DATASET.reuses} 0`, `${DATASET.discussions} 0`,
        DATASET.community, DATASET.information],
    };
  }

  /** The score, the warnings in sight, and the eight criteria of the tip that a button opens elsewhere in the document. */
  const quality = (box) => ({
    title: textOf(box.querySelector("button")), score: textAt(box, "[role=meter]"),
    warnings: [...box.querySelectorAll("ul > li")].map((line) => textOf(line)),
    items: [...document.querySelectorAll("#tooltips li")].map((line) => ({ ok: line.querySelector(".fr-icon-check-line") !== null, text: textOf(line, true) })),
  });

  function reason({ access_type_reason: written, access_type_reason_category_full: category }) {
    if (written) return [written];
    return category ? [category.label, category.definition] : [];
  }

  async function information(dataset) {
    let map = false;
    const slots = { map: () => { map = true; return "(carte)"; } };
    const options = { fetched: dataset.schemas };
    const section = (name, read, more) => see(name, { dataset }, read, { ...options, ...more });
    const general = await section("DatasetInformationSection", (box) => {
      const tags = [...box.querySelectorAll('dd a[href*="tag"]')].map((link) => textOf(link));
      return { ...definitions(box), ...(tags.length ? { "Mots-clés": tags } : {}) };
    });
    const spatial = await section("DatasetSpatialSection", (box) => (box.querySelector("h3") ? definitions(box) : null), { slots });
    return {
      Informations: general,
      Temporalité: await section("DatasetTemporalitySection", definitions),
      "Couverture spatiale": spatial, has_map: map,
      // The last line leads to the list of schemas.
      "Schéma de données": await section("DatasetSchemaSection", (box) => [...box.querySelectorAll("p")].slice(0, -1).map((line) => textOf(line))),
      [FOLDED.extras]: await folded(FOLDED.extras, dataset.extras),
      [FOLDED.harvest]: await folded(FOLDED.harvest, dataset.harvest),
    };
  }

  const folded = (titleText, extra) => (Object.keys(extra ?? {}).length
    ? see("ExtraAccordion", { buttonText: "Voir", titleText, extra, titleLevel: "h3" }, unfolded) : null);

  async function unfolded(box) {
    [...box.querySelectorAll("header button")].at(-1)?.click();
    await settled();
    const lines = [...box.querySelectorAll("[data-testid=extra-list] > div")];
    return Object.fromEntries(lines.map((line) => [textAt(line, "h3"), textAt(line, "p")]));
  }

  /** Files by type, ten a page, with a search box above ten. */
  async function groups(dataset) {
    const shown = [];
    for (const type of fileTypes) {
      const files = dataset.resources.filter((file) => file.type === type);
      const items = [];
      for (const file of files) items.push(await see("ResourceAccordion", { dataset, resource: file, expandedOnMount: true }, fileOf));
      const count = files.length;
      if (count) shown.push({ label: labelOfFiles(type, count), count, search: count > FILES_A_PAGE, pages: Math.ceil(count / FILES_A_PAGE), items });
    }
    return shown;
  }

  const PANELS = {
    Description: (panel) => ({ description_text: textOf(panel), description_html: htmlOf(panel.querySelector(".prose") ?? panel) }),
    Métadonnées: async (panel) => ({ metadata: definitions(panel), extras: await unfolded(panel.querySelector("header")?.parentElement ?? panel) }),
    Téléchargements: (panel) => ({ downloads: definitions(panel) }),
  };

  async function fileOf(box) {
    const header = box.querySelector("header");
    const infos = [...header.querySelectorAll(".subheaders-infos > span")].map((info) => textOf(info));
    const info = (start) => infos.find((text) => text.startsWith(start));
    const tabs = [...box.querySelectorAll("[role=tab]")];
    const shown = {
      title: textAt(header, "h3"), infos: infos.join(" – "), schema: info("Schéma")?.replace(/^Schéma: */, ""), date: info("Mis à jour"), format: info("Format"),
      button: textAt(header, ".buttons a, .buttons button"), button_title: header.querySelector(".buttons a")?.title, tabs: tabs.map((tab) => textOf(tab)),
    };
    for (const tab of tabs) {
      const read = PANELS[textOf(tab)];
      if (!read) continue;
      tab.click();
      await settled();
      const panel = [...box.querySelectorAll("[role=tabpanel]")].find((candidate) => candidate.childElementCount > 0);
      if (panel) Object.assign(shown, await read(panel));
    }
    return shown;
  }

  const apiPage = async (api) => ({
    title: api.title, ...await description(api, { size: "md", minHeading: 3 }),
    producer_label: API.producer, producer: await organization(api),
    contacts_label: api.contact_points.length ? API.contact : null, contacts: api.contact_points.map(contact),
    access_label: API.access, access: access(api),
    [API.technical]: {
      [API.base]: api.base_api_url, [API.limit]: api.rate_limiting || api.rate_limiting_url,
      [API.availability]: api.availability ? `${api.availability}%` : API.unknown,
    },
    buttons: [api.business_documentation_url && API.documentation, api.machine_documentation_url && API.swagger].filter(Boolean),
    banners: api.machine_documentation_url ? [API.returned, API.swagger] : [],
    tabs: [API.information, `${API.reuses} 0`, `${API.discussions} 0`],
  });

  async function apiInformation(api, datasets) {
    const [one, many] = API_MORE.datasets.split(" | ");
    const cards = [];
    for (const dataset of datasets) cards.push(await datasetCard(dataset));
    return {
      datasets_label: (datasets.length > 1 ? many : one).replace("{n}", datasets.length), datasets: cards,
      [API_MORE.technical]: {
        [API_MORE.updated]: formatDate(api.metadata_modified_at), [API_MORE.identifier]: api.id, [API_MORE.created]: formatDate(api.created_at),
      },
    };
  }

  return {
    dataset: async (dataset) => ({
      kind: "dataset", card: await datasetCard(dataset), page: await datasetPage(dataset), information: await information(dataset),
      files: { groups: await groups(dataset) },
    }),
    dataservice: async (api, datasets) => ({
      kind: "dataservice", card: await see("DataserviceCard", { dataservice: api }, card), page: await apiPage(api), information: await apiInformation(api, datasets),
    }),
  };
}
