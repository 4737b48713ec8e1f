//! « Où corriger » : in the recognised software, the others behind a fold.

use maud::{Markup, html};

use super::{Checked, format::count, record};
use crate::{
    check::{Fix, InBulk, Rule},
    harvest::Tool,
    model::Kind,
    portal::{self, Address, Software},
};

/// Where something is corrected.
pub(super) struct Remedies {
    /// In the software that was recognised.
    pub own: Vec<&'static Fix>,
    /// In the others that this harvester may be reading.
    pub others: Vec<&'static Fix>,
    /// Whether a software was recognised.
    is_known: bool,
}

impl Remedies {
    /// Where there is no fold: those of the recognised software alone; of all when none was.
    pub fn best(self) -> Vec<&'static Fix> {
        if self.is_known { self.own } else { self.others }
    }
}

/// What the address turned out to be, else what the harvester can only read.
pub(super) fn software(checked: &Checked) -> Option<Software> {
    let found = checked.reading.candidates.iter().find(|found| !found.is_fallback());
    let of_site = || {
        let address = Address::parse(checked.catalogue.options.site.as_deref()?).ok()?;
        let found = portal::recognise(address).candidates.into_iter().next()?;
        // The ending of an address tells a syntax, not a software.
        Some(found.software).filter(|software| *software != Software::Rdf)
    };
    // Anything may write a catalogue or answer as a CSW service does.
    let of_kind = || {
        let kind = checked.catalogue.options.kind?;
        Some(Software::of_kind(kind)).filter(|software| !matches!(software, Software::Rdf | Software::Csw))
    };
    found.map(|found| found.software).or_else(of_site).or_else(of_kind)
}

/// Where to correct what `fixes` is about.
pub(super) fn of(checked: &Checked, fixes: &'static [Fix]) -> Remedies {
    with(software(checked), checked.catalogue.options.kind, fixes)
}

/// The same, for a software that is known already.
pub(super) fn with(software: Option<Software>, kind: Option<Kind>, fixes: &'static [Fix]) -> Remedies {
    let is_own = |fix: &&Fix| match software {
        Some(Software::Rdf) => fix.tool == Tool::HandMade && fix.is_hand_made(),
        Some(software) => fix.software.starts_with(software.label()),
        None => false,
    };
    let (own, mut others): (Vec<&Fix>, Vec<&Fix>) = fixes.iter().partition(is_own);
    others.retain(|fix| fix.concerns(kind));
    Remedies { own, others, is_known: software.is_some() }
}

/// The same, for a page.
pub(super) fn section(checked: &Checked, fixes: &'static [Fix]) -> Markup {
    let Remedies { own, others, .. } = of(checked, fixes);
    let title = if own.is_empty() { "Selon votre logiciel" } else { "Avec un autre logiciel" };
    html! {
        (record::fixes(&own))
        @if !others.is_empty() {
            details.autres-logiciels {
                summary { (title) " : " (count(others.len(), "façon de faire", "façons de faire")) }
                (record::fixes(&others))
            }
        }
    }
}

/// How many records are corrected at once: what concerns every software waits behind a fold.
pub(super) fn at_once(checked: &Checked, rule: &Rule) -> Markup {
    let software = software(checked);
    let told = in_bulk(rule, software);
    html! {
        @if software.is_some() || rule.in_bulk != InBulk::InSoftware {
            p.aide { "En une fois : " (told) }
        } @else {
            details.autres-logiciels { summary { "En une fois" } p { (told) } }
        }
    }
}

/// The same, in words: as that software does, or as each does when none was recognised.
pub(super) fn in_bulk(rule: &Rule, software: Option<Software>) -> &'static str {
    match (rule.in_bulk, software) {
        (InBulk::Said(text), _) => text,
        (_, Some(Software::Opendatasoft)) => {
            "« Catalogue » : cochez les jeux, puis « Actions » > « Modifier les métadonnées »."
        }
        (_, Some(Software::Ckan)) => {
            "package_patch de l’API, une ligne par fiche ; le plan écrit les commandes quand la valeur est connue."
        }
        (_, Some(Software::Geonetwork)) => {
            "« Contribuer » > « Modification par lots » : cochez les fiches, puis donnez le champ par son XPath et la valeur."
        }
        (_, Some(Software::Isogeo)) => "« Inventaire » : sélectionnez les fiches, puis « Édition par lot ».",
        (_, Some(Software::Rdf)) => {
            "Corrigez la ligne du programme qui écrit l’export : toutes les fiches suivent."
        }
        _ => {
            "Opendatasoft : sélection de plusieurs jeux dans « Catalogue ». CKAN : package_patch de l’API. GeoNetwork : modification par lots du tableau de bord. Isogeo : « Inventaire », édition par lot. Export écrit par un programme : son gabarit. Une même valeur explique souvent beaucoup de fiches : corrigez-la à sa source."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{self, fixes},
        view::testing,
    };

    #[test]
    fn the_recognised_software_comes_alone_and_the_others_behind_a_fold() {
        let mut checked = testing::of(Vec::new());
        checked.catalogue.options.kind = Some(Kind::CswIso19139);
        let names = |fixes: &[&Fix]| fixes.iter().map(|fix| fix.software).collect::<Vec<_>>();
        let unknown = of(&checked, fixes::IDENTIFIER);
        assert!(unknown.own.is_empty() && !unknown.others.is_empty());
        checked.catalogue.options.site = Some("https://geo.exemple.fr/geonetwork/srv/fre/csw".to_owned());
        let known = of(&checked, fixes::LICENCE);
        assert_eq!(names(&known.own), ["GeoNetwork (geonetwork-ui)", "GeoNetwork (éditeur classique)"]);
        assert_eq!(names(&known.others), ["Isogeo"]);
        let html = section(&checked, fixes::LICENCE).into_string();
        let fold = html.find("<details").expect("a fold");
        assert!(html.find("GeoNetwork").expect("its own") < fold, "{html}");
        assert!(html.find("Isogeo").expect("another") > fold, "{html}");
        checked.catalogue.options.kind = Some(Kind::Ckan);
        checked.catalogue.options.site = None;
        assert_eq!(names(&of(&checked, fixes::LICENCE).best()), ["CKAN"]);
    }

    #[test]
    fn many_records_are_corrected_as_their_software_does_unless_the_rule_knows_better() {
        let rule = |code| check::rule(code).expect("a rule");
        let mut checked = testing::of(Vec::new());
        let folded = at_once(&checked, rule("licence-absente")).into_string();
        assert!(folded.starts_with("<details") && folded.contains("CKAN"), "{folded}");
        checked.catalogue.options.kind = Some(Kind::Ods);
        let own = at_once(&checked, rule("licence-absente")).into_string();
        assert!(own.contains("Modifier les métadonnées") && !own.contains("CKAN"), "{own}");
        // No field of a record would change what the harvester does not carry.
        let known = at_once(&checked, rule("frequence-non-reprise")).into_string();
        assert!(known.contains("Choisissez le moissonneur DCAT"), "{known}");
    }
}
