//! Web pages where a portal's answer is expected.

/// How far a text is looked at.
const LOOKED_AT: usize = 20_000;

/// Whether a text is a web page: by its root, or by the type a server gives it, unless it starts as data does.
pub fn is_html(content_type: Option<&str>, text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let head = text.get(..text.floor_char_boundary(LOOKED_AT)).unwrap_or(text);
    let starts = |word: &str| head.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if starts("<!doctype html")
        || starts("<html")
        || (starts("<") && root_name(head).eq_ignore_ascii_case("html"))
    {
        return true;
    }
    let is_typed = content_type.is_some_and(|header| header.to_ascii_lowercase().starts_with("text/html"));
    is_typed && !head.starts_with(['{', '[', '@']) && !starts("<?xml") && !starts("<rdf")
}

/// Whether a web page asks to sign in.
pub fn is_login(address: &str, text: &str) -> bool {
    const FIELDS: [&str; 3] = ["type=\"password\"", "type='password'", "type=password"];
    const ADDRESSES: [&str; 5] = ["/login", "/cas/", "saml", "oauth", "openid"];
    let (address, text) = (address.to_ascii_lowercase(), text.to_ascii_lowercase());
    FIELDS.iter().any(|field| text.contains(field)) || ADDRESSES.iter().any(|part| address.contains(part))
}

/// The local name of the root element; empty when there is none.
pub fn root_name(text: &str) -> &str {
    root_tag(text).map_or("", local_name)
}

/// The local name of a tag, given from its name on.
pub(super) fn local_name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or_default()
}

/// The root element, from its name on; declarations, comments and instructions come before.
pub(super) fn root_tag(mut text: &str) -> Option<&str> {
    loop {
        let rest = text.trim_start().strip_prefix('<')?;
        text = if rest.starts_with("!--") {
            rest.split_once("-->")?.1
        } else if rest.starts_with('?') {
            rest.split_once("?>")?.1
        } else if rest.starts_with('!') {
            match (rest.find('['), rest.find('>')) {
                (Some(subset), Some(end)) if subset < end => rest.split_once("]")?.1.split_once('>')?.1,
                _ => rest.split_once('>')?.1,
            }
        } else {
            return Some(rest.split('>').next().unwrap_or(rest));
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_page_is_told_from_data() {
        let html = Some("text/html; charset=utf-8");
        for (content_type, text, is_page) in [
            (None, "\u{feff}\n<!DOCTYPE html><html>", true),
            (None, "<!-- x --><HTML lang='fr'>", true),
            (None, "<?xml version='1.0'?><html xmlns='x'/>", true),
            (None, "<rdf:RDF/>", false),
            (None, "{\"a\": \"<html>\"}", false),
            (html, "Bonjour", true),
            (html, "{}", false),
            (html, "@prefix a: <a>.", false),
            (html, "<?xml version='1.0'?><rdf:RDF/>", false),
        ] {
            assert_eq!(is_html(content_type, text), is_page, "{text}");
        }
    }

    #[test]
    fn a_page_that_asks_to_sign_in_is_known_by_its_field_or_its_address() {
        assert!(is_login("", "<input Type='password'>") && is_login("https://a.fr/Login?x", ""));
        assert!(!is_login("https://a.fr/", "<p>password</p>"));
    }
}
