//! The document written as HTML, without what could do anything, and as text.

use super::{
    elements::{KEPT, KEPT_ATTRIBUTES, ON_LINES, VOID},
    tree::{Id, MarkdownTree, NodeContent},
};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// As data.gouv.fr has it; headings as blocks of bold text when told so.
    Site {
        /// Whether headings are blocks like others.
        headings_are_blocks: bool,
    },
    /// For our own page: nothing is loaded, links lead out and only out.
    Inert,
}

/// A step of the writing, which does not call itself: documents may be deep.
enum WritingStep {
    Node(Id),
    Close(&'static str),
    LeaveTable,
}

/// The document as HTML.
pub fn html(tree: &MarkdownTree, manner: Manner) -> String {
    let mut out = String::new();
    let mut tables = 0_usize;
    let mut links = 0_usize;
    let mut steps: Vec<WritingStep> = children(tree, 0);
    while let Some(step) = steps.pop() {
        let id = match step {
            WritingStep::Node(id) => id,
            WritingStep::Close(name) => {
                out.push_str("</");
                out.push_str(name);
                out.push('>');
                links -= usize::from(name == "a");
                continue;
            }
            WritingStep::LeaveTable => {
                tables -= 1;
                continue;
            }
        };
        let Some(node) = tree.nodes.get(id) else { continue };
        let (name, attributes) = match &node.content {
            NodeContent::Text(text) => {
                escape(text, &mut out);
                continue;
            }
            NodeContent::Element(name, attributes) => (name.as_str(), attributes),
        };
        if name == "script" {
            continue;
        }
        if name == "table" {
            tables += 1;
            steps.push(WritingStep::LeaveTable);
        }
        let is_part = matches!(name, "tbody" | "td" | "th" | "thead" | "tfoot" | "tr");
        let known = KEPT.iter().copied().find(|known| !known.is_empty() && *known == name);
        let Some(known) = known.filter(|_| !is_part || tables > 0) else {
            steps.extend(children(tree, id));
            continue;
        };
        match (manner, known) {
            (Manner::Inert, "img") => image_link(attributes, links > 0, &mut out),
            (Manner::Inert, "input") => {
                let is_checked = attributes.iter().any(|(name, _)| name == "checked");
                out.push(if is_checked { '☑' } else { '☐' });
            }
            (Manner::Inert, "picture" | "source") => steps.extend(children(tree, id)),
            // A link inside a link would end it.
            (Manner::Inert, "a") if links > 0 => steps.extend(children(tree, id)),
            _ => {
                let name = written_name(known, manner);
                out.push('<');
                out.push_str(name);
                write_attributes(known, attributes, manner, &mut out);
                out.push('>');
                links += usize::from(name == "a");
                if !VOID.contains(&known) {
                    steps.push(WritingStep::Close(name));
                    steps.extend(children(tree, id));
                }
            }
        }
    }
    out
}

fn children(tree: &MarkdownTree, id: Id) -> Vec<WritingStep> {
    let children = tree.nodes.get(id).map(|node| node.children.as_slice()).unwrap_or_default();
    children.iter().rev().map(|id| WritingStep::Node(*id)).collect()
}

fn written_name(name: &'static str, manner: Manner) -> &'static str {
    let is_heading = matches!(name.as_bytes(), [b'h', b'1'..=b'6']);
    if is_heading && manner == (Manner::Site { headings_are_blocks: true }) { "div" } else { name }
}

fn write_attributes(name: &str, attributes: &[(String, String)], manner: Manner, out: &mut String) {
    let mut push = |attribute: &str, value: &str| {
        out.push(' ');
        out.push_str(attribute);
        out.push_str("=\"");
        match manner {
            // Browsers need no more; older readers of our page do.
            Manner::Inert => escape_value(value, out, true),
            Manner::Site { .. } => escape_value(value, out, false),
        }
        out.push('"');
    };
    if manner == Manner::Inert {
        let given = |wanted: &str| {
            attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str())
        };
        let kept: &[&str] = match name {
            "a" => {
                if let Some(href) = given("href").filter(|href| leads_out(href)) {
                    push("href", href.trim());
                    if let Some(title) = given("title") {
                        push("title", title);
                    }
                    push("rel", "ugc nofollow noopener noreferrer");
                    push("target", "_blank");
                }
                &[]
            }
            "ol" => &["start"],
            "td" | "th" => &["colspan", "rowspan"],
            _ => &[],
        };
        for attribute in kept {
            if let Some(value) = given(attribute).filter(|value| value.parse::<u32>().is_ok()) {
                push(attribute, value);
            }
        }
        return;
    }
    for (attribute, value) in attributes {
        if is_kept(name, attribute, value) {
            // An identifier that is referred to cannot be that of the page around.
            let prefix = if attribute.starts_with("aria-") && attribute != "aria-label" {
                "user-content-"
            } else {
                ""
            };
            push(attribute, &format!("{prefix}{value}"));
        }
    }
    if name == "input" {
        for (attribute, value) in [("disabled", ""), ("type", "checkbox")] {
            if !attributes.iter().any(|(given, _)| given == attribute) {
                push(attribute, value);
            }
        }
    }
}

/// Whether the site keeps an attribute. Classes and identifiers, which only serve its looks, are not looked at.
fn is_kept(name: &str, attribute: &str, value: &str) -> bool {
    const LINKS: [&str; 6] = ["http", "https", "irc", "ircs", "mailto", "xmpp"];
    const WEB: [&str; 2] = ["http", "https"];
    match (name, attribute) {
        ("a", "href") => has_protocol(value, &LINKS),
        ("img", "src" | "longdesc") | ("blockquote" | "del" | "ins" | "q", "cite") => {
            has_protocol(value, &WEB)
        }
        ("source", "srcset") | ("div", "itemscope" | "itemtype") => true,
        ("input", "type") => value == "checkbox",
        ("input", "disabled") => true,
        ("a", "data-footnote-ref" | "data-footnote-backref") | ("section", "data-footnotes") => true,
        (
            "a" | "dl" | "img" | "ol" | "summary" | "table" | "ul",
            "aria-label" | "aria-describedby" | "aria-labelledby",
        ) => true,
        _ => !attribute.is_empty() && KEPT_ATTRIBUTES.contains(&attribute),
    }
}

/// Whether an address has one of these protocols, or none.
fn has_protocol(address: &str, protocols: &[&str]) -> bool {
    match address.find([':', '/', '?', '#']) {
        Some(at) if address.as_bytes().get(at) == Some(&b':') => protocols.contains(&&address[..at]),
        _ => true,
    }
}

/// Only the web and mailboxes; anything relative would lead into our page.
fn leads_out(address: &str) -> bool {
    let address = address.trim();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// A link to an image, which loads nothing by itself.
fn image_link(attributes: &[(String, String)], is_inside: bool, out: &mut String) {
    let given =
        |wanted: &str| attributes.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.trim());
    let alt = given("alt").unwrap_or_default();
    let suffix = if alt.is_empty() { String::new() } else { format!(" : {alt}") };
    match given("src").filter(|src| !is_inside && leads_out(src)) {
        Some(src) => {
            out.push_str("<a href=\"");
            escape_value(src, out, true);
            out.push_str("\" rel=\"ugc nofollow noopener noreferrer\" target=\"_blank\">");
            escape(&format!("Afficher l’image{suffix}"), out);
            out.push_str("</a>");
        }
        None => escape(&format!("[Image{suffix}]"), out),
    }
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}

fn escape_value(value: &str, out: &mut String, escapes_brackets: bool) {
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' if escapes_brackets => out.push_str("&lt;"),
            '>' if escapes_brackets => out.push_str("&gt;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            c => out.push(c),
        }
    }
}

/// The text of the document, a line for each block.
pub fn text(tree: &MarkdownTree) -> String {
    enum TextStep {
        Node(Id, bool),
        Close(&'static str),
    }
    let listed = |id: Id, preformatted: bool| -> Vec<TextStep> {
        let children = tree.nodes.get(id).map(|node| node.children.as_slice()).unwrap_or_default();
        children.iter().rev().map(|id| TextStep::Node(*id, preformatted)).collect()
    };
    let mut out = String::new();
    let mut steps = listed(0, false);
    while let Some(step) = steps.pop() {
        let (id, preformatted) = match step {
            TextStep::Node(id, preformatted) => (id, preformatted),
            TextStep::Close(text) => {
                out.push_str(text);
                continue;
            }
        };
        match tree.nodes.get(id).map(|node| &node.content) {
            Some(NodeContent::Text(text)) if preformatted => out.push_str(text),
            Some(NodeContent::Text(text)) => {
                out.extend(text.chars().map(|c| if c == '\n' || c == '\r' { ' ' } else { c }));
            }
            Some(NodeContent::Element(name, _)) if name == "script" => {}
            // The heading of the notes, for screen readers.
            Some(NodeContent::Element(_, attributes))
                if attributes.iter().any(|(_, value)| value == "sr-only") => {}
            Some(NodeContent::Element(name, _)) => {
                let known = KEPT.contains(&name.as_str());
                if known && matches!(name.as_str(), "td" | "th") {
                    out.push(' ');
                    steps.push(TextStep::Close(" |"));
                } else if known && ON_LINES.contains(&name.as_str()) {
                    out.push('\n');
                    steps.push(TextStep::Close("\n"));
                }
                steps.extend(listed(id, preformatted || name == "pre"));
            }
            None => {}
        }
    }
    out
}
