//! Previews in other sites: the codes to paste, for each generator, and what a frame shows before a click.
//!
//! `docs/integrer.md` holds the same codes, and a test keeps both equal.

use maud::{Markup, html};

use super::{
    HtmlPage, components,
    route::{CatalogueSource, Route, Screen, encode},
};
use crate::{model::Kind, portal::Address};

/// Where the page is published: written when a code is copied, since the module does not know it.
const HERE: &str = "ADRESSE-DE-CETTE-PAGE";
/// What stands for a portal until one is chosen.
const EXAMPLE: &str = "https://data.maville.fr";
/// What a frame may do; the same in `embed.js` and `oembed.json`.
const SANDBOX: &str =
    "allow-scripts allow-same-origin allow-downloads allow-forms allow-popups allow-popups-to-escape-sandbox";

/// One way of showing a preview elsewhere.
struct Way {
    /// Its name in `docs/integrer.md`.
    id: &'static str,
    title: &'static str,
    /// Where the code goes, or what to know.
    about: &'static str,
    code: fn(&EmbeddedSource) -> String,
}

/// What is shown.
struct EmbeddedSource {
    /// The portal, without anything that gives access.
    source: String,
    kind: Option<Kind>,
}

const WAYS: [Way; 8] = [
    Way {
        id: "element",
        title: "Élément <avant-moisson>",
        about: "Dans une page HTML. Un bouton d’abord ; rien n’est demandé avant le clic, et la hauteur suit le contenu.",
        code: EmbeddedSource::element,
    },
    Way {
        id: "cadre",
        title: "Cadre simple",
        about: "Là où les scripts sont refusés. Le portail n’est lu qu’après un clic dans le cadre.",
        code: EmbeddedSource::frame,
    },
    Way {
        id: "mkdocs",
        title: "MkDocs, Material for MkDocs",
        about: "Tel quel dans la page Markdown.",
        code: EmbeddedSource::element,
    },
    Way {
        id: "sphinx",
        title: "Sphinx",
        about: "Dans la page reStructuredText. Avec MyST, le même HTML dans un bloc {raw} html.",
        code: |shown| format!(".. raw:: html\n\n{}", indented(&shown.element())),
    },
    Way {
        id: "jekyll",
        title: "Jekyll, GitHub Pages",
        about: "Dans le fichier _includes/avant-moisson.html, puis {% include avant-moisson.html %} dans la page.",
        code: EmbeddedSource::element,
    },
    Way { id: "docusaurus", title: "Docusaurus", about: "Dans une page .mdx.", code: EmbeddedSource::jsx },
    Way {
        id: "gitbook",
        title: "GitBook",
        about: "Pas de HTML libre : collez cette adresse sur une ligne vide. GitBook en fait un cadre s’il accepte l’oEmbed de la page, un lien sinon.",
        code: |shown| shown.address(false),
    },
    Way {
        id: "lien",
        title: "README, courriel",
        about: "Ni cadre ni script n’y sont permis : un lien.",
        code: |shown| format!("[Aperçu du moissonnage par data.gouv.fr]({})", shown.address(false)),
    },
];

impl EmbeddedSource {
    fn of(route: &Route) -> (Self, bool) {
        let address = match &route.source {
            Some(CatalogueSource::Address(address)) => Address::parse(address).ok(),
            _ => None,
        };
        let has_token = address.as_ref().is_some_and(|address| address.token().is_some());
        let source = address.map_or_else(|| EXAMPLE.to_owned(), |address| address.shareable());
        (Self { source, kind: route.settings.kind }, has_token)
    }

    fn element(&self) -> String {
        let source = attribute(&self.source);
        let kind = self.kind.map(|kind| format!(" type=\"{}\"", kind.id())).unwrap_or_default();
        format!(
            "<script defer src=\"{HERE}/embed.js\"></script>\n<avant-moisson src=\"{source}\"{kind}></avant-moisson>"
        )
    }

    fn frame(&self) -> String {
        format!(
            "<iframe title=\"Aperçu du moissonnage par data.gouv.fr\" src=\"{}\"\n  width=\"100%\" height=\"720\" style=\"border:0\" loading=\"lazy\" referrerpolicy=\"no-referrer\" allow=\"clipboard-write\"\n  sandbox=\"{SANDBOX}\"></iframe>",
            attribute(&self.address(true))
        )
    }

    fn jsx(&self) -> String {
        format!(
            "<iframe title=\"Aperçu du moissonnage par data.gouv.fr\" src=\"{}\"\n  width=\"100%\" height=\"720\" style={{{{border: 0}}}} loading=\"lazy\" referrerPolicy=\"no-referrer\" allow=\"clipboard-write\"\n  sandbox=\"{SANDBOX}\" />",
            attribute(&self.address(true))
        )
    }

    /// The address of the preview; `waits` for a click before it asks anything of the portal.
    fn address(&self, waits: bool) -> String {
        let kind = self.kind.map(|kind| format!("&type={}", kind.id())).unwrap_or_default();
        let waits = if waits { "&integre=1" } else { "" };
        format!("{HERE}/#/controle?src={}{kind}{waits}", encode(&self.source))
    }
}

/// A value between double quotes.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("   {line}")).collect::<Vec<_>>().join("\n")
}

/// Screen « Intégrer » : the codes for a portal.
pub(super) fn page(route: &Route) -> HtmlPage {
    let (shown, has_token) = EmbeddedSource::of(route);
    let source = route.source.as_ref().map(ToString::to_string).unwrap_or_default();
    let body = html! {
        (components::secret_notice(route))
        h1 tabindex="-1" { "Intégrer un aperçu dans un site" }
        p.chapeau { "Seules l’adresse du portail et les options du moissonneur voyagent : ni données, ni clé d’accès. Rien n’est demandé au portail avant un clic." }
        (chooser(&source, route.settings.kind))
        @if has_token { p.encart { "Cette adresse contient le jeton d’un partage : il est laissé hors des codes ci-dessous, qui ne montreront rien sans lui." } }
        @match &route.source {
            Some(CatalogueSource::Example(_)) => { p.encart.encart-alerte role="alert" { "Un exemple ne s’intègre pas : donnez l’adresse de votre portail." } }
            Some(CatalogueSource::Local(_)) => { p.encart.encart-alerte role="alert" { "Un fichier de votre ordinateur ne s’intègre pas : personne d’autre ne pourrait le lire. Donnez l’adresse de votre portail." } }
            Some(CatalogueSource::Malformed(text)) => { p.encart.encart-alerte role="alert" { "« " (text) " » n’est pas une adresse : rien ne peut être intégré." } }
            Some(CatalogueSource::Address(_)) | None => {
                @for way in &WAYS {
                    h2 { (way.title) }
                    p { (way.about) }
                    (components::copyable(&format!("code-{}", way.id), &(way.code)(&shown)))
                }
            }
        }
        h2 { "Ce que le site d’accueil doit permettre" }
        p { "S’il a une politique de sécurité (Content-Security-Policy), elle doit admettre l’adresse de cette page dans " code { "frame-src" } ", et dans " code { "script-src" } " pour embed.js." }
    };
    HtmlPage::new("Intégrer un aperçu", route, body)
}

/// The page's script turns any form named « filtres » into pairs of the address.
fn chooser(source: &str, chosen: Option<Kind>) -> Markup {
    html! {
        form #filtres.entree aria-labelledby="titre-portail" {
            h2 #titre-portail { "Le portail à montrer" }
            label for="src" { "Adresse du portail ou de son catalogue" }
            input #src name="src" type="text" inputmode="url" autocomplete="url" spellcheck="false" autocapitalize="off" value=(source) required;
            label for="type" { "Type de moissonneur" }
            select #type name="type" {
                option value="" { "Reconnaître" }
                @for kind in Kind::offered() {
                    option value=(kind.id()) selected[chosen == Some(kind)] { (kind.label()) }
                }
            }
            button.principal type="submit" { "Écrire les codes" }
        }
    }
}

/// What a frame shows until the person asks for more.
pub(super) fn waiting(route: &Route) -> HtmlPage {
    let name = route.source.as_ref().map_or("ce portail", |source| source.name());
    let go = Route { waits: false, ..route.clone() };
    let body = html! {
        h1 tabindex="-1" { "Ce que data.gouv.fr afficherait de " (name) }
        p { "L’aperçu lit le catalogue de ce portail dans votre navigateur. Rien ne lui a encore été demandé." }
        p { a.bouton href=(go) { "Voir l’aperçu" } }
    };
    let mut page = HtmlPage::new(format!("Aperçu de {name}"), route, body);
    page.screen = "attente".into();
    page
}

/// The link to the screen, from a check.
pub(super) fn link(route: &Route) -> Markup {
    html! { a href=(route.to(Screen::Embed)) { "Montrer cet aperçu dans une documentation" } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, kind: Option<Kind>) -> EmbeddedSource {
        EmbeddedSource { source: source.to_owned(), kind }
    }

    /// `docs/integrer.md` names each code in a comment just above it.
    #[test]
    fn the_documentation_holds_the_same_codes() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/integrer.md");
        let text = std::fs::read_to_string(path).expect("docs/integrer.md");
        let shown = shown(EXAMPLE, Some(Kind::Dcat));
        for way in &WAYS {
            let code = (way.code)(&shown).replace(HERE, "https://exemple.org/avant-moisson");
            let mark = format!("<!-- code : {} -->", way.id);
            let (_, rest) = text.split_once(&mark).unwrap_or_else(|| panic!("{mark}"));
            let block = rest.split("```").nth(1).and_then(|block| block.split_once('\n'));
            assert_eq!(block.map(|(_, block)| block.trim_end()), Some(code.as_str()), "{}", way.id);
        }
    }

    #[test]
    fn hostile_addresses_stay_in_their_quotes() {
        let shown = shown("https://a.fr/?a=\"><script>&b", Some(Kind::Dcat));
        let element = shown.element();
        assert!(
            element.contains("src=\"https://a.fr/?a=&quot;>&lt;script>&amp;b\" type=\"dcat\""),
            "{element}"
        );
        assert!(!shown.frame().contains("<script>") && !shown.jsx().contains("<script>"));
    }

    #[test]
    fn tokens_are_left_out_and_it_is_said() {
        let page = page(&Route::parse("#/integrer?src=https://dcat.isogeo.com/partage/s3cret"));
        assert!(
            page.html.contains("jeton") && page.html.contains("dcat.isogeo.com/partage"),
            "{}",
            page.html
        );
        let codes = page.html.split("<h2>").skip(1).collect::<String>();
        assert!(!codes.contains("s3cret"), "{codes}");
    }
}
