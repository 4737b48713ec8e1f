//! Screens « À propos », « Accessibilité » and « Confidentialité ».

use maud::html;

use crate::model::VERSIONS;

use super::{
    HtmlPage,
    format::written_day,
    route::{Route, Screen},
};

/// What agreement was measured with, a line each: the page and `--version` say the same.
pub fn measured_with() -> [String; 6] {
    let day = |text: &str| written_day(text).unwrap_or_else(|| text.to_owned());
    let versions = *VERSIONS;
    [
        format!("Règles de moissonnage : udata {}.", versions.udata),
        format!("Moissonneur OpenDataSoft (retiré) : udata-ods {}.", versions.opendatasoft),
        format!("Affichage : composants de data.gouv.fr (datagouv/cdata, révision {}).", &versions.cdata[..8]),
        format!(
            "Listes : licences du {}, types de médias du {}, types de fichiers européens du {}, territoires du {}.",
            day(versions.licences),
            day(versions.media_types),
            day(versions.file_types),
            day(versions.zones),
        ),
        format!(
            "Conversion d’ISO 19139 en DCAT : la feuille de style livrée avec udata (SHA-256 {}…).",
            &versions.stylesheet[..12]
        ),
        "Moissonneur d’udata que cet outil ne simule pas : MAAF, qui ne lit que le catalogue du ministère de l’Agriculture.".to_owned(),
    ]
}

fn about(route: &Route) -> maud::Markup {
    html! {
        h1 tabindex="-1" { "Ce que fait cet outil, ce qu’il ne fait pas" }
        h2 { "Ce qu’il fait" }
        p { "Avant-moisson lit les fiches d’un portail de données ouvertes et leur applique les règles de moissonnage de data.gouv.fr, telles que les écrit le code public d’udata " (VERSIONS.udata) ". Il montre le résultat fiche par fiche, dit d’où vient chaque champ, et signale d’abord trois informations : la licence, la couverture spatiale et la fréquence de mise à jour." }
        h2 { "Ce qu’il ne fait pas" }
        ul {
            li { "Il ne vérifie pas vos fichiers de données, et ne visite aucun lien." }
            li { "Il ne publie rien, et ne remplace pas la validation par l’équipe de data.gouv.fr." }
            li { "Il ne sait pas ce qui est déjà publié, sauf si vous demandez la comparaison avec une organisation de data.gouv.fr : doublons avec d’autres organisations, licence gardée d’un ancien moissonnage, certification de votre organisation lui échappent." }
        }
        h2 #mesure { "Avec quoi la concordance est mesurée" }
        ul { @for line in measured_with() { li { (line) } } }
        h2 { "Indépendance" }
        p { "Outil indépendant, non officiel : il n’est ni édité ni approuvé par data.gouv.fr. Les champs, leur ordre et leurs libellés sont ceux de data.gouv.fr ; la présentation est la nôtre." }
        p { a href=(Route { screen: Screen::Help(None), ..route.clone() }) { "Les constats et leur correction" } }
    }
}

pub(super) fn accessibility(route: &Route) -> HtmlPage {
    let body = html! {
        h1 tabindex="-1" { "Accessibilité" }
        p { "Cette page vise le niveau AA du RGAA 4.1 et des WCAG 2.2. Elle n’a pas fait l’objet d’un audit : son état de conformité n’est pas établi." }
        h2 { "Ce qui est vérifié à chaque version" }
        ul {
            li { "Les contrôles automatiques d’axe-core sur chaque écran, en clair et en sombre, sans aucune erreur." }
            li { "Un parcours complet au clavier seul : exemple, vue d’ensemble, filtre, fiche, export." }
            li { "L’absence de défilement horizontal à 320 pixels de large." }
        }
        h2 { "Ce qui est prévu dans la conception" }
        ul {
            li { "Les états sont écrits en toutes lettres, jamais par la couleur seule." }
            li { "Les dessins (barres, contours) répètent des nombres écrits à côté." }
            li { "Le changement d’écran déplace le focus sur le titre ; les résultats de la recherche sont annoncés." }
            li { "Thèmes clair et sombre, couleurs forcées, mouvements réduits et impression sont pris en compte." }
        }
        h2 { "Signaler un défaut" }
        p { "Écrivez au site qui publie cette page, ou ouvrez un ticket dans le dépôt du code source. Si la réponse ne vous convient pas, vous pouvez saisir le Défenseur des droits." }
    };
    HtmlPage::new("Accessibilité", route, body)
}

pub(super) fn privacy(route: &Route) -> HtmlPage {
    let body = html! {
        h1 tabindex="-1" { "Confidentialité" }
        ul {
            li { "Aucune mesure d’audience, aucun cookie. Rien n’est gardé après la fermeture de la page, sauf si vous demandez de garder une vérification pour la comparer, ou les cases cochées du plan : elles restent dans le stockage de votre navigateur (IndexedDB), et vous pouvez les y effacer." }
            li { "Les fichiers déposés et les textes collés sont lus dans votre navigateur et ne le quittent pas." }
            li { "Si vous donnez l’adresse d’un portail, votre navigateur demande ses pages à ce portail, et à lui seul. Si vous demandez ce qu’une organisation publie déjà, il le demande à l’interface publique de data.gouv.fr, sans rien lui dire de votre portail." }
            li { "Les images et les fonds de carte des portails ne sont jamais chargés." }
            li { "Les liens de partage contiennent l’adresse du portail et vos filtres, dans la partie de l’adresse que les navigateurs n’envoient pas aux serveurs. Les clés d’accès et mots de passe en sont retirés." }
        }
    };
    HtmlPage::new("Confidentialité", route, body)
}

pub(super) fn page(route: &Route) -> HtmlPage {
    HtmlPage::new("Ce que fait cet outil, ce qu’il ne fait pas", route, about(route))
}
