//! What the page shows without the module: it is written into `www/index.html`, and a test keeps both equal.

use maud::{Markup, html};

use crate::model::VERSIONS;

/// Every piece, as `<template>` elements.
pub fn templates() -> Markup {
    html! {
        template #gabarit-lecture { (loading()) }
        template #gabarit-arret { (stopped()) }
        template #gabarit-panne { (broken()) }
        template #gabarit-navigateur { (refused()) }
        template #gabarit-version { (release()) }
    }
}

/// The permanent line under every screen.
pub fn notice() -> Markup {
    html! {
        "Outil indépendant, non officiel. Aperçu simulé d’après le code public de data.gouv.fr (udata " (VERSIONS.udata) ")."
    }
}

/// While the module starts or a file is being read.
pub fn loading() -> Markup {
    html! {
        h1 tabindex="-1" { "Lecture en cours" }
        p { "L’outil lit vos fiches dans votre navigateur." }
        progress aria-label="Lecture en cours" {}
        p { button type="button" data-arreter="" { "Arrêter" } }
    }
}

/// When a person stops before the first record.
pub fn stopped() -> Markup {
    html! {
        h1 tabindex="-1" { "Lecture arrêtée" }
        p { "Aucune fiche n’était encore lue." }
        p { a.bouton href="#/" { "Revenir à l’accueil" } }
    }
}

/// When the site has a new release: what is on the screen stays until the person asks.
fn release() -> Markup {
    html! {
        div.cadre {
            p.encart role="status" {
                "Une nouvelle version de cet outil est prête. La vérification affichée sera à refaire. "
                button type="button" data-remplacer="" { "Recharger avec la nouvelle version" }
            }
        }
    }
}

/// When the browser refuses the module: it is too old for it, or has only part of it.
fn refused() -> Markup {
    html! {
        h1 tabindex="-1" { "Ce navigateur n’a pas pu démarrer l’outil" }
        p { "Rechargez la page : l’outil est peut-être arrivé incomplet." }
        p { "Si cela revient, le navigateur est trop ancien : mettez-le à jour, ouvrez cette page dans un autre, ou employez la ligne de commande, qui fait la même chose sans navigateur." }
        p { a.bouton href="#/" { "Revenir à l’accueil" } }
    }
}

/// When the tool itself fails.
pub fn broken() -> Markup {
    html! {
        h1 tabindex="-1" { "L’outil a rencontré une erreur" }
        p { "Ce n’est pas votre catalogue qui est en cause : l’outil n’aurait pas dû s’arrêter, quelle que soit la fiche." }
        p { "Rechargez la page pour recommencer. Si l’erreur revient, la ligne de commande peut lire le même export, et le détail ci-dessous aidera à corriger l’outil." }
        details {
            summary { "Détail technique" }
            pre.detail data-detail="" {}
        }
        p { a.bouton href="#/" { "Revenir à l’accueil" } }
    }
}
