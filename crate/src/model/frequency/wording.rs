//! From a French wording to a frequency.

use std::{slice, sync::LazyLock};

use memchr::memmem::Finder;

use super::{Frequency, words::WORDINGS};

/// The frequencies a French (or plain English) wording may mean: none, one, or several to choose from.
///
/// udata recognises no such wording: this only helps a person correct the source.
pub fn suggest(text: &str) -> &'static [Frequency] {
    // « Annuelle (janvier) »
    let text = text.split_once('(').map_or(text, |(before, _)| before);
    if let Some(found) = of_duration(text) {
        return slice::from_ref(found);
    }
    let text = fold(text);
    let text = INTRODUCTIONS.iter().find_map(|words| text.strip_prefix(words)).unwrap_or(&text);
    let mut text = text.to_owned();
    for (digit, word) in [("1 fois", "une fois"), ("2 fois", "deux fois"), ("3 fois", "trois fois")] {
        text = text.replace(digit, word);
    }
    let worded = WORDINGS.iter().find(|(wordings, _)| wordings.contains(&text.as_str()));
    let bare = text.replace(' ', "");
    let labelled = || {
        let by_name = |frequency: &&Frequency| {
            fold(frequency.label()) == text
                || frequency.id().to_lowercase() == bare
                || frequency.eu_code().to_lowercase().replace('_', "") == bare
        };
        Frequency::ALL.iter().find(by_name).filter(|frequency| **frequency != Frequency::Unknown)
    };
    let found = || of_count(&text).or_else(labelled).map(slice::from_ref);
    worded.map(|(_, found)| *found).or_else(found).unwrap_or_default()
}

/// What a sentence says of the updates of the data, « mis à jour chaque mois », and the one frequency that it means.
pub fn in_sentence(text: &str) -> Option<(String, Frequency)> {
    of_updates(text).or_else(|| in_label(text))
}

/// « Fréquence : temps réel », alone on its line.
fn in_label(text: &str) -> Option<(String, Frequency)> {
    // A label and a frequency are short.
    const LONGEST: usize = 60;
    text.lines().filter(|line| line.len() < LONGEST && line.contains(':')).find_map(|line| {
        let plain = line.replace(['*', '_'], "");
        let said = plain.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '•' | '.'));
        let (_, value) = said
            .split_once(':')
            .filter(|(label, _)| ["frequence", "rythme"].contains(&fold(label).as_str()))?;
        match suggest(value) {
            [one] if *one != Frequency::Other => Some((said.to_owned(), *one)),
            _ => None,
        }
    })
}

fn of_updates(text: &str) -> Option<(String, Frequency)> {
    // Most texts say nothing of it.
    let lower = text.to_ascii_lowercase();
    if !MARKS.iter().any(|mark| mark.find(lower.as_bytes()).is_some()) {
        return None;
    }
    // Words, and where each stands.
    let mut words: Vec<(usize, usize, String)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push((from, at, fold(text.get(from..at).unwrap_or_default())));
                start = None;
            }
            _ => {}
        }
    }
    let word = |at: usize| words.get(at).map_or("", |(.., word)| word.as_str());
    let joined = |from: usize, count: usize| {
        (from..from + count).map(word).collect::<Vec<_>>().join(" ").trim_end().to_owned()
    };
    (0..words.len()).find_map(|at| {
        let length = ABOUT
            .iter()
            .map(|about| about.split(' ').count())
            .find(|length| ABOUT.contains(&joined(at, *length).as_str()))?;
        // « Il n’y a pas de mise à jour annuelle. »
        if (1..=3).any(|back| at.checked_sub(back).is_some_and(|at| NOT.contains(&word(at)))) {
            return None;
        }
        let mut from = at + length;
        while BETWEEN.contains(&word(from)) {
            from += 1;
        }
        let end =
            (1..=4).rev().map(|count| from + count).filter(|end| *end <= words.len()).find_map(|end| {
                match suggest(&joined(from, end - from)) {
                    [one] if !matches!(one, Frequency::Other) => Some((end, *one)),
                    _ => None,
                }
            })?;
        let span = words.get(at)?.0..words.get(end.0 - 1)?.1;
        let said = text.get(span)?;
        // One sentence, and not the end of one and the start of the next.
        let is_over = (0..3).any(|after| OVER.contains(&word(end.0 + after)));
        (!is_over && !said.contains(['.', '\n', ';'])).then(|| (said.to_owned(), end.1))
    })
}

/// What any of [`ABOUT`] holds, before its accents are folded.
static MARKS: LazyLock<[Finder<'static>; 10]> = LazyLock::new(|| {
    let marks = [
        "à jour",
        "À jour",
        "a jour",
        "actualis",
        "périodicit",
        "pÉriodicit",
        "periodicit",
        "rafra",
        "updat",
        "maj",
    ];
    marks.map(Finder::new)
});
/// What a sentence about updates starts by, folded.
const ABOUT: [&str; 17] = [
    "maj",
    "mise a jour",
    "mises a jour",
    "mis a jour",
    "frequence de mise a jour",
    "frequence d actualisation",
    "periodicite de mise a jour",
    "periodicite",
    "actualise",
    "actualisee",
    "actualises",
    "actualisees",
    "actualisation",
    "rafraichi",
    "rafraichies",
    "updated",
    "update frequency",
];
/// What may stand between, folded.
const BETWEEN: [&str; 15] = [
    "base",
    "prevue",
    "planifiee",
    "est",
    "sont",
    "de",
    "la",
    "des",
    "donnees",
    "jeu",
    "effectuee",
    "realisee",
    "au",
    "rythme",
    "frequence",
];
/// What says after it that it is no more.
const OVER: [&str; 6] = ["suspendue", "interrompue", "arretee", "abandonnee", "terminee", "stoppee"];
/// What says the contrary.
const NOT: [&str; 6] = ["pas", "sans", "aucune", "plus", "non", "not"];

/// What may stand before a wording, folded.
const INTRODUCTIONS: [&str; 7] = [
    "mise a jour ",
    "mises a jour ",
    "maj ",
    "actualisation ",
    "frequence ",
    "periodicite ",
    "md maintenancefrequencycode ",
];

/// « toutes les 15 minutes », « 4 fois par an », folded.
fn of_count(text: &str) -> Option<&'static Frequency> {
    let words: Vec<&str> = text.split(' ').collect();
    let text = match words[..] {
        ["tous" | "toutes", "les", count, unit] => {
            let count: u8 = count.parse().ok()?;
            match unit {
                "minutes" => format!("PT{count}M"),
                "heures" => format!("PT{count}H"),
                "jours" => format!("P{count}D"),
                "semaines" => format!("P{count}W"),
                "mois" => format!("P{count}M"),
                "ans" | "annees" => format!("P{count}Y"),
                _ => return None,
            }
        }
        ["1", "an"] => "P1Y".to_owned(),
        [count, "ans"] => format!("P{}Y", count.parse::<u8>().ok()?),
        [count, "fois", "par", "an" | "annee"] => {
            let count: u8 = count.parse().ok().filter(|count| *count > 0 && 12 % count == 0)?;
            format!("P{}M", 12 / count)
        }
        _ => return None,
    };
    of_duration(&text)
}

/// `P1Y`, or `R/P1Y` as Project Open Data writes it.
fn of_duration(text: &str) -> Option<&'static Frequency> {
    use Frequency::*;
    const DURATIONS: &[(&[&str], Frequency)] = &[
        (&["PT1S"], Continuous),
        (&["PT1M"], OneMinute),
        (&["PT5M"], FiveMinutes),
        (&["PT10M"], TenMinutes),
        (&["PT15M"], FifteenMinutes),
        (&["PT30M"], ThirtyMinutes),
        (&["PT1H"], Hourly),
        (&["PT2H"], Bihourly),
        (&["PT3H"], Trihourly),
        (&["PT12H"], TwelveHours),
        (&["P1D", "PT24H"], Daily),
        (&["P0.33W"], ThreeTimesAWeek),
        (&["P3.5D", "P0.5W"], Semiweekly),
        (&["P1W", "P7D"], Weekly),
        (&["P2W", "P14D"], Biweekly),
        (&["P0.33M"], ThreeTimesAMonth),
        (&["P0.5M", "P15D"], Semimonthly),
        (&["P1M"], Monthly),
        (&["P2M"], Bimonthly),
        (&["P3M"], Quarterly),
        (&["P4M"], ThreeTimesAYear),
        (&["P6M", "P0.5Y"], Semiannual),
        (&["P1Y", "P12M", "P365D"], Annual),
        (&["P2Y"], Biennial),
        (&["P3Y"], Triennial),
        (&["P4Y"], Quadrennial),
        (&["P5Y"], Quinquennial),
        (&["P10Y"], Decennial),
        (&["P20Y"], Bidecennial),
        (&["P30Y"], Tridecennial),
    ];
    let text = text.trim().to_uppercase();
    let duration = match text.split_once('/') {
        Some((repeated, duration)) if repeated.starts_with('R') => duration,
        _ => text.as_str(),
    };
    let duration = without_zeros(duration);
    DURATIONS.iter().find(|(written, _)| written.contains(&&*duration)).map(|(_, frequency)| frequency)
}

/// `P3Y0M0DT0H0M0S`, as GeoNetwork writes it, as `P3Y`.
fn without_zeros(duration: &str) -> String {
    let mut kept = String::with_capacity(duration.len());
    let mut number = String::new();
    for c in duration.chars() {
        match c {
            '0'..='9' | '.' => number.push(c),
            _ if number == "0" => number.clear(),
            unit => {
                kept.push_str(&std::mem::take(&mut number));
                kept.push(unit);
            }
        }
    }
    kept.push_str(&number);
    if let Some(days) = kept.strip_suffix('T') { days.to_owned() } else { kept }
}

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
            ("Mise à jour annuelle", &[Frequency::Annual]),
            ("1 fois par an", &[Frequency::Annual]),
            ("annual", &[Frequency::Annual]),
            ("Tous les 15 jours", &[Frequency::Biweekly]),
            ("non planifiée", &[Frequency::NotPlanned]),
            ("au fil de l’eau", &[Frequency::Continuous, Frequency::Irregular]),
            ("Annuelle (janvier)", &[Frequency::Annual]),
            ("toutes les 15 minutes", &[Frequency::FifteenMinutes]),
            ("4 fois par an", &[Frequency::Quarterly]),
            ("5 fois par an", &[]),
            ("Toutes les 2 semaines", &[Frequency::Biweekly]),
            ("chaque trimestre", &[Frequency::Quarterly]),
            ("biannuelle", &[Frequency::Semiannual, Frequency::Biennial]),
            ("MD_MaintenanceFrequencyCode_annually", &[Frequency::Annual]),
            ("freq-A", &[Frequency::Annual]),
            ("freq-Q", &[Frequency::Quarterly]),
            ("Dès que nécessaire", &[Frequency::Punctual]),
            ("Aucune", &[Frequency::Never, Frequency::NotPlanned]),
            ("Toutes les deux heures", &[Frequency::Bihourly]),
            ("", &[]),
        ] {
            assert_eq!(suggest(text), suggested, "{text}");
        }
    }

    #[test]
    fn a_sentence_says_how_often_data_is_updated() {
        for (text, said) in [
            (
                "Base des arbres. Mise à jour annuelle par la direction.",
                Some(("Mise à jour annuelle", Frequency::Annual)),
            ),
            ("Données mises à jour chaque mois", Some(("mises à jour chaque mois", Frequency::Monthly))),
            (
                "Fréquence de mise à jour : hebdomadaire",
                Some(("Fréquence de mise à jour : hebdomadaire", Frequency::Weekly)),
            ),
            (
                "Les données sont actualisées quotidiennement.",
                Some(("actualisées quotidiennement", Frequency::Daily)),
            ),
            ("Il n’y a pas de mise à jour annuelle.", None),
            ("La mise à jour annuelle est suspendue.", None),
            (
                "Mise à jour de la base : une fois par an.",
                Some(("Mise à jour de la base : une fois par an", Frequency::Annual)),
            ),
            ("Ce jeu n’est plus mis à jour. Annuelle, la synthèse…", None),
            ("La base est mise à jour. Annuel : le rapport", None),
            ("Rapport annuel", None),
            (
                "Les parkings.\n- **Fréquence** : temps réel",
                Some(("Fréquence : temps réel", Frequency::Continuous)),
            ),
            ("Fréquence : 50 Hz", None),
            ("Base des arbres, MAJ quotidienne.", Some(("MAJ quotidienne", Frequency::Daily))),
            ("Édition majeure annuelle", None),
            ("Fréquence de mesure : annuelle", None),
            ("La fréquence : annuelle pour les uns, mensuelle pour les autres", None),
            ("", None),
        ] {
            let found = in_sentence(text);
            assert_eq!(found.as_ref().map(|(raw, meant)| (raw.as_str(), *meant)), said, "{text}");
        }
    }

    #[test]
    fn labels_suggest_themselves() {
        for frequency in Frequency::ALL {
            let known = (*frequency != Frequency::Unknown).then_some(*frequency);
            for text in [frequency.label(), frequency.id(), frequency.eu_code()] {
                assert_eq!(suggest(text).first().copied(), known, "{text}");
            }
        }
    }

    #[test]
    fn durations_suggest_a_frequency() {
        for (text, suggested) in [
            ("R/P1Y", Frequency::Annual),
            ("P1Y", Frequency::Annual),
            ("R/P3.5D", Frequency::Semiweekly),
            ("r/pt1s", Frequency::Continuous),
            ("R/P0.33M", Frequency::ThreeTimesAMonth),
        ] {
            assert_eq!(suggest(text), [suggested], "{text}");
        }
        for text in ["P", "R/", "P7Y", "R/P1Y/2020"] {
            assert!(suggest(text).is_empty(), "{text}");
        }
    }
}
