//! Where a value stands in the source of its record.

use std::{borrow::Cow, ops::Range};

/// Characters of a value looked for: a longer one is recognised by its start.
const START: usize = 80;
/// Bytes before a value among which its key is looked for.
const KEY_REACH: usize = 400;
/// Places looked at: a value such as « 1 » is everywhere.
const PLACES: usize = 500;
/// Below this length a value is only recognised beside its key.
const TELLING: usize = 4;

/// The value `raw` of `path` in a source; else its key alone; nothing when neither is there.
pub(super) fn find(source: &str, path: &str, raw: &str) -> Option<Range<usize>> {
    let key = key(path);
    let line = raw.trim().trim_end_matches('…').lines().next().unwrap_or_default().trim_end();
    let start = line.char_indices().nth(START).map_or(line, |(end, _)| &line[..end]);
    let forms = [Cow::Borrowed(start), in_xml(start), in_json(start)];
    let mut elsewhere = None;
    for form in forms.iter().filter(|form| !form.is_empty()) {
        for at in memchr::memmem::find_iter(source.as_bytes(), form.as_bytes()).take(PLACES) {
            let found = at..at + form.len();
            if is_beside(source, &found, key) {
                return Some(found);
            }
            if form.len() >= TELLING {
                elsewhere.get_or_insert(found);
            }
        }
    }
    elsewhere.or_else(|| {
        let at = Some(key).filter(|key| key.len() >= TELLING).and_then(|key| source.find(key))?;
        Some(at..at + key.len())
    })
}

/// The last step of a path, without its prefix: `license` of `metas.license`, `dct:license` and `a/dct:license`.
fn key(path: &str) -> &str {
    let last = path.rsplit(['/', '.']).find(|step| !step.is_empty()).unwrap_or_default();
    let last = last.split('[').next().unwrap_or_default();
    last.rsplit(':').next().unwrap_or_default()
}

/// Whether the key is the last thing written before the value, or nearly.
fn is_beside(source: &str, found: &Range<usize>, key: &str) -> bool {
    if key.is_empty() {
        return false;
    }
    let before = source.as_bytes().get(found.start.saturating_sub(KEY_REACH)..found.start);
    before.is_some_and(|before| memchr::memmem::rfind(before, key.as_bytes()).is_some())
}

fn in_xml(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>']) {
        return Cow::Borrowed("");
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"))
}

fn in_json(text: &str) -> Cow<'_, str> {
    if !text.contains(['"', '\\']) {
        return Cow::Borrowed("");
    }
    Cow::Owned(text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'s>(source: &'s str, path: &str, raw: &str) -> Option<&'s str> {
        find(source, path, raw).map(|range| &source[range])
    }

    #[test]
    fn a_value_is_found_beside_its_key() {
        let source = "{\"title\": \"1\", \"license\": \"1\"}";
        let range = find(source, "metas.license", "1").expect("beside its key");
        assert!(range.start > source.find("license").expect("the key"), "{range:?}");
        assert_eq!(found(source, "metas.frequency", "1"), None);
    }

    #[test]
    fn values_are_found_as_the_source_writes_them() {
        assert_eq!(found("<dct:title>a &amp; b</dct:title>", "dct:title", "a & b"), Some("a &amp; b"));
        assert_eq!(found("\"title\": \"un \\\"mot\\\"\"", "title", "un \"mot\""), Some("un \\\"mot\\\""));
        assert_eq!(found("dct:license lov:2 .", "dct:license", "http://a.fr/lov2"), Some("license"));
        let long = "é".repeat(500);
        assert_eq!(found(&long, "description", &format!("{}…", &long[..800])).map(str::len), Some(2 * START));
    }
}
