//! The words dateutil knows (`parserinfo`, `parser/_parser.py`), whatever their case.

fn is_one_of(word: &str, known: &[&str]) -> bool {
    known.contains(&word.to_lowercase().as_str())
}

fn position(word: &str, known: &[&[&str]]) -> Option<u32> {
    let word = word.to_lowercase();
    known.iter().position(|names| names.contains(&word.as_str())).and_then(|at| u32::try_from(at).ok())
}

/// Words that separate: `m` of `a.m.`, `t` of ISO dates.
pub(super) fn is_jump(word: &str) -> bool {
    const JUMPS: &[&str] =
        &[" ", ".", ",", ";", "-", "/", "'", "at", "on", "and", "ad", "m", "t", "of", "st", "nd", "rd", "th"];
    is_one_of(word, JUMPS)
}

/// Days after Monday.
pub(super) fn weekday(word: &str, french: bool) -> Option<u32> {
    const ENGLISH: &[&[&str]] = &[
        &["mon", "monday"],
        &["tue", "tuesday"],
        &["wed", "wednesday"],
        &["thu", "thursday"],
        &["fri", "friday"],
        &["sat", "saturday"],
        &["sun", "sunday"],
    ];
    const FRENCH: &[&[&str]] = &[
        &["lun", "lundi"],
        &["mar", "mardi"],
        &["mer", "mercredi"],
        &["jeu", "jeudi"],
        &["ven", "vendredi"],
        &["sam", "samedi"],
        &["dim", "dimanche"],
    ];
    position(word, if french { FRENCH } else { ENGLISH })
}

/// The month, counted from 1.
pub(super) fn month(word: &str) -> Option<u32> {
    const MONTHS: &[&[&str]] = &[
        &["jan", "january"],
        &["feb", "february"],
        &["mar", "march"],
        &["apr", "april"],
        &["may"],
        &["jun", "june"],
        &["jul", "july"],
        &["aug", "august"],
        &["sep", "sept", "september"],
        &["oct", "october"],
        &["nov", "november"],
        &["dec", "december"],
    ];
    position(word, MONTHS).map(|index| index + 1)
}

/// 0 for hours, 1 for minutes, 2 for seconds.
pub(super) fn unit(word: &str) -> Option<u32> {
    position(word, &[&["h", "hour", "hours"], &["m", "minute", "minutes"], &["s", "second", "seconds"]])
}

/// Whether the word says "afternoon" (PM) or "morning" (AM).
pub(super) fn half_day(word: &str) -> Option<bool> {
    position(word, &[&["am", "a"], &["pm", "p"]]).map(|index| index == 1)
}

pub(super) fn is_utc(word: &str) -> bool {
    is_one_of(word, &["utc", "gmt", "z"])
}

pub(super) fn is_of(word: &str) -> bool {
    is_one_of(word, &["of"])
}

/// Whether Python's `float` reads the token; `nan` and `inf` are words that no other rule may read.
pub(super) fn is_float(token: &str) -> bool {
    token.parse::<f64>().is_ok()
}
