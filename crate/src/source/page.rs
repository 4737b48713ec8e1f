//! Web pages where a portal's answer is expected.

/// Whether a text is a web page: by its root, or by the type a server gives it, unless it starts as data does.
pub fn is_html(content_type: Option<&str>, text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let starts = |word: &str| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if starts("<!doctype html")
        || starts("<html")
        || (starts("<") && root_name(text).eq_ignore_ascii_case("html"))
    {
        return true;
    }
    let is_typed = content_type.is_some_and(|header| header.to_ascii_lowercase().starts_with("text/html"));
    // Servers announce as pages what their programs write without a type.
    let has_namespace = || root_tag(text).is_some_and(|tag| tag.contains("xmlns") || name(tag).contains(':'));
    is_typed && !text.starts_with(['{', '[', '@']) && !starts("<?xml") && !has_namespace()
}

/// Whether a web page asks to sign in.
pub fn is_login(address: &str, text: &str) -> bool {
    const FIELDS: [&str; 3] = ["type=\"password\"", "type='password'", "type=password"];
    const ADDRESSES: [&str; 5] = ["/login", "/cas/", "saml", "oauth", "openid"];
    let (address, text) = (address.to_ascii_lowercase(), text.to_ascii_lowercase());
    FIELDS.iter().any(|field| text.contains(field)) || ADDRESSES.iter().any(|part| address.contains(part))
}

/// Whether a text starts as XML does, and not as the warnings of PHP: `<br />`, then `<b>Warning</b>`.
pub fn starts_as_xml(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with('<') && !text.starts_with("<br")
}

/// The local name of the root element; empty when there is none.
pub fn root_name(text: &str) -> &str {
    root_tag(text).map_or("", local_name)
}

/// The name of a tag, given from it on.
fn name(tag: &str) -> &str {
    tag.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// The same, without its prefix.
pub(super) fn local_name(tag: &str) -> &str {
    name(tag).rsplit(':').next().unwrap_or_default()
}

/// The root element, from its name on.
pub(super) fn root_tag(text: &str) -> Option<&str> {
    from_root(text)?.split('>').next()
}

/// The start of a document that says what it is: up to some way into its root element, when it has one.
pub fn head(text: &str) -> &str {
    const FAR: usize = 20_000;
    let before = from_root(text).map_or(0, |root| text.len() - root.len());
    text.get(..text.floor_char_boundary(before + FAR)).unwrap_or(text)
}

/// A document from the name of its root element on. What may come before is passed over once, however long: an XML
/// declaration, a document type, comments, instructions.
fn from_root(mut text: &str) -> Option<&str> {
    loop {
        let rest = text.trim_start().strip_prefix('<')?;
        text = match after_aside(rest) {
            Some(aside) => aside?,
            None if rest.starts_with('!') => after_declaration(rest)?,
            None => return Some(rest),
        };
    }
}

/// What follows a comment or an instruction, given from after its « < »; within, `None` when it has no end.
fn after_aside(text: &str) -> Option<Option<&str>> {
    let end = [("!--", "-->"), ("?", "?>")]
        .into_iter()
        .find_map(|(start, end)| text.starts_with(start).then_some(end))?;
    Some(text.split_once(end).map(|(_, after)| after))
}

/// What follows a declaration. Quoted texts, and the comments and instructions of its own declarations, may hold any mark.
fn after_declaration(mut rest: &str) -> Option<&str> {
    let mut has_subset = false;
    loop {
        let at = rest.find(['"', '\'', '[', ']', '<', '>'])?;
        let mark = char::from(*rest.as_bytes().get(at)?);
        let after = rest.get(at + 1..)?;
        rest = match mark {
            '"' | '\'' => after.split_once(mark)?.1,
            '<' => after_aside(after).unwrap_or(Some(after))?,
            '>' if !has_subset => return Some(after),
            _ => after,
        };
        has_subset = mark == '[' || (has_subset && mark != ']');
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
            (html, "<csw:GetRecordsResponse xmlns:csw='x'/>", false),
            (html, "<!-- x --><GetRecordsResponse xmlns='x'/>", false),
            (html, "<div>Bonjour</div>", true),
        ] {
            assert_eq!(is_html(content_type, text), is_page, "{text}");
        }
    }

    #[test]
    fn a_root_is_found_whatever_stands_before_it() {
        for before in [
            format!("<!--{}-->", " > <a> ".repeat(100_000)),
            format!("<?xml version='1.0'?>\n<?a {}?>", "]> -- ".repeat(100_000)),
            format!("<!DOCTYPE a [{}]>", "<!ENTITY b ']><c>'> <!-- ' ]> --> <?d \" ]>?>".repeat(20_000)),
            format!("<!DOCTYPE a SYSTEM \"{}\">", ">[".repeat(300_000)),
            "<!a>".repeat(150_000),
        ] {
            assert!(before.len() > 500_000);
            assert_eq!(root_name(&format!("{before}\n<rdf:RDF a='b'>")), "RDF");
            assert!(is_html(None, &format!("{before}<html>")));
            assert!(head(&format!("{before}<a b='c'>")).ends_with("<a b='c'>"));
        }
        for cut in ["<!DOCTYPE a [", "<!DOCTYPE a '>", "<!-- >", "<?a", "<!", "<", ""] {
            assert_eq!(root_name(cut), "", "{cut}");
        }
    }

    #[test]
    fn a_page_that_asks_to_sign_in_is_known_by_its_field_or_its_address() {
        assert!(is_login("", "<input Type='password'>") && is_login("https://a.fr/Login?x", ""));
        assert!(!is_login("https://a.fr/", "<p>password</p>"));
    }
}
