//! Descriptions: Markdown from a portal, written by strangers, to HTML that cannot do anything.
//!
//! As data.gouv.fr renders it: CommonMark with GitHub's tables, strikethrough, task lists and bare addresses;
//! a newline is a line break; headings are lowered. Raw HTML is shown as text, links lead only to the web or
//! to a mailbox, and images become links: nothing is loaded from the portal.

use std::borrow::Cow;

use super::{description::Headings, shown::Description, space::tidy};
use maud::{Markup, PreEscaped, Render};
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};

/// `markdown` as HTML; its first heading gets the level `top`, from 2 to 6.
pub fn render(markdown: &str, top: u8) -> Markup {
    let mut safe = Safe::new(top);
    let mut events = Vec::new();
    for event in TextMergeStream::new(parser(markdown)) {
        safe.push(event, &mut events);
    }
    let mut out = String::with_capacity(markdown.len() * 2);
    html::push_html(&mut out, events.into_iter());
    PreEscaped(out)
}

/// As a page shows it: text and HTML.
pub fn rendered(markdown: &str, _headings: Headings) -> Description {
    Description { text: tidy(&plain(markdown)), html: tidy(&render(markdown, 3).into_string()) }
}

/// The text of `markdown`, on one line, as data.gouv.fr's cards show it.
pub fn plain(markdown: &str) -> String {
    let mut out = String::new();
    for event in parser(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::TableCell) => out.push(' '),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::CodeBlock | TagEnd::TableRow,
            ) => out.push(' '),
            _ => {}
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS,
    )
}

/// What is open while events go through.
struct Safe {
    top: u8,
    shift: Option<i8>,
    level: u8,
    links: usize,
    image: Option<(String, String)>,
    code_block: bool,
}

impl Safe {
    fn new(top: u8) -> Self {
        Self { top: top.clamp(2, 6), shift: None, level: 0, links: 0, image: None, code_block: false }
    }

    fn push<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        if self.image.is_some() {
            return self.inside_image(event, out);
        }
        match event {
            Event::Start(Tag::Link { dest_url, title, link_type, .. }) => {
                self.links += 1;
                out.push(open_link(&address(&dest_url, link_type), &title));
            }
            Event::End(TagEnd::Link) => {
                self.links = self.links.saturating_sub(1);
                out.push(Event::Html("</a>".into()));
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                self.image = Some((dest_url.into_string(), String::new()))
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let level = self.lowered(level);
                out.push(Event::Start(Tag::Heading {
                    level,
                    id: None,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                }));
            }
            Event::End(TagEnd::Heading(_)) => out.push(Event::End(TagEnd::Heading(heading(self.level)))),
            // Alignment would be written as an inline style, which the page forbids.
            Event::Start(Tag::Table(columns)) => {
                out.push(Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()])));
            }
            Event::Start(Tag::CodeBlock(_)) => {
                self.code_block = true;
                out.push(Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)));
            }
            Event::End(TagEnd::CodeBlock) => {
                self.code_block = false;
                out.push(Event::End(TagEnd::CodeBlock));
            }
            Event::Start(Tag::HtmlBlock) => out.push(Event::Start(Tag::Paragraph)),
            Event::End(TagEnd::HtmlBlock) => out.push(Event::End(TagEnd::Paragraph)),
            Event::Html(text) | Event::InlineHtml(text) => out.push(Event::Text(text)),
            Event::SoftBreak => out.push(Event::HardBreak),
            Event::TaskListMarker(done) => out.push(Event::Text(if done { "☑ " } else { "☐ " }.into())),
            Event::Text(text) if self.links == 0 && !self.code_block => linkify(text, out),
            event => out.push(event),
        }
    }

    /// An image's text is collected, then written as a link that loads nothing by itself.
    fn inside_image<'a>(&mut self, event: Event<'a>, out: &mut Vec<Event<'a>>) {
        match event {
            Event::End(TagEnd::Image) => {
                let Some((source, text)) = self.image.take() else { return };
                let label = match text.trim() {
                    "" => "Afficher l’image".to_owned(),
                    text => format!("Afficher l’image : {text}"),
                };
                if self.links > 0 || !is_safe(&source) {
                    out.push(Event::Text(format!("[Image{}]", text_suffix(&text)).into()));
                } else {
                    out.push(open_link(&source, ""));
                    out.push(Event::Text(label.into()));
                    out.push(Event::Html("</a>".into()));
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, collected)) = &mut self.image {
                    collected.push_str(&text);
                }
            }
            _ => {}
        }
    }

    /// Levels follow one another without a gap, whatever the portal wrote.
    fn lowered(&mut self, level: HeadingLevel) -> HeadingLevel {
        let wanted = level as i8;
        let shift = *self.shift.get_or_insert(self.top as i8 - wanted);
        let highest = if self.level == 0 { self.top } else { (self.level + 1).min(6) };
        self.level = u8::try_from(wanted + shift).unwrap_or_default().clamp(self.top, highest);
        heading(self.level)
    }
}

fn text_suffix(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() { String::new() } else { format!(" : {text}") }
}

fn heading(level: u8) -> HeadingLevel {
    HeadingLevel::try_from(usize::from(level)).unwrap_or(HeadingLevel::H6)
}

fn address<'a>(destination: &'a str, link_type: LinkType) -> Cow<'a, str> {
    match link_type {
        LinkType::Email if !destination.starts_with("mailto:") => format!("mailto:{destination}").into(),
        _ => destination.into(),
    }
}

/// `<a>` with an address when it is safe, without otherwise: the text stays, and leads nowhere.
fn open_link<'a>(destination: &str, title: &str) -> Event<'a> {
    let mut out = String::from("<a");
    if is_safe(destination) {
        let mut attribute = |name: &str, value: &str| {
            out.push_str(&format!(" {name}=\""));
            value.render_to(&mut out);
            out.push('"');
        };
        attribute("href", destination.trim());
        if !title.is_empty() {
            attribute("title", title);
        }
        attribute("rel", "ugc nofollow noopener noreferrer");
        attribute("target", "_blank");
    }
    out.push('>');
    Event::Html(CowStr::from(out))
}

/// Only the web and mailboxes; anything relative would lead into this page.
fn is_safe(destination: &str) -> bool {
    let destination = destination.trim();
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| destination.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// Bare addresses become links, as GitHub's Markdown does.
fn linkify<'a>(text: CowStr<'a>, out: &mut Vec<Event<'a>>) {
    let mut rest = 0;
    for (start, end) in bare_addresses(&text) {
        if start > rest {
            out.push(Event::Text(text[rest..start].to_owned().into()));
        }
        let shown = &text[start..end];
        let destination: Cow<'_, str> =
            if shown.starts_with("www.") { format!("http://{shown}").into() } else { shown.into() };
        out.push(open_link(&destination, ""));
        out.push(Event::Text(shown.to_owned().into()));
        out.push(Event::Html("</a>".into()));
        rest = end;
    }
    match rest {
        0 => out.push(Event::Text(text)),
        rest if rest < text.len() => out.push(Event::Text(text[rest..].to_owned().into())),
        _ => {}
    }
}

/// Where `http://…`, `https://…` and `www.…` stand in a text, without the punctuation that ends a sentence.
fn bare_addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(['h', 'w', 'H', 'W'])) {
        let start = at + offset;
        let boundary =
            text[..start].chars().next_back().is_none_or(|c| c.is_whitespace() || "*_~([{«\"'’".contains(c));
        let prefix = ["https://", "http://", "www."].into_iter().find(|prefix| {
            text.get(start..start + prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix))
        });
        let Some(prefix) = prefix.filter(|_| boundary) else {
            at = start + 1;
            continue;
        };
        let length =
            text[start..].find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len() - start);
        let end = start + trimmed(&text[start..start + length]);
        if end > start + prefix.len() {
            found.push((start, end));
        }
        at = end.max(start + 1);
    }
    found
}

/// The length of an address without final punctuation nor an unbalanced closing parenthesis.
fn trimmed(address: &str) -> usize {
    let mut end = address.len();
    loop {
        let kept = &address[..end];
        match kept.chars().next_back() {
            Some(c) if "?!.,:;*_~'\"»".contains(c) => end -= c.len_utf8(),
            Some(')') if kept.matches(')').count() > kept.matches('(').count() => end -= 1,
            _ => return end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(markdown: &str) -> String {
        render(markdown, 4).into_string()
    }

    #[test]
    fn what_data_gouv_fr_renders() {
        let table = [
            ("a\nb", "<p>a<br />\nb</p>\n"),
            ("# Un\n\n### Deux\n\n# Trois", "<h4>Un</h4>\n<h5>Deux</h5>\n<h4>Trois</h4>\n"),
            ("###### Bas", "<h4>Bas</h4>\n"),
            ("~~non~~ **oui**", "<p><del>non</del> <strong>oui</strong></p>\n"),
            ("- [x] fait\n- [ ] à faire", "<ul>\n<li>☑ fait</li>\n<li>☐ à faire</li>\n</ul>\n"),
            (
                "|a|\n|-:|\n|1|",
                "<table><thead><tr><th>a</th></tr></thead><tbody>\n<tr><td>1</td></tr>\n</tbody></table>\n",
            ),
            ("```rust\nx\n```", "<pre><code>x\n</code></pre>\n"),
        ];
        for (markdown, expected) in table {
            assert_eq!(rendered(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn links_lead_to_the_web_or_to_a_mailbox() {
        const REL: &str = "rel=\"ugc nofollow noopener noreferrer\" target=\"_blank\"";
        let table = [
            ("[a](https://b.fr)", format!("<p><a href=\"https://b.fr\" {REL}>a</a></p>\n")),
            (
                "voir https://b.fr/x(1), www.c.fr.",
                format!(
                    "<p>voir <a href=\"https://b.fr/x(1)\" {REL}>https://b.fr/x(1)</a>, <a href=\"http://www.c.fr\" {REL}>www.c.fr</a>.</p>\n"
                ),
            ),
            ("<a@b.fr>", format!("<p><a href=\"mailto:a@b.fr\" {REL}>a@b.fr</a></p>\n")),
            ("[a](javascript:alert(1))", "<p><a>a</a></p>\n".to_owned()),
            ("[a](JaVaScRiPt:alert(1))", "<p><a>a</a></p>\n".to_owned()),
            ("[a](data:text/html,x)", "<p><a>a</a></p>\n".to_owned()),
            ("[a](#/jeux)", "<p><a>a</a></p>\n".to_owned()),
            ("[a](//b.fr)", "<p><a>a</a></p>\n".to_owned()),
            (
                "![plan](https://b.fr/i.png)",
                format!("<p><a href=\"https://b.fr/i.png\" {REL}>Afficher l’image : plan</a></p>\n"),
            ),
            (
                "![](https://b.fr/i.png)",
                format!("<p><a href=\"https://b.fr/i.png\" {REL}>Afficher l’image</a></p>\n"),
            ),
            ("![x](data:image/png;base64,AA)", "<p>[Image : x]</p>\n".to_owned()),
            (
                "[![x](https://b.fr/i.png)](https://b.fr)",
                format!("<p><a href=\"https://b.fr\" {REL}>[Image : x]</a></p>\n"),
            ),
        ];
        for (markdown, expected) in table {
            assert_eq!(rendered(markdown), expected, "{markdown}");
        }
    }

    #[test]
    fn hostile_text_is_inert() {
        let hostile = [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "a <b onclick=alert(1)>b</b>",
            "<iframe src='https://b.fr'></iframe>",
            "<style>*{display:none}</style>",
            "<a href='javascript:alert(1)'>a</a>",
            "[a](https://b.fr \"x\\\" onclick=\\\"alert(1)\")",
            "[a](https://b.fr/\"onclick=\"alert(1))",
            "![\"><script>alert(1)</script>](https://b.fr)",
            "https://b.fr/\"><script>alert(1)</script>",
            "```\"><script>\n</code></pre><script>alert(1)</script>\n```",
            "<!-- --><script>alert(1)</script>",
            "<svg/onload=alert(1)>",
            "<div>\n\n[a](vbscript:x)\n\n</div>",
        ];
        for markdown in hostile {
            let html = rendered(markdown);
            let tags: Vec<&str> = html
                .split('<')
                .skip(1)
                .map(|rest| rest.split([' ', '>']).next().unwrap_or_default())
                .collect();
            for tag in &tags {
                let name = tag.trim_start_matches('/');
                assert!(["p", "a", "pre", "code", "br", "em", "h4"].contains(&name), "<{tag}> in {html}");
            }
            for attributes in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                let outside_values: String = attributes.split('"').step_by(2).collect();
                assert!(!outside_values.contains("onclick") && !outside_values.contains("onerror"), "{html}");
            }
            assert!(!html.contains("=\"javascript:"), "{html}");
        }
    }

    #[test]
    fn cards_show_plain_text() {
        let table = [
            ("# Titre\n\nUn **mot** et [un lien](https://b.fr).\n- a\n- b", "Titre Un mot et un lien. a b"),
            ("|a|b|\n|-|-|\n|1|2|", "a b 1 2"),
            ("", ""),
        ];
        for (markdown, expected) in table {
            assert_eq!(plain(markdown), expected);
        }
    }

    #[test]
    fn nested_and_long_texts_end() {
        for hostile in ["> ".repeat(20_000), "[".repeat(50_000), "- ".repeat(5_000), "www.".repeat(20_000)] {
            assert!(!rendered(&hostile).is_empty());
        }
    }
}
