//! From a French wording to a frequency.

use std::slice;

use super::Frequency;

/// The frequencies a French (or plain English) wording may mean: none, one, or several to choose from.
///
/// udata recognises no such wording: this only helps a person correct the source.
pub fn suggest(text: &str) -> &'static [Frequency] {
    let text = fold(text);
    let worded = WORDINGS.iter().find(|(wordings, _)| wordings.contains(&text.as_str()));
    let labelled = || Frequency::ALL.iter().find(|frequency| fold(frequency.label()) == text);
    worded.map(|(_, found)| *found).or_else(|| labelled().map(slice::from_ref)).unwrap_or_default()
}

/// Wordings folded by [`fold`].
const WORDINGS: &[(&[&str], &[Frequency])] = {
    use Frequency::*;
    &[
        (
            &["continu", "continue", "en continu", "mise a jour continue", "temps reel", "en temps reel"],
            &[Continuous],
        ),
        (&["plusieurs fois par jour", "pluriquotidien", "pluriquotidienne"], &[SeveralTimesADay]),
        (&["horaire", "toutes les heures", "chaque heure", "une fois par heure"], &[Hourly]),
        (&["deux fois par jour", "biquotidien", "biquotidienne"], &[Semidaily]),
        (&["trois fois par jour"], &[ThreeTimesADay]),
        (
            &[
                "quotidien",
                "quotidienne",
                "quotidiennement",
                "journalier",
                "journaliere",
                "tous les jours",
                "chaque jour",
                "une fois par jour",
            ],
            &[Daily],
        ),
        (
            &[
                "hebdomadaire",
                "hebdomadairement",
                "toutes les semaines",
                "chaque semaine",
                "une fois par semaine",
            ],
            &[Weekly],
        ),
        (&["bihebdomadaire", "bi hebdomadaire"], &[Semiweekly, Biweekly]),
        (&["deux fois par semaine"], &[Semiweekly]),
        (&["trois fois par semaine"], &[ThreeTimesAWeek]),
        (
            &[
                "toutes les deux semaines",
                "tous les quinze jours",
                "tous les 15 jours",
                "quinzaine",
                "fortnightly",
            ],
            &[Biweekly],
        ),
        (&["bimensuel", "bimensuelle", "bi mensuel", "bi mensuelle", "deux fois par mois"], &[Semimonthly]),
        (&["trois fois par mois", "decadaire"], &[ThreeTimesAMonth]),
        (
            &["mensuel", "mensuelle", "mensuellement", "tous les mois", "chaque mois", "une fois par mois"],
            &[Monthly],
        ),
        (
            &[
                "bimestriel",
                "bimestrielle",
                "bi mestriel",
                "bi mestrielle",
                "tous les deux mois",
                "tous les 2 mois",
            ],
            &[Bimonthly],
        ),
        (
            &["trimestriel", "trimestrielle", "trimestriellement", "tous les trois mois", "tous les 3 mois"],
            &[Quarterly],
        ),
        (&["quadrimestriel", "quadrimestrielle", "trois fois par an"], &[ThreeTimesAYear]),
        (
            &[
                "semestriel",
                "semestrielle",
                "semestriellement",
                "tous les six mois",
                "tous les 6 mois",
                "deux fois par an",
                "biannually",
            ],
            &[Semiannual],
        ),
        (
            &[
                "annuel",
                "annuelle",
                "annuellement",
                "tous les ans",
                "chaque annee",
                "une fois par an",
                "yearly",
                "annually",
            ],
            &[Annual],
        ),
        (
            &["biennal", "biennale", "bisannuel", "bisannuelle", "tous les deux ans", "tous les 2 ans"],
            &[Biennial],
        ),
        (
            &["triennal", "triennale", "trisannuel", "trisannuelle", "tous les trois ans", "tous les 3 ans"],
            &[Triennial],
        ),
        (&["quadriennal", "quadriennale", "tous les quatre ans", "tous les 4 ans"], &[Quadrennial]),
        (&["quinquennal", "quinquennale", "tous les cinq ans", "tous les 5 ans"], &[Quinquennial]),
        (&["decennal", "decennale", "tous les dix ans", "tous les 10 ans"], &[Decennial]),
        (
            &[
                "ponctuel",
                "ponctuelle",
                "ponctuellement",
                "au besoin",
                "si besoin",
                "selon besoin",
                "selon les besoins",
                "lorsque necessaire",
                "a la demande",
                "as needed",
                "asneeded",
            ],
            &[Punctual],
        ),
        (
            &[
                "irregulier",
                "irreguliere",
                "irregulierement",
                "sans regularite",
                "aperiodique",
                "occasionnel",
                "occasionnelle",
            ],
            &[Irregular],
        ),
        (&["jamais", "aucune", "aucune mise a jour"], &[Never]),
        (
            &[
                "non planifie",
                "non planifiee",
                "non prevu",
                "non prevue",
                "pas de mise a jour prevue",
                "notplanned",
            ],
            &[NotPlanned],
        ),
        (&["inconnu", "inconnue", "non renseigne", "non renseignee", "non connue"], &[Unknown]),
        (&["autre"], &[Other]),
    ]
};

/// Lower case, without French accents, words separated by one space.
fn fold(text: &str) -> String {
    let plain = text.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ").replace(['à', 'â'], "a");
    let plain = plain.replace(['é', 'è', 'ê', 'ë'], "e").replace(['î', 'ï'], "i").replace('ô', "o");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_wordings_suggest_a_frequency() {
        for (text, suggested) in [
            ("Annuelle", &[Frequency::Annual][..]),
            ("  MISE À JOUR CONTINUE ", &[Frequency::Continuous]),
            ("Journalière", &[Frequency::Daily]),
            ("bi-hebdomadaire", &[Frequency::Semiweekly, Frequency::Biweekly]),
            ("Semestrielle.", &[Frequency::Semiannual]),
            ("Temps réel", &[Frequency::Continuous]),
            ("Tous les 15 jours", &[Frequency::Biweekly]),
            ("non planifiée", &[Frequency::NotPlanned]),
            ("au fil de l’eau", &[]),
            ("Toutes les deux heures", &[Frequency::Bihourly]),
            ("", &[]),
        ] {
            assert_eq!(suggest(text), suggested, "{text}");
        }
    }

    #[test]
    fn labels_suggest_themselves() {
        for frequency in Frequency::ALL {
            assert_eq!(suggest(frequency.label()), [*frequency]);
        }
    }
}
