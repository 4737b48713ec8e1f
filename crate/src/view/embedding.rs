//! Previews in other sites: the codes to paste, for each generator, and what a frame shows before a click.
//!
//! `docs/integrer.md` holds the same codes, and a test keeps both equal.

use maud::{Markup, html};

use super::{
    HtmlPage, components,
    route::{CatalogueSource, Route, Screen, encode},
    when,
};
use crate::{model::Kind, portal::Address, text::url};

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
    code: fn(&Embedded) -> String,
}

/// What is shown.
struct Embedded {
    /// The screen: the overview of a check, one record, one rule…
    screen: Screen,
    /// The portal, without anything that gives access; none for what belongs to no portal.
    source: Option<String>,
    kind: Option<Kind>,
}

const WAYS: [Way; 8] = [
    Way {
        id: "element",
        title: "Élément <avant-moisson>",
        about: "Dans une page HTML. Un bouton d’abord ; rien n’est demandé avant le clic, et la hauteur suit le contenu.",
        code: Embedded::element,
    },
    Way {
        id: "cadre",
        title: "Cadre simple",
        about: "Là où les scripts sont refusés. Le portail n’est lu qu’après un clic dans le cadre.",
        code: Embedded::frame,
    },
    Way {
        id: "mkdocs",
        title: "MkDocs, Material for MkDocs, Zensical",
        about: "Tel quel dans la page Markdown.",
        code: Embedded::element,
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
        code: Embedded::element,
    },
    Way {
        id: "docusaurus",
        title: "Docusaurus",
        about: "Dans une page .mdx ; le script se dit dans docusaurus.config.js (scripts).",
        code: Embedded::jsx,
    },
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

impl Embedded {
    fn of(route: &Route, screen: &Screen) -> Self {
        let (screen, is_rule) = (screen.clone(), matches!(screen, Screen::Help(_)));
        let source = match &route.source {
            _ if is_rule => None,
            Some(CatalogueSource::Address(text)) => {
                Address::parse(text).ok().map(|address| address.shareable())
            }
            _ => None,
        };
        let source = source.or_else(|| (!is_rule).then(|| EXAMPLE.to_owned()));
        Self { screen, kind: route.settings.kind.filter(|_| source.is_some()), source }
    }

    /// The screen's path, when it is not the overview: an identifier that needs its rank takes it along.
    fn path(&self) -> Option<String> {
        let (path, rank) = self.screen.path();
        let rank = rank.map(|rank| format!("?rang={rank}")).unwrap_or_default();
        (self.screen != Screen::Overview).then(|| path + &rank)
    }

    fn attributes(&self) -> String {
        let attributes = [
            ("src", self.source.clone()),
            ("type", self.kind.map(|kind| kind.id().to_owned())),
            ("ecran", self.path()),
        ];
        let attributes = attributes.into_iter().filter_map(|(name, value)| Some((name, value?)));
        attributes.map(|(name, value)| format!(" {name}=\"{}\"", attribute(&value))).collect()
    }

    fn element(&self) -> String {
        let attributes = self.attributes();
        format!(
            "<script defer src=\"{HERE}/embed.js\"></script>\n<avant-moisson{attributes}></avant-moisson>"
        )
    }

    fn frame(&self) -> String {
        format!(
            "<iframe title=\"Aperçu du moissonnage par data.gouv.fr\" src=\"{}\"\n  width=\"100%\" height=\"720\" style=\"border:0\" loading=\"lazy\" referrerpolicy=\"no-referrer\" allow=\"clipboard-write\"\n  sandbox=\"{SANDBOX}\"></iframe>",
            attribute(&self.address(true))
        )
    }

    /// React must not meet the element already filled.
    fn jsx(&self) -> String {
        format!(
            "import BrowserOnly from \"@docusaurus/BrowserOnly\";\n\n<BrowserOnly>{{() => <avant-moisson{} />}}</BrowserOnly>",
            self.attributes()
        )
    }

    /// The address of the screen; `waits` for a click before it asks anything of the portal.
    fn address(&self, waits: bool) -> String {
        let (path, rank) = self.screen.path();
        let pairs = [
            ("src", self.source.as_deref().map(encode)),
            ("type", self.kind.map(|kind| kind.id().to_owned())),
            ("integre", (waits && self.source.is_some()).then(|| "1".to_owned())),
            ("rang", rank.map(|rank| rank.to_string())),
        ];
        let pairs = pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        let query = pairs.collect::<Vec<_>>().join("&");
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{HERE}/#/{path}{mark}{query}")
    }
}

/// A value between double quotes.
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("   {line}")).collect::<Vec<_>>().join("\n")
}

/// Screen « Intégrer » : the codes for a screen, of a portal.
pub(super) fn page(route: &Route, screen: &Screen) -> HtmlPage {
    let shown = Embedded::of(route, screen);
    let source = route.source.as_ref().map(ToString::to_string).unwrap_or_default();
    let heading = match screen {
        Screen::Record { .. } => "Intégrer une fiche dans un site",
        Screen::Badge => "Intégrer un insigne dans un site",
        Screen::List => "Intégrer la liste des fiches dans un site",
        Screen::Plan => "Intégrer le plan dans un site",
        Screen::Help(_) => "Intégrer une explication dans un site",
        _ => "Intégrer un aperçu dans un site",
    };
    let body = html! {
        (components::secret_notice(route))
        h1 tabindex="-1" { (heading) }
        @if shown.source.is_some() {
            p.chapeau { "Seules l’adresse du portail et les options du moissonneur voyagent : ni données, ni clé d’accès. Rien n’est demandé au portail avant un clic." }
            (chooser(&source, route.settings.kind))
        } @else {
            p.chapeau { "Cette page n’est celle d’aucun portail : rien n’est demandé à personne." }
        }
        @match obstacle(route).filter(|_| shown.source.is_some()) {
            Some(obstacle) => { p.encart.encart-alerte role="alert" { (obstacle) } }
            None => {
                @if let Some(about) = token_notice(route) { p.encart { (about) } }
                @if let Screen::Record { id, .. } = screen { p { "La fiche montrée est celle dont l’identifiant est " code data-verbatim { (id) } "." } }
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
    HtmlPage::new(heading, route, body)
}

/// Why nobody else could see what `route` shows.
fn obstacle(route: &Route) -> Option<String> {
    match route.source.as_ref()? {
        CatalogueSource::Example(_) => {
            Some("Un exemple ne s’intègre pas : donnez l’adresse de votre portail.".to_owned())
        }
        CatalogueSource::Local(_) => Some("Un fichier de votre ordinateur ne s’intègre pas : personne d’autre ne pourrait le lire. Donnez l’adresse de votre portail.".to_owned()),
        CatalogueSource::Malformed(text) => {
            Some(format!("« {text} » n’est pas une adresse : rien ne peut être intégré."))
        }
        CatalogueSource::Address(address) => url::validate(address)
            .err()
            .map(|error| format!("Personne d’autre ne pourrait lire « {address} ». {}", error.explain())),
    }
}

fn token_notice(route: &Route) -> Option<&'static str> {
    let Some(CatalogueSource::Address(text)) = &route.source else { return None };
    Address::parse(text).ok()?.token()?;
    Some(
        "Cette adresse contient le jeton d’un partage : il est laissé hors des codes ci-dessous, qui ne montreront rien sans lui.",
    )
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

/// The link to the codes of the screen at `route`, when others could see it.
pub(super) fn link(route: &Route) -> Markup {
    let words = match route.screen {
        Screen::Record { .. } => "Montrer cette fiche dans une documentation",
        Screen::Badge => "Montrer cet insigne, tenu à jour, dans une page",
        Screen::Help(_) => "Montrer cette explication dans une documentation",
        _ => "Montrer cet aperçu dans une documentation",
    };
    let shown = Some(route.screen.clone()).filter(Screen::is_embeddable).unwrap_or(Screen::Overview);
    let is_rule = matches!(shown, Screen::Help(_));
    when(is_rule || obstacle(route).is_none(), || {
        html! { a href=(route.to(Screen::Embed(Box::new(shown)))) { (words) } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str, kind: Option<Kind>) -> Embedded {
        Embedded { screen: Screen::Overview, source: Some(source.to_owned()), kind }
    }

    fn page_at(hash: &str) -> HtmlPage {
        let route = Route::parse(hash);
        let Screen::Embed(screen) = &route.screen else { panic!("{hash}") };
        page(&route, screen)
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
        let page = page_at("#/integrer?src=https://dcat.isogeo.com/partage/s3cret");
        assert!(
            page.html.contains("jeton") && page.html.contains("dcat.isogeo.com/partage"),
            "{}",
            page.html
        );
        let codes = page.html.split("<h2>").skip(1).collect::<String>();
        assert!(!codes.contains("s3cret"), "{codes}");
    }

    /// One record, one rule: the element, the frame and the link name the same screen.
    #[test]
    fn one_screen_is_embedded_as_its_address_says() {
        let table = [
            (
                "#/integrer/jeu/a%20b?src=https://data.maville.fr/&type=ckan&rang=3",
                "<avant-moisson src=\"https://data.maville.fr\" type=\"ckan\" ecran=\"jeu/a%20b?rang=3\"></avant-moisson>",
                "ADRESSE-DE-CETTE-PAGE/#/jeu/a%20b?src=https://data.maville.fr&type=ckan&integre=1&rang=3",
            ),
            (
                "#/integrer/aide/licence-absente?src=https://data.maville.fr/",
                "<avant-moisson ecran=\"aide/licence-absente\"></avant-moisson>",
                "ADRESSE-DE-CETTE-PAGE/#/aide/licence-absente",
            ),
        ];
        for (hash, element, address) in table {
            let route = Route::parse(hash);
            let Screen::Embed(screen) = &route.screen else { panic!("{hash}") };
            let shown = Embedded::of(&route, screen);
            assert!(shown.element().ends_with(element), "{}", shown.element());
            assert_eq!(shown.address(true), address);
        }
    }

    #[test]
    fn what_nobody_else_can_read_has_no_code() {
        let table = [
            ("#/integrer?src=http://192.168.1.4/catalogue.rdf", "réseau privé"),
            ("#/integrer?src=http://sig.ville.lan/csw", "n’est pas un domaine d’internet"),
            ("#/integrer?src=exemple:dcat", "Un exemple ne s’intègre pas"),
        ];
        for (hash, said) in table {
            let html = page_at(hash).html;
            assert!(html.contains(said) && !html.contains("code-element"), "{html}");
        }
    }
}
