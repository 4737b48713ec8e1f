//! Screen « Réglages » : what to type in data.gouv.fr's form, what to do before and after, and how to share a preview.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::{
    CatalogueSource, Checked, Fatal, HtmlPage, components, embedding,
    format::{count, day, number},
    recognised,
    route::{Route, Screen},
    wording,
};
use crate::{
    check::{RecordState, publisher_key},
    harvest::FormField,
    model::{Filter, Kind, VERSIONS},
    portal::form::{self, Form, Typed},
};

pub(super) fn page(checked: Option<&Checked>, route: &Route) -> HtmlPage {
    let body = html! {
        @if let Some(checked) = checked { (components::check_header(checked, route)) }
        h1 tabindex="-1" { "Réglages à saisir sur data.gouv.fr" }
        @match checked {
            Some(checked) => { (settings(checked, route)) }
            None => { p { "Ouvrez d’abord un catalogue : les réglages dépendent de ce qui est lu. " a href=(Route::default()) { "Choisir un portail, un fichier ou un exemple" } } }
        }
    };
    HtmlPage::new("Réglages à saisir sur data.gouv.fr", route, body).announcing(announced(checked, route))
}

/// What is heard once what was typed is judged.
fn announced(checked: Option<&Checked>, route: &Route) -> String {
    let Some(checked) = checked.filter(|_| !route.typed.is_empty()) else { return String::new() };
    let wrong = route.typed.remarks(&form(checked)).iter().filter(|remark| remark.caution.is_some()).count();
    match wrong {
        0 => "Rien à redire.".to_owned(),
        _ => count(wrong, "champ à corriger", "champs à corriger"),
    }
}

fn form(checked: &Checked) -> Form {
    let mut form = Form::of(&checked.reading.candidates, &checked.catalogue.options, checked.name());
    if let Some(organisation) = only_publisher(checked) {
        form.name_after(organisation);
    }
    let names = checked.catalogue.job.items.iter().filter_map(|item| item.source_publisher.as_deref());
    form.producers = names.map(publisher_key).collect::<BTreeSet<_>>().len();
    form
}

fn settings(checked: &Checked, route: &Route) -> Markup {
    let form = form(checked);
    let producer = producer(checked, route);
    html! {
        p { "Voici ce qu’attend le formulaire de " a href=(form::CREATE) target="_blank" rel="noopener noreferrer" { "création d’un moissonneur" span.discret { " (nouvelle fenêtre)" } } " de data.gouv.fr." }
        (recognised::section(checked, route))
        (steps("Avant", &form.before()))
        h2 { "Le formulaire" }
        (fields(&form, &producer))
        details {
            summary { "Tout le formulaire en un texte" }
            (components::copyable("tout-le-formulaire", &whole(&form, &producer)))
        }
        @for caution in form.cautions() { p.encart { (caution) } }
        (verification(&form, route))
        (steps("Après", &form.after()))
        h2 { "Le message pour « Demander la validation »" }
        p { "À coller dans le " a href=(form::VALIDATION) target="_blank" rel="noopener noreferrer" { "formulaire d’aide de data.gouv.fr" span.discret { " (nouvelle fenêtre)" } } "." }
        (components::copyable("message-validation", &form.message(&summary(checked))))
        @if matches!(checked.reading.source, Some(CatalogueSource::Address(_))) {
            h2 { "Partager" }
            (share(route))
        }
    }
}

/// The link and the embedding codes: an address and settings, never data nor keys.
fn share(route: &Route) -> Markup {
    let overview = route.to(Screen::Overview);
    let shared = components::without_token(&overview);
    let has_token = shared.is_some();
    let overview = shared.unwrap_or(overview);
    html! {
        p { "Le lien ne contient que l’adresse du portail et les réglages du moissonneur : ni données, ni clé d’accès." }
        @if has_token {
            p.encart { "Cette adresse contient le jeton de votre partage : il n’est pas mis dans le lien. Qui l’ouvrira devra donner l’adresse complète." }
        }
        (components::copyable("lien-de-partage", &format!("ADRESSE-DE-CETTE-PAGE/{overview}")))
        p { (embedding::link(route)) }
    }
}

fn steps(title: &str, steps: &[&str]) -> Markup {
    html! {
        h2 { (title) }
        ol { @for step in steps { li { (step) } } }
    }
}

/// The organisation that the person says is theirs, else the one that more than half of the records name.
fn producer(checked: &Checked, route: &Route) -> Option<String> {
    if let [own] = route.producers.as_slice() {
        return Some(own.clone());
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut named = 0;
    for item in &checked.catalogue.job.items {
        let contacts = item.dataset().map(|dataset| &dataset.contact_points).into_iter().flatten();
        let mut publishers =
            contacts.filter(|contact| matches!(contact.role.as_str(), "publisher" | "creator"));
        let of_contacts = || publishers.find_map(|contact| contact.name.as_deref());
        let name = item.source_publisher.as_deref().or_else(of_contacts).map(str::trim);
        if let Some(name) = name.filter(|name| !name.is_empty()) {
            *counts.entry(name).or_default() += 1;
            named += 1;
        }
    }
    let (name, n) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    (2 * n > named).then(|| name.to_owned())
}

/// The organisation of all records, when they have one alone.
fn only_publisher(checked: &Checked) -> Option<&str> {
    let mut names = checked.catalogue.job.items.iter().map(|item| item.source_publisher.as_deref());
    let first = names.next()??;
    names.all(|name| name == Some(first)).then_some(first)
}

const YES_ARCHIVE: &str = "oui : une fiche retirée de votre portail est archivée au bout de 7 jours";

fn fields(form: &Form, producer: &Option<String>) -> Markup {
    html! {
        dl.formulaire {
            (field("Producteur", html! {
                @if let Some(name) = producer { (components::copyable("copie-producteur", name)) }
                p.aide {
                    "Votre organisation sur data.gouv.fr : il faut en être administrateur. "
                    @if producer.is_some() { "Ce nom est celui que la plupart des fiches donnent ; data.gouv.fr ne le lit pas, toutes les fiches iront à l’organisation choisie ici." }
                    @else { "Toutes les fiches iront à cette organisation, quel que soit le producteur écrit dans le portail." }
                }
            }))
            (field("Nom", html! {
                (components::copyable("copie-nom", &form.name))
                p.aide { "Le nom ne sera pas public : il sert à vous et à l’équipe qui valide. Dites de quel portail il s’agit. Bons noms : « " (form.name) " », « Géoportail de l’agglomération (CSW) ». À éviter : « Moissonneur de mon portail », le nom du logiciel seul, plus de 255 caractères, et tout nom contenant « test », que data.gouv.fr renvoie vers demo.data.gouv.fr." }
            }))
            (field("Description", html! {
                (components::copyable("copie-description", &form.description))
                p.aide { "Facultative et interne ; l’avertissement « 500 caractères » peut être ignoré." }
            }))
            (field("URL", match &form.url {
                Some(url) => components::copyable("copie-url", url),
                None => html! { "l’adresse de votre export" },
            }))
            (field("Type", match form.kind {
                Some(kind) => html! {
                    (components::copyable("copie-type", kind.label()))
                    p.aide { "Appelé aussi « Implémentation ». " (form.why_kind()) }
                },
                None => html! { "à choisir" },
            }))
            (field("Filtres", filters(form)))
            @if form.has(FormField::RemoteUrlPrefix) {
                (field("Préfixe d’URL distante", match &form.prefix {
                    Some(prefix) => html! {
                        (components::copyable("copie-prefixe", prefix))
                        p.aide { "data.gouv.fr y ajoute l’identifiant de la fiche : ouvrez une adresse obtenue ainsi avant de valider." }
                    },
                    None => html! { "vide, ou l’adresse des fiches de votre catalogue, sans leur identifiant" },
                }))
            }
            @if form.has(FormField::GeoDcatAp) {
                (field("GeoDCAT-AP", components::copyable("copie-geodcatap", if form.geodcatap { "oui" } else { "non" })))
            }
            (field("Activé", html! {
                (components::copyable("copie-active", "oui"))
                p.aide { "Jusqu’à la validation, rien n’est publié de toute façon." }
            }))
            (field("Archivage automatique", components::copyable("copie-archivage", YES_ARCHIVE)))
        }
    }
}

fn filters(form: &Form) -> Markup {
    html! {
        @if form.wants_filter() {
            p { "à renseigner : Inclure · clé " b { "organization" } " · valeur : l’identifiant de votre organisation sur le portail (la fin de l’adresse de sa page)." }
            p.aide { "Ce portail est partagé : sans ce filtre, les jeux de toutes ses organisations seraient publiés au nom de la vôtre." }
        } @else if form.kind.is_none() && form.filters.is_empty() {
            "selon le type : seul CKAN en a"
        } @else if form.filters.is_empty() {
            @if form.has(FormField::Filters) { "aucun : toutes les organisations du portail sont moissonnées" } @else { "aucun : ce type n’en a pas" }
        }
        @for (rank, filter) in form.filters.iter().enumerate() {
            p { (sign(filter)) " · clé " b { (filter.key) } " · valeur :" }
            (components::copyable(&format!("copie-filtre-{rank}"), &filter.value))
        }
    }
}

fn sign(filter: &Filter) -> &'static str {
    if filter.exclude { "Exclure" } else { "Inclure" }
}

/// The whole form, for whoever fills it in.
fn whole(form: &Form, producer: &Option<String>) -> String {
    let filters: Vec<_> = form
        .filters
        .iter()
        .map(|filter| format!("{} {} = {}", sign(filter), filter.key, filter.value))
        .collect();
    let mut lines = vec![
        ("Producteur", producer.clone().unwrap_or_else(|| "votre organisation".into())),
        ("Nom", form.name.clone()),
        ("Description", form.description.clone()),
        ("URL", form.url.clone().unwrap_or_else(|| "à préciser".into())),
        ("Type", form.kind.map_or("à choisir", Kind::label).to_owned()),
        (
            "Filtres",
            if form.wants_filter() {
                "Inclure organization = (identifiant de votre organisation)".into()
            } else if filters.is_empty() {
                "aucun".into()
            } else {
                filters.join(" ; ")
            },
        ),
    ];
    if form.has(FormField::RemoteUrlPrefix) {
        lines.push(("Préfixe d’URL distante", form.prefix.clone().unwrap_or_else(|| "vide".into())));
    }
    if form.has(FormField::GeoDcatAp) {
        lines.push(("GeoDCAT-AP", if form.geodcatap { "oui" } else { "non" }.into()));
    }
    lines.extend([("Activé", "oui".to_owned()), ("Archivage automatique", "oui".to_owned())]);
    lines.iter().map(|(name, value)| format!("{name} : {value}")).collect::<Vec<_>>().join("\n")
}

fn field(name: &str, value: Markup) -> Markup {
    html! { dt { (name) } dd { (value) } }
}

/// Checks what the person has already typed there. The page's script turns any form named « filtres » into pairs of
/// the address.
fn verification(form: &Form, route: &Route) -> Markup {
    let Typed { name, url, kind, filter, prefix } = &route.typed;
    let text = |id: &str, label: &str, value: &str| {
        html! {
            label for=(id) { (label) }
            input id=(id) name=(id) type="text" autocomplete="off" spellcheck="false" autocapitalize="off" value=(value);
        }
    };
    html! {
        h2 #verifier { "Vérifier ce que vous avez déjà saisi" }
        p { "Collez ici ce qui est dans le formulaire de data.gouv.fr : rien n’est envoyé." }
        @if !route.typed.is_empty() {
            ul.remarques {
                @for remark in route.typed.remarks(form) {
                    li {
                        b { (remark.field) " : " }
                        @match remark.caution { Some(caution) => { (caution) } None => { "✓ rien à redire." } }
                    }
                }
            }
        }
        form #filtres.entree aria-labelledby="verifier" {
            (text("saisie-nom", "Nom", name))
            (text("saisie-adresse", "URL", url))
            label for="saisie-du-type" { "Type" }
            select #saisie-du-type name="saisie-type" {
                option value="" { "Pas encore choisi" }
                @for choice in Kind::offered() {
                    option value=(choice.id()) selected[*kind == Some(choice)] { (choice.label()) }
                }
            }
            (text("saisie-filtre", "Filtre (clé=valeur)", filter))
            (text("saisie-prefixe", "Préfixe d’URL distante", prefix))
            button.principal type="submit" { "Vérifier" }
        }
    }
}

/// « Contrôle du 22 août 2026 avec Avant-moisson 0.1.0 (règles udata 17.18.0) : 3 100 fiches… »
fn summary(checked: &Checked) -> String {
    let tally = &checked.report.tally;
    let parts: Vec<_> = [RecordState::Ready, RecordState::ToFix, RecordState::Skipped, RecordState::Failed]
        .into_iter()
        .filter(|state| tally.of(*state) > 0)
        .map(|state| format!("{} {}", number(tally.of(state)), wording::in_state(state, tally.of(state))))
        .collect();
    let found = match checked.fatal() {
        Some(Fatal::Fault(fault)) => {
            format!("rien n’a pu être vérifié ({})", fault.explain(&checked.reading.candidates).title)
        }
        Some(Fatal::Unreadable(problem)) => format!("rien n’a pu être vérifié ({})", problem.found),
        None if parts.is_empty() => "aucune fiche trouvée".to_owned(),
        None => format!("{}, dont {}", count(tally.total(), "fiche", "fiches"), parts.join(", ")),
    };
    let partial =
        if parts.is_empty() || checked.is_certain() { "" } else { " La lecture était incomplète." };
    format!(
        "Contrôle du {} avec Avant-moisson {} (règles udata {}) : {found}.{partial}",
        day(checked.catalogue.options.now.naive),
        env!("CARGO_PKG_VERSION"),
        VERSIONS.udata,
    )
}

#[cfg(test)]
mod tests {
    use super::super::{Reading, testing::checked};
    use super::*;
    use crate::{
        Catalogue, Options,
        portal::{Address, Fault, FaultCause, Method, recognise},
    };

    #[test]
    fn the_message_says_what_was_found() {
        let checked = checked();
        let html = page(Some(&checked), &Route::default()).html;
        assert!(html.contains("Merci de valider le moissonneur"), "{html}");
        assert!(
            html.contains(VERSIONS.udata)
                && html.contains("Producteur")
                && html.contains("Archivage automatique")
        );
        assert!(!html.contains("<script>"));
        let sentence = summary(&checked);
        assert!(sentence.contains(&number(checked.report.tally.total())), "{sentence}");
    }

    #[test]
    fn the_producer_is_the_one_that_most_records_name() {
        let named = |name: &Option<&str>| {
            let mut item = crate::check::testing::dataset_item("x", |_, _| {});
            item.source_publisher = name.map(str::to_owned);
            item
        };
        let of = |names: &[Option<&str>], own: &[&str]| {
            let checked = super::super::testing::of(names.iter().map(named).collect());
            let producers = own.iter().map(|name| (*name).to_owned()).collect();
            producer(&checked, &Route { producers, ..Route::default() })
        };
        let (ville, agglo) = (Some("Ville"), Some("Agglo"));
        assert_eq!(of(&[ville, ville, agglo, None], &[]).as_deref(), Some("Ville"));
        assert_eq!(of(&[ville, agglo], &[]), None);
        assert_eq!(of(&[None, None], &[]), None);
        assert_eq!(of(&[ville, ville, agglo], &["Agglo"]).as_deref(), Some("Agglo"));
        let html = page(Some(&checked()), &Route::default()).html;
        assert!(html.contains("Le nom ne sera pas public"), "{html}");
    }

    #[test]
    fn what_was_typed_is_judged_beside_what_is_expected() {
        let checked = checked();
        let shown = |typed: &str| page(Some(&checked), &Route::parse(&format!("#/reglages?{typed}"))).html;
        assert!(!shown("").contains("remarques"));
        let html = shown("saisie-nom=Portail+de+test&saisie-adresse=ftp://a.fr&saisie-type=ckan");
        assert!(html.contains("renverrait vers demo.data.gouv.fr"), "{html}");
        assert!(html.contains("Choisissez DCAT plutôt que CKAN"), "{html}");
        assert!(html.contains("ni par https://"), "{html}");
        assert!(shown("saisie-nom=Portail+open+data+de+Montrivel").contains("rien à redire"));
    }

    #[test]
    fn a_portal_that_could_not_be_read_still_has_its_settings() {
        let source = CatalogueSource::Address("https://a.fr/dataset".into());
        let address = Address::parse("https://a.fr/dataset").expect("an address");
        let reading = Reading {
            source: Some(source),
            candidates: recognise(address).candidates,
            faults: vec![Fault {
                cause: FaultCause::Cors,
                address: "https://a.fr/".into(),
                method: Method::Get,
                page: 1,
                read: 0,
            }],
            ..Reading::default()
        };
        let checked = Checked::new(Catalogue::read(Vec::new(), Options::default()), reading);
        let html = page(Some(&checked), &Route::parse("#/reglages?src=https://a.fr/dataset")).html;
        assert!(
            html.contains("CKAN") && html.contains("rien n’a pu être vérifié (Votre portail répond"),
            "{html}"
        );
    }
}
