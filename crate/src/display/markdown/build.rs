//! From the syntax tree of Markdown, and the HTML inside it, to the document that a browser makes of it.

use markdown::mdast::{AlignKind, Definition, List, ListItem, Node, Table};
use rustc_hash::FxHashMap;

use super::{autolink::normalized, html, tree::MarkdownTree};

/// How headings are lowered.
#[derive(Debug, Clone, Copy)]
pub struct Levels {
    /// The level of the highest one, at least.
    pub top: u8,
    /// Whether the highest one has exactly that level.
    pub is_exact: bool,
}

struct MarkdownBuilder<'n> {
    tree: MarkdownTree,
    shift: i8,
    definitions: FxHashMap<String, &'n Definition>,
    footnotes: FxHashMap<String, &'n Node>,
    /// Footnotes in the order of their first call, and how often each is called.
    called: Vec<(String, usize)>,
}

/// The document.
pub fn build(root: &Node, levels: Levels) -> MarkdownTree {
    let mut builder = MarkdownBuilder {
        tree: MarkdownTree::default(),
        shift: 0,
        definitions: FxHashMap::default(),
        footnotes: FxHashMap::default(),
        called: Vec::new(),
    };
    let mut highest = None;
    builder.survey(root, &mut highest);
    if let Some(highest) = highest {
        let shift = levels.top as i8 - highest as i8;
        builder.shift = if levels.is_exact { shift } else { shift.max(0) };
    }
    let blocks: Vec<&Node> = root.children().into_iter().flatten().filter(|node| is_shown(node)).collect();
    builder.joined(&blocks, false);
    builder.footer();
    builder.tree
}

/// Whether a node makes something of itself in the document.
fn is_shown(node: &Node) -> bool {
    !matches!(node, Node::Definition(_) | Node::FootnoteDefinition(_) | Node::Yaml(_) | Node::Toml(_))
}

fn attribute(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

impl<'n> MarkdownBuilder<'n> {
    /// Finds the highest heading, and what is referred to from elsewhere.
    fn survey(&mut self, node: &'n Node, highest: &mut Option<u8>) {
        match node {
            Node::Heading(heading) => {
                *highest = Some(highest.map_or(heading.depth, |highest| highest.min(heading.depth)));
            }
            Node::Definition(definition) => {
                self.definitions.entry(definition.identifier.to_uppercase()).or_insert(definition);
            }
            Node::FootnoteDefinition(note) => {
                self.footnotes.entry(note.identifier.to_uppercase()).or_insert(node);
            }
            _ => {}
        }
        node.children().into_iter().flatten().for_each(|child| self.survey(child, highest));
    }

    /// Nodes, each on its line.
    fn joined(&mut self, nodes: &[&'n Node], is_loose: bool) {
        if is_loose {
            self.tree.text("\n");
        }
        for (index, node) in nodes.iter().enumerate() {
            if index > 0 {
                self.tree.text("\n");
            }
            self.node(node);
        }
        if is_loose && !nodes.is_empty() {
            self.tree.text("\n");
        }
    }

    fn children(&mut self, node: &'n Node) {
        node.children().into_iter().flatten().for_each(|child| self.node(child));
    }

    fn element(&mut self, name: &str, attributes: Vec<(String, String)>, node: &'n Node) {
        self.tree.start(name, attributes);
        self.children(node);
        self.tree.end(name);
    }

    fn node(&mut self, node: &'n Node) {
        match node {
            Node::Paragraph(_) => self.element("p", Vec::new(), node),
            Node::Heading(heading) => {
                let level = (heading.depth as i8 + self.shift).clamp(1, 6);
                self.element(&format!("h{level}"), Vec::new(), node);
            }
            Node::Blockquote(quote) => {
                self.tree.start("blockquote", Vec::new());
                let blocks: Vec<&Node> = quote.children.iter().filter(|node| is_shown(node)).collect();
                self.joined(&blocks, true);
                self.tree.end("blockquote");
            }
            Node::List(list) => self.list(list),
            Node::Table(table) => self.table(table),
            Node::Code(code) => {
                self.tree.start("pre", Vec::new());
                self.tree.start("code", Vec::new());
                if !code.value.is_empty() {
                    self.tree.text(&format!("{}\n", code.value));
                }
                self.tree.end("code");
                self.tree.end("pre");
            }
            Node::ThematicBreak(_) => self.tree.start("hr", Vec::new()),
            Node::Text(text) => self.text(&text.value),
            Node::Break(_) => self.line_break(),
            Node::InlineCode(code) => {
                self.tree.start("code", Vec::new());
                self.tree.text(&code.value.replace(['\r', '\n'], " "));
                self.tree.end("code");
            }
            Node::Emphasis(_) => self.element("em", Vec::new(), node),
            Node::Strong(_) => self.element("strong", Vec::new(), node),
            Node::Delete(_) => self.element("del", Vec::new(), node),
            Node::Link(link) => self.link(&link.url, link.title.as_deref(), node),
            Node::LinkReference(reference) => {
                if let Some(definition) = self.definitions.get(&reference.identifier.to_uppercase()).copied()
                {
                    self.link(&definition.url, definition.title.as_deref(), node);
                }
            }
            Node::Image(image) => self.image(&image.url, &image.alt, image.title.as_deref()),
            Node::ImageReference(reference) => {
                if let Some(definition) = self.definitions.get(&reference.identifier.to_uppercase()).copied()
                {
                    self.image(&definition.url, &reference.alt, definition.title.as_deref());
                }
            }
            Node::Html(raw) => html::read(&raw.value, &mut self.tree),
            Node::FootnoteReference(reference) => self.footnote(&reference.identifier),
            _ => {}
        }
    }

    /// A text; each newline is a line break, and so is a carriage return alone.
    fn text(&mut self, text: &str) {
        let mut lines = text.split('\n').peekable();
        let mut is_first = true;
        while let Some(line) = lines.next() {
            let line = if lines.peek().is_some() { line.strip_suffix('\r').unwrap_or(line) } else { line };
            for line in line.split('\r') {
                if !is_first {
                    self.line_break();
                }
                is_first = false;
                self.tree.text(line);
            }
        }
    }

    fn line_break(&mut self) {
        self.tree.start("br", Vec::new());
        self.tree.text("\n");
    }

    fn link(&mut self, url: &str, title: Option<&str>, node: &'n Node) {
        let mut attributes = vec![attribute("href", normalized(url))];
        attributes.extend(title.map(|title| attribute("title", title)));
        self.element("a", attributes, node);
    }

    fn image(&mut self, url: &str, alt: &str, title: Option<&str>) {
        let mut attributes = vec![attribute("src", normalized(url)), attribute("alt", alt)];
        attributes.extend(title.map(|title| attribute("title", title)));
        self.tree.start("img", attributes);
    }

    fn list(&mut self, list: &'n List) {
        let name = if list.ordered { "ol" } else { "ul" };
        let start = list.start.filter(|start| list.ordered && *start != 1);
        self.tree.start(name, start.map(|start| attribute("start", start.to_string())).into_iter().collect());
        let is_loose = is_spread(&list.children)
            || list.children.iter().any(|item| item.children().is_some_and(|blocks| is_spread(blocks)));
        self.tree.text("\n");
        for item in &list.children {
            if let Node::ListItem(item) = item {
                self.item(item, is_loose);
                self.tree.text("\n");
            }
        }
        self.tree.end(name);
    }

    fn item(&mut self, item: &'n ListItem, is_loose: bool) {
        self.tree.start("li", Vec::new());
        let children: Vec<&Node> = item.children.iter().filter(|node| is_shown(node)).collect();
        let begins_with_paragraph = matches!(children.first(), Some(Node::Paragraph(_)));
        if item.checked.is_some() && !begins_with_paragraph {
            self.checkbox(item);
        }
        for (index, child) in children.iter().enumerate() {
            let is_paragraph = matches!(child, Node::Paragraph(_));
            if is_loose || index > 0 || !is_paragraph {
                self.tree.text("\n");
            }
            match is_paragraph {
                true => {
                    if is_loose {
                        self.tree.start("p", Vec::new());
                    }
                    if index == 0 && item.checked.is_some() {
                        self.checkbox(item);
                        self.tree.text(" ");
                    }
                    self.children(child);
                    if is_loose {
                        self.tree.end("p");
                    }
                }
                false => self.node(child),
            }
        }
        if children.last().is_some_and(|last| is_loose || !matches!(last, Node::Paragraph(_))) {
            self.tree.text("\n");
        }
        self.tree.end("li");
    }

    fn checkbox(&mut self, item: &ListItem) {
        let mut attributes = vec![attribute("type", "checkbox")];
        if item.checked == Some(true) {
            attributes.push(attribute("checked", ""));
        }
        attributes.push(attribute("disabled", ""));
        self.tree.start("input", attributes);
    }

    fn table(&mut self, table: &'n Table) {
        self.tree.start("table", Vec::new());
        self.tree.text("\n");
        for (index, row) in table.children.iter().enumerate() {
            let part = if index == 0 { "thead" } else { "tbody" };
            if index < 2 {
                self.tree.start(part, Vec::new());
                self.tree.text("\n");
            }
            self.tree.start("tr", Vec::new());
            self.tree.text("\n");
            let cells = row.children().map(Vec::as_slice).unwrap_or_default();
            for (column, align) in table.align.iter().enumerate() {
                let name = if index == 0 { "th" } else { "td" };
                let align = match align {
                    AlignKind::Left => Some("left"),
                    AlignKind::Right => Some("right"),
                    AlignKind::Center => Some("center"),
                    AlignKind::None => None,
                };
                self.tree.start(name, align.map(|align| attribute("align", align)).into_iter().collect());
                if let Some(cell) = cells.get(column) {
                    self.children(cell);
                }
                self.tree.end(name);
                self.tree.text("\n");
            }
            self.tree.end("tr");
            self.tree.text("\n");
            if index == 0 || index + 1 == table.children.len() {
                self.tree.end(part);
                self.tree.text("\n");
            }
        }
        self.tree.end("table");
    }

    fn footnote(&mut self, identifier: &str) {
        let id = identifier.to_uppercase();
        let at = self.called.iter().position(|(called, _)| *called == id).unwrap_or_else(|| {
            self.called.push((id.clone(), 0));
            self.called.len() - 1
        });
        self.called[at].1 += 1;
        let safe = normalized(&id.to_lowercase());
        self.tree.start("sup", Vec::new());
        let attributes = vec![
            attribute("href", format!("#user-content-fn-{safe}")),
            attribute("data-footnote-ref", ""),
            attribute("aria-describedby", "footnote-label"),
        ];
        self.tree.start("a", attributes);
        self.tree.text(&(at + 1).to_string());
        self.tree.end("a");
        self.tree.end("sup");
    }

    /// The notes, at the end.
    fn footer(&mut self) {
        let mut index = 0;
        let mut has_begun = false;
        while index < self.called.len() {
            let (id, _) = self.called[index].clone();
            if let Some(note) = self.footnotes.get(&id).copied() {
                if !has_begun {
                    has_begun = true;
                    self.tree.text("\n");
                    self.tree.start("section", vec![attribute("data-footnotes", "")]);
                    self.tree.start("h2", vec![attribute("class", "sr-only")]);
                    self.tree.text("Footnotes");
                    self.tree.end("h2");
                    self.tree.text("\n");
                    self.tree.start("ol", Vec::new());
                    self.tree.text("\n");
                }
                self.note(index, &id, note);
            }
            index += 1;
        }
        if has_begun {
            self.tree.end("ol");
            self.tree.text("\n");
            self.tree.end("section");
        }
    }

    fn note(&mut self, index: usize, id: &str, note: &'n Node) {
        self.tree.start("li", Vec::new());
        let children: Vec<&Node> = note.children().into_iter().flatten().collect();
        for (at, child) in children.iter().enumerate() {
            self.tree.text("\n");
            match child {
                Node::Paragraph(_) if at + 1 == children.len() => {
                    self.tree.start("p", Vec::new());
                    self.children(child);
                    self.tree.text(" ");
                    self.back(index, id);
                    self.tree.end("p");
                }
                _ => self.node(child),
            }
        }
        if !matches!(children.last(), Some(Node::Paragraph(_))) {
            self.back(index, id);
        }
        self.tree.text("\n");
        self.tree.end("li");
        self.tree.text("\n");
    }

    fn back(&mut self, index: usize, id: &str) {
        let safe = normalized(&id.to_lowercase());
        let count = self.called.get(index).map_or(1, |(_, count)| *count);
        for time in 1..=count {
            let suffix = if time > 1 { format!("-{time}") } else { String::new() };
            if time > 1 {
                self.tree.text(" ");
            }
            let attributes = vec![
                attribute("href", format!("#user-content-fnref-{safe}{suffix}")),
                attribute("data-footnote-backref", ""),
                attribute("aria-label", format!("Back to reference {}{suffix}", index + 1)),
            ];
            self.tree.start("a", attributes);
            self.tree.text("↩");
            if time > 1 {
                self.tree.start("sup", Vec::new());
                self.tree.text(&time.to_string());
                self.tree.end("sup");
            }
            self.tree.end("a");
        }
    }
}

/// Whether an empty line stands between two of these nodes: the items of a list are then paragraphs. Counted by lines,
/// since the Rust parser takes the empty line after a list for one of these.
fn is_spread(nodes: &[Node]) -> bool {
    nodes.windows(2).any(|pair| match (last_line(&pair[0]), pair[1].position()) {
        (Some(before), Some(after)) => after.start.line > before + 1,
        _ => false,
    })
}

/// The last line with something on it: a list item goes on to the next one.
fn last_line(node: &Node) -> Option<usize> {
    let mut node = node;
    while let Some(last) = node.children().and_then(|children| children.last()) {
        node = last;
    }
    let position = node.position()?;
    Some(if matches!(node, Node::ListItem(_)) { position.start.line } else { position.end.line })
}
