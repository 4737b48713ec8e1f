//! Top-level domains (`URLS_ALLOWED_TLDS`).

use std::{collections::HashSet, sync::LazyLock};

use rustc_hash::FxBuildHasher;

use super::{
    super::{surrogates::half, tables::Table},
    UrlFault,
};

/// One domain a line, internationalised ones in Unicode: the shape of an address leaves no room for `xn--`.
static TLDS: LazyLock<HashSet<&'static str, FxBuildHasher>> =
    LazyLock::new(|| Table::TopLevelDomains.text().lines().filter(|line| !line.starts_with('#')).collect());

/// Whether names of the internet end so, in lower case.
pub fn is_top_level(end: &str) -> bool {
    TLDS.contains(end)
}

/// Why a host name may not end with `tld`: udata looks for it as it is written, then through Python's `idna`
/// codec, which leaves ASCII alone. So `.FR` is refused and `.ＦＲ` is not.
pub fn refusal(tld: &str) -> Option<UrlFault> {
    if TLDS.contains(tld) {
        return None;
    }
    if tld.is_ascii() {
        return Some(match tld.len() {
            ..64 => UrlFault::Domain(tld.to_owned()),
            _ => codec_failure("label too long"),
        });
    }
    let labels = tld.strip_suffix(IDEOGRAPHIC_DOTS).unwrap_or(tld).split(IDEOGRAPHIC_DOTS);
    if labels.map(prepare).any(|label| label.is_empty()) {
        return Some(codec_failure("label empty or too long"));
    }
    let prepared = prepare(tld);
    if let Some(c) = prepared.chars().find(|&c| {
        matches!(c, '\u{2028}' | '\u{2029}' | '\u{e000}'..='\u{f8ff}' | '\u{fff9}'..='\u{fffd}')
            || half(c).is_some()
    }) {
        return Some(codec_failure(&match c {
            '\u{fffd}' => format!("Invalid character '{c}'"),
            _ => format!("Invalid character '\\u{:04x}'", half(c).unwrap_or(c.into())),
        }));
    }
    (!TLDS.contains(prepared.as_str())).then(|| UrlFault::Domain(tld.to_owned()))
}

/// What RFC 3490 also takes for a dot; the shape of an address leaves them in its end.
const IDEOGRAPHIC_DOTS: [char; 3] = ['。', '．', '｡'];

fn codec_failure(message: &str) -> UrlFault {
    UrlFault::Codec(format!("encoding with 'idna' codec failed (UnicodeError: {message})"))
}

/// The part of RFC 3491 that can make a known domain of something else: case, full width, what is invisible.
fn prepare(tld: &str) -> String {
    tld.chars()
        .filter(|c| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'))
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .flat_map(char::to_lowercase)
        .collect()
}
