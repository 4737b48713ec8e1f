//! Screen « Accueil ».
//!
//! `www/index.html` holds the same words, so that the first paint waits for nothing: a test keeps them equal.

use maud::{Markup, html};

use super::{
    HtmlPage,
    card::card,
    components,
    route::{CatalogueSource, Route, Screen},
};
use crate::{
    check::{Flag, FlagSubject, RecordState, Standing},
    display::SearchCard,
    model::Kind,
};

/// An example shipped with the page, under `examples/`.
#[derive(Debug)]
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "the worker asks for the files"))]
pub struct Example {
    /// The name in addresses.
    pub id: &'static str,
    /// What a person reads.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// Its files.
    pub files: &'static [&'static str],
    /// The portal's address, which the files do not hold.
    pub site: &'static str,
}

/// Every example, in the order of the page.
pub const EXAMPLES: &[Example] = &[
    Example {
        id: "dcat",
        title: "Catalogue DCAT",
        about: "17 fiches en Turtle, la voie conseillée",
        files: &["dcat-catalogue.ttl"],
        site: "https://data.montrivel.exemple.fr/catalogue.ttl",
    },
    Example {
        id: "ods-portail",
        title: "Portail Opendatasoft",
        about: "37 fiches, interface v1",
        files: &["ods-portail.json"],
        site: "https://data.rivemer.example",
    },
    Example {
        id: "ods-explore",
        title: "Opendatasoft Explore",
        about: "16 fiches, interface v2.1",
        files: &["ods-explore.json"],
        site: "https://data.valdoriane.example",
    },
    Example {
        id: "dcat-rdf",
        title: "DCAT en RDF/XML",
        about: "Les mêmes 17 fiches",
        files: &["dcat-catalogue.rdf"],
        site: "https://data.montrivel.exemple.fr/catalogue.rdf",
    },
    Example {
        id: "dcat-jsonld",
        title: "DCAT en JSON-LD",
        about: "Les mêmes 17 fiches",
        files: &["dcat-catalogue.jsonld"],
        site: "https://data.montrivel.exemple.fr/catalogue.jsonld",
    },
    Example {
        id: "ckan",
        title: "Portail CKAN",
        about: "30 fiches, 4 organisations",
        files: &["ckan-portail.json"],
        site: "https://ckan.exemple.fr/",
    },
    Example {
        id: "csw",
        title: "Catalogue CSW (INSPIRE)",
        about: "14 fiches ISO 19139",
        files: &["csw-iso.xml"],
        site: "https://geo.exemple.fr/geonetwork/srv/fre/csw",
    },
    Example {
        id: "dkan",
        title: "Portail DKAN",
        about: "8 fiches",
        files: &["dkan-jeux.json"],
        site: "https://dkan.exemple.fr/",
    },
];

/// The example with this name.
pub fn example(id: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|example| example.id == id)
}

/// The home screen.
pub(super) fn page(route: &Route) -> HtmlPage {
    HtmlPage::new("Aperçu de moissonnage data.gouv.fr", route, content())
}

/// What the home screen shows, whatever was read before.
pub fn content() -> Markup {
    html! {
        div.accueil {
            h1 tabindex="-1" { "Vos jeux de données, tels que data.gouv.fr les affichera" }
            p.chapeau {
                "Indiquez l’adresse de votre portail, ou déposez un export. Vos fiches sont lues dans votre navigateur, sans compte et sans rien envoyer ailleurs : vous voyez ce que donnerait le moissonnage, fiche par fiche, avant de le demander."
            }
            div.entrees {
                (by_address())
                (by_file())
            }
            (examples())
            (demonstration())
            (promises())
            (limits())
        }
    }
}

fn by_address() -> Markup {
    html! {
        form #adresse.entree aria-labelledby="titre-adresse" {
            h2 #titre-adresse { "Par l’adresse du portail" }
            label for="src" { "Adresse de votre portail ou de son catalogue" }
            input #src name="src" type="text" inputmode="url" autocomplete="url" spellcheck="false"
                autocapitalize="off" aria-describedby="src-aide" required;
            p.aide #src-aide { "Par exemple https://data.maville.fr ou data.maville.fr" }
            button.principal type="submit" { "Voir l’aperçu" }
            details {
                summary { "Réglages du moissonneur (facultatif)" }
                (settings())
            }
        }
    }
}

fn settings() -> Markup {
    html! {
        div.reglages {
            label for="type" { "Type de moissonneur" }
            select #type name="type" aria-describedby="type-aide" {
                option value="" { "Reconnaître d’après le contenu" }
                @for kind in Kind::ALL {
                    option value=(kind.id()) {
                        (kind.label()) @if !kind.is_offered() { " (retiré par data.gouv.fr)" }
                    }
                }
            }
            p.aide #type-aide { "Celui que vous choisiriez dans le formulaire de data.gouv.fr." }
            label for="site" { "Adresse du portail, pour un fichier" }
            input #site name="site" type="text" inputmode="url" autocomplete="off" spellcheck="false"
                autocapitalize="off" aria-describedby="site-aide";
            p.aide #site-aide { "Sert à écrire les adresses que l’export ne contient pas." }
            label for="prefixe" { "Préfixe d’URL distante (CSW)" }
            input #prefixe name="prefixe" type="text" inputmode="url" autocomplete="off" spellcheck="false"
                autocapitalize="off";
            div.case {
                input #inspire name="inspire" type="checkbox" value="1";
                label for="inspire" { "Inspire : garder les jeux INSPIRE (Opendatasoft)" }
            }
            div.case {
                input #geodcatap name="geodcatap" type="checkbox" value="1";
                label for="geodcatap" { "GeoDCAT-AP (CSW-DCAT)" }
            }
        }
    }
}

fn by_file() -> Markup {
    html! {
        section.entree #depot aria-labelledby="titre-fichier" {
            h2 #titre-fichier { "Par un fichier" }
            label for="fichiers" { "Export de votre catalogue : un ou plusieurs fichiers" }
            input #fichiers type="file" multiple aria-describedby="fichiers-aide";
            p.aide #fichiers-aide {
                "Vous pouvez aussi déposer les fichiers, un dossier ou une archive ZIP n’importe où sur cette page. Formats : export Opendatasoft (JSON), DCAT (RDF/XML, Turtle, JSON-LD, N-Triples), JSON de CKAN, réponse CSW ou fiches ISO 19139 (XML)."
            }
            details {
                summary { "Choisir un dossier de fiches" }
                label for="dossier" { "Dossier de fiches téléchargées une par une" }
                input #dossier type="file" webkitdirectory multiple;
            }
            details {
                summary { "Coller du texte" }
                form #collage data-nom="texte collé" {
                    label for="texte" { "Texte d’un export" }
                    textarea #texte name="texte" rows="6" spellcheck="false" autocapitalize="off" required {}
                    button type="submit" { "Voir l’aperçu du texte" }
                }
            }
        }
    }
}

fn examples() -> Markup {
    html! {
        section.exemples aria-labelledby="titre-exemples" {
            h2 #titre-exemples { "Pour essayer" }
            ul {
                @for example in EXAMPLES {
                    @let route = Route {
                        screen: Screen::Overview,
                        source: Some(CatalogueSource::Example(example.id.to_owned())),
                        ..Route::default()
                    };
                    li {
                        a.bouton href=(route) { (example.title) }
                        span.aide { (example.about) }
                    }
                }
            }
        }
    }
}

/// What a preview looks like, before anything is read: a card with its flags, and the panel of one of them.
fn demonstration() -> Markup {
    let flag = |subject, standing| Flag { subject, standing, raw: None, path: "".into(), is_misnamed: false };
    let flags = [
        flag(FlagSubject::Licence, Standing::Unrecognised),
        flag(FlagSubject::Spatial, Standing::Present),
        flag(FlagSubject::Frequency, Standing::Present),
    ];
    let shown = SearchCard {
        badge: None,
        title: "Arbres d’alignement".to_owned(),
        acronym: None,
        organization: "Votre organisation",
        last_update: "Mis à jour il y a 3 jours".to_owned(),
        quality: Some("Métadonnées : Bon (78 %)".to_owned()),
        description: "Les arbres plantés le long des rues : essence, hauteur, année de plantation."
            .to_owned(),
    };
    html! {
        figure.demonstration aria-labelledby="titre-demonstration" {
            figcaption {
                h2 #titre-demonstration { "Un aperçu, par exemple" }
                p { "La carte est ce que verrait un visiteur de data.gouv.fr ; le reste, ce que data.gouv.fr ne dit pas." }
            }
            div.carte-fiche.bord-a-corriger {
                div.carte-bord {
                    (components::state(RecordState::ToFix))
                    @for flag in &flags { (components::flag(flag)) }
                }
                (card(&shown, None, html! { (shown.title) }))
            }
            div.panneau {
                p { b { "Licence" } }
                p.panneau-verdict { (components::flag(&flags[0])) }
                p { "data.gouv.fr affichera « License Not Specified », et comptera la licence comme renseignée." }
                p { "Votre portail écrit :" }
                p.valeur { "Licence ouverte v2 Etalab" }
                p { "Écrivez : " code { "lov2" } }
            }
        }
    }
}

fn promises() -> Markup {
    html! {
        section.promesses aria-labelledby="titre-promesses" {
            h2 #titre-promesses { "Ce que vous verrez" }
            ul {
                li {
                    h3 { "La page de chaque fiche" }
                    p { "Les champs que data.gouv.fr affichera, dans son ordre et avec ses mots : page, carte de recherche, informations." }
                }
                li {
                    h3 { "D’où vient chaque champ" }
                    p { "La valeur d’origine, son chemin dans votre export, et ce qui lui est arrivé : reprise, convertie, devinée, perdue." }
                }
                li {
                    h3 { "Ce qui manque d’abord" }
                    p { "Licence, couverture spatiale, fréquence de mise à jour : combien de fiches, quelles valeurs, où corriger." }
                }
            }
        }
    }
}

fn limits() -> Markup {
    html! {
        details.limites {
            summary { "Ce que fait cet outil, ce qu’il ne fait pas" }
            p { "Il applique à vos fiches les règles de moissonnage publiques de data.gouv.fr et montre le résultat." }
            p { "Il ne vérifie pas vos fichiers de données, ne publie rien et ne remplace pas la validation par l’équipe de data.gouv.fr. Il ne peut pas connaître les jeux déjà publiés, les doublons avec d’autres organisations, la certification de votre organisation ni les liens cassés." }
            p { a href=(Route { screen: Screen::About, ..Route::default() }) { "En savoir plus" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{shell::notice, templates, typeset};

    /// The static page shows the home screen before any script runs: same words, same markup.
    /// `UPDATE=1 cargo test static_page` writes them into `www/index.html`.
    #[test]
    fn the_static_page_holds_the_home_screen() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/index.html");
        let mut index = std::fs::read_to_string(path).expect("www/index.html");
        let update = std::env::var_os("UPDATE").is_some();
        for (name, expected) in [("home", typeset(content())), ("shell", typeset(templates()))] {
            let (open, close) = (format!("<!-- {name} -->\n"), format!("\n<!-- /{name} -->"));
            let (before, rest) = index.split_once(&open).expect("an opening comment");
            let (inside, after) = rest.split_once(close.trim_start()).expect("a closing comment");
            if update {
                index = format!("{before}{open}{expected}{close}{after}");
            } else {
                assert_eq!(inside.trim_end(), expected, "{name}: run this test with UPDATE=1");
            }
        }
        assert!(index.contains(&typeset(notice())), "the permanent line");
        if update {
            std::fs::write(path, index).expect("www/index.html written");
        }
    }
}
