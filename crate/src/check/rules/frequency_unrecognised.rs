//! The portal gives a frequency that udata does not know.

use crate::{
    check::{Evidence, Level, Rule, Standing, Subject, fixes},
    model::frequency::suggest,
};

pub static RULE: Rule = Rule {
    code: "FRE-INCONNUE",
    level: Level::Flag,
    title: "Fréquence non reconnue",
    constat: "La fiche donne une fréquence, mais pas sous une forme que data.gouv.fr reconnaît : un libellé comme « annuelle » ne suffit pas.",
    effect: "La fréquence est perdue ; data.gouv.fr affiche « Fréquence de mise à jour non renseignée » : deux critères de qualité en moins.",
    fixes: fixes::FREQUENCY,
    in_bulk: "GeoNetwork : modification par lots du tableau de bord. CKAN : package_patch de l’API. Autres logiciels : le gabarit qui écrit l’export. Une même valeur explique souvent beaucoup de fiches.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| {
        let flag = case.flag(Subject::Frequency, Standing::Unrecognised)?;
        Some(Evidence { instead: flag.raw.as_deref().and_then(instead), ..flag.into() })
    },
};

/// The address of the frequency that a French or English wording means.
fn instead(raw: &str) -> Option<String> {
    let meant: Vec<_> = suggest(raw)
        .iter()
        .map(|frequency| format!("{} ({})", frequency.eu_uri(), frequency.label()))
        .collect();
    (!meant.is_empty()).then(|| format!("Écrivez plutôt\u{a0}: {}", meant.join(", ou ")))
}

#[cfg(test)]
mod tests {
    use crate::{
        check::{Verdict, testing::dataset_item},
        harvest::Kind,
    };

    #[test]
    fn a_wording_is_translated_to_an_address() {
        for (raw, expected) in [
            (
                "annuelle",
                Some(
                    "Écrivez plutôt\u{a0}: http://publications.europa.eu/resource/authority/frequency/ANNUAL (Annuelle)",
                ),
            ),
            ("quand on y pense", None),
        ] {
            let item =
                dataset_item("x", |_, trace| trace.lost("frequency", "dct:accrualPeriodicity", raw, ""));
            let verdict = Verdict::of(&item, Some(Kind::Dcat));
            let finding = verdict.finding("FRE-INCONNUE").expect("a finding");
            assert_eq!(finding.evidence.instead.as_deref(), expected, "{raw}");
        }
    }
}
