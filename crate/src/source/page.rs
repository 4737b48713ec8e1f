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

/// The local name of the root element, after the XML declaration, comments, processing instructions and DOCTYPE.
pub fn root_name(mut text: &str) -> &str {
    while let Some(start) = text.find('<') {
        text = &text[start + 1..];
        match text.chars().next() {
            Some('?' | '!') => {
                let end = if text.starts_with("!--") {
                    "-->"
                } else if text.starts_with('?') {
                    "?>"
                } else {
                    ">"
                };
                let Some(found) = text.find(end) else { return "" };
                text = &text[found + end.len()..];
            }
            _ => {
                let name = text
                    .split(|c: char| c.is_whitespace() || c == '>' || c == '/')
                    .next()
                    .unwrap_or_default();
                return name.rsplit(':').next().unwrap_or_default();
            }
        }
    }
    ""
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
