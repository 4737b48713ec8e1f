//! Language tags, which rdflib checks and keeps as they are written.

/// `[a-zA-Z]+(-[a-zA-Z0-9]+)*`, and Python's `$` lets a line feed follow.
pub(super) fn is_valid(tag: &str) -> bool {
    let mut parts = tag.strip_suffix('\n').unwrap_or(tag).split('-');
    let letters = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let others = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    parts.next().is_some_and(letters) && parts.all(others)
}

/// What rdflib says of another tag; the whole document fails.
pub(super) fn refusal(tag: &str) -> String {
    format!("'{tag}' is not a valid language tag!")
}

/// The same for a person.
pub(super) fn found(tag: &str) -> String {
    format!("« {tag} » n’est pas un code de langue : data.gouv.fr refuse tout le document.")
}
