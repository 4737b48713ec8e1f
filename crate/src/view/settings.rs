//! Screen « Réglages » : what to type in data.gouv.fr's form, what to do before and after, and how to share a preview.

use maud::{Markup, html};

use super::{
    Checked, Page, Source, UDATA,
    format::{count, day, number},
    parts,
    route::Route,
    words,
};
use crate::{
    check::State,
    harvest::Kind,
    portal::form::{self, Form},
};

pub(super) fn page(checked: Option<&Checked>, route: &Route) -> Page {
    let body = html! {
        @if let Some(checked) = checked { (parts::check_header(checked, route)) }
        h1 tabindex="-1" { "Réglages à saisir sur data.gouv.fr" }
        @match checked {
            Some(checked) => { (settings(checked)) }
            None => { p { "Ouvrez d’abord un catalogue : les réglages dépendent de ce qui est lu. " a href=(Route::default()) { "Choisir un portail, un fichier ou un exemple" } } }
        }
    };
    Page::new("Réglages à saisir sur data.gouv.fr", route, body)
}

fn settings(checked: &Checked) -> Markup {
    let form = Form::of(&checked.reading.candidates, &checked.catalogue.options, checked.name());
    html! {
        p { "Voici ce qu’attend le formulaire de " a href=(form::CREATE) target="_blank" rel="noopener noreferrer" { "création d’un moissonneur" } " de data.gouv.fr." }
        (steps("Avant", &form.before()))
        h2 { "Le formulaire" }
        (fields(&form))
        @for caution in form.cautions() { p.encart { (caution) } }
        (steps("Après", &form.after()))
        h2 { "Le message pour « Demander la validation »" }
        p { "À coller dans le " a href=(form::VALIDATION) target="_blank" rel="noopener noreferrer" { "formulaire d’aide de data.gouv.fr" } "." }
        (parts::copyable("message-validation", &form.message(&summary(checked))))
        @if let Some(Source::Address(address)) = &checked.reading.source {
            h2 { "Montrer cet aperçu dans une documentation" }
            p { "Ce code affiche un bouton ; rien n’est demandé au portail avant le clic. Il ne contient ni données ni clé d’accès." }
            (parts::copyable("integration", &snippet(address, form.kind)))
        }
    }
}

/// The page's own address is written when the snippet is copied: the module does not know where it is published.
fn snippet(address: &str, kind: Option<Kind>) -> String {
    let address = address.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let kind = kind.map(|kind| format!(" type=\"{}\"", kind.id())).unwrap_or_default();
    format!(
        "<script defer src=\"ADRESSE-DE-CETTE-PAGE/embed.js\"></script>\n<avant-moisson src=\"{address}\"{kind}></avant-moisson>"
    )
}

fn steps(title: &str, steps: &[&str]) -> Markup {
    html! {
        h2 { (title) }
        ol { @for step in steps { li { (step) } } }
    }
}

fn fields(form: &Form) -> Markup {
    let is_csw = matches!(form.kind, Some(Kind::CswDcat | Kind::CswIso19139));
    html! {
        dl.formulaire {
            (field("Producteur", html! { "votre organisation (droits d’administration nécessaires)" }))
            (field("Nom", html! {
                (parts::copyable("saisie-nom", &form.name))
                p.aide { "Dites de quel portail il s’agit. À éviter : « Moissonneur », « Data », et tout nom contenant « test », que data.gouv.fr renvoie vers demo.data.gouv.fr." }
            }))
            (field("Description", html! {
                (parts::copyable("saisie-description", &form.description))
                p.aide { "Facultative et interne ; l’avertissement « 500 caractères » peut être ignoré." }
            }))
            (field("URL", match &form.url {
                Some(url) => parts::copyable("saisie-url", url),
                None => html! { "l’adresse de votre export" },
            }))
            (field("Type", html! { b { (form.kind.map_or("à choisir", Kind::label)) } }))
            (field("Filtres", html! {
                @if form.filters.is_empty() { "aucun" } @else {
                    ul { @for filter in &form.filters {
                        li { (if filter.exclude { "Exclure" } else { "Inclure" }) " · " (filter.key) " · " code { (filter.value) } }
                    } }
                }
            }))
            @if is_csw {
                (field("Préfixe d’URL distante", match &form.prefix {
                    Some(prefix) => parts::copyable("saisie-prefixe", prefix),
                    None => html! { "vide, ou l’adresse des fiches de votre catalogue, sans leur identifiant" },
                }))
            }
            @if form.kind == Some(Kind::CswDcat) {
                (field("GeoDCAT-AP", html! { (if form.geodcatap { "oui" } else { "non" }) }))
            }
            (field("Activé", html! { "oui" }))
            (field("Archivage automatique", html! { "oui : une fiche retirée de votre portail est archivée au bout de 7 jours" }))
        }
    }
}

fn field(name: &str, value: Markup) -> Markup {
    html! { dt { (name) } dd { (value) } }
}

/// « Contrôle du 22 août 2026 avec Avant-moisson 0.1.0 (règles udata 17.18.0) : 3 100 fiches… »
fn summary(checked: &Checked) -> String {
    let tally = &checked.report.tally;
    let parts: Vec<_> = [State::Ready, State::ToFix, State::Skipped, State::Failed]
        .into_iter()
        .filter(|state| tally.of(*state) > 0)
        .map(|state| format!("{} {}", number(tally.of(state)), words::in_state(state, tally.of(state))))
        .collect();
    let partial = if checked.is_certain() { "" } else { " La lecture était incomplète." };
    format!(
        "Contrôle du {} avec Avant-moisson {} (règles udata {UDATA})\u{a0}: {}, dont {}.{partial}",
        day(checked.catalogue.options.now.naive),
        env!("CARGO_PKG_VERSION"),
        count(tally.total(), "fiche", "fiches"),
        parts.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::super::testing::checked;
    use super::*;

    #[test]
    fn the_message_says_what_was_found() {
        let checked = checked();
        let html = page(Some(&checked), &Route::default()).html;
        assert!(html.contains("Merci de valider le moissonneur"), "{html}");
        assert!(
            html.contains(UDATA) && html.contains("Producteur") && html.contains("Archivage automatique")
        );
        assert!(!html.contains("<script>"));
        let code = snippet("https://a.fr/?a=\"><script>&b", Some(Kind::Dcat));
        assert!(code.contains("src=\"https://a.fr/?a=&quot;>&lt;script>&amp;b\" type=\"dcat\""), "{code}");
        let sentence = summary(&checked);
        assert!(sentence.contains(&number(checked.report.tally.total())), "{sentence}");
    }
}
