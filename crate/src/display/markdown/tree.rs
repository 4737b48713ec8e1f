//! The document that a browser makes of tags in any order: elements close what they must, tables get their parts.

use super::elements::{BOUNDARIES, CLOSING_PARAGRAPHS, FORMATTING, TABLE_PARTS, VOID};

/// An element or a text, by its place in [`Tree::nodes`].
pub type Id = usize;

/// Attributes, as written.
pub type HtmlAttributes = Vec<(String, String)>;

/// What a node is.
#[derive(Debug)]
pub enum NodeContent {
    /// An element, by its name in lower case.
    Element(String, HtmlAttributes),
    /// A text.
    Text(String),
}

/// A node and what it holds.
#[derive(Debug)]
pub struct MarkdownNode {
    /// What it is.
    pub content: NodeContent,
    /// What it holds, in order.
    pub children: Vec<Id>,
}

/// A document under construction; the first node is its root.
#[derive(Debug)]
pub struct MarkdownTree {
    /// All nodes.
    pub nodes: Vec<MarkdownNode>,
    open: Vec<Id>,
    /// Formatting elements that were not closed by their own end; an element that is no longer open is opened again.
    formatting: Vec<Id>,
}

/// Formatting elements that are remembered: more of them, all different, is nothing that a person writes.
const MOST_FORMATTING: usize = 64;

/// Elements deeper than that stay beside each other: nothing that a person writes is so deep.
const DEEPEST: usize = 256;

fn is_heading(name: &str) -> bool {
    matches!(name.as_bytes(), [b'h', b'1'..=b'6'])
}

impl Default for MarkdownTree {
    fn default() -> Self {
        let root = MarkdownNode {
            content: NodeContent::Element("body".to_owned(), Vec::new()),
            children: Vec::new(),
        };
        Self { nodes: vec![root], open: vec![0], formatting: Vec::new() }
    }
}

impl MarkdownTree {
    fn name(&self, id: Id) -> &str {
        match self.nodes.get(id).map(|node| &node.content) {
            Some(NodeContent::Element(name, _)) => name,
            _ => "",
        }
    }

    fn current(&self) -> Id {
        self.open.last().copied().unwrap_or(0)
    }

    fn add(&mut self, (parent, before): (Id, Option<Id>), content: NodeContent) -> Id {
        let id = self.nodes.len();
        self.nodes.push(MarkdownNode { content, children: Vec::new() });
        if let Some(MarkdownNode { children, .. }) = self.nodes.get_mut(parent) {
            // The table is the last child, or nearly.
            let at = before.and_then(|before| children.iter().rposition(|child| *child == before));
            children.insert(at.unwrap_or(children.len()), id);
        }
        id
    }

    /// Where the nearest open element of these names stands, not looking beyond a boundary.
    fn find(&self, wanted: &[&str], boundaries: &[&str]) -> Option<usize> {
        for (at, id) in self.open.iter().enumerate().skip(1).rev() {
            let name = self.name(*id);
            if wanted.contains(&name) {
                return Some(at);
            }
            if boundaries.contains(&name) {
                return None;
            }
        }
        None
    }

    fn close_to(&mut self, at: usize) {
        self.open.truncate(at.max(1));
    }

    fn close_paragraph(&mut self) {
        if let Some(at) = self.find(&["p"], &BOUNDARIES) {
            self.close_to(at);
        }
    }

    /// A start tag.
    pub fn start(&mut self, name: &str, attributes: HtmlAttributes) {
        match name {
            "html" | "head" | "body" | "frameset" | "frame" => return,
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
                return self.start_in_table(name, attributes);
            }
            "li" => self.close_one(&["li"], &["ul", "ol", "menu"]),
            "dd" | "dt" => self.close_one(&["dd", "dt"], &["dl"]),
            "option" => self.close_one(&["option"], &["select"]),
            "a" => {
                if let Some(at) = self.formatting.iter().rposition(|id| self.name(*id) == "a") {
                    self.formatting.remove(at);
                    if let Some(at) = self.find(&["a"], &BOUNDARIES) {
                        self.close_to(at);
                    }
                }
            }
            _ => {}
        }
        if CLOSING_PARAGRAPHS.contains(&name) {
            self.close_paragraph();
            if is_heading(name) && is_heading(self.name(self.current())) {
                self.close_to(self.open.len() - 1);
            }
        } else {
            self.open_formatting_again();
        }
        self.insert(name, attributes);
    }

    fn close_one(&mut self, names: &[&str], containers: &[&str]) {
        let mut boundaries = BOUNDARIES.to_vec();
        boundaries.extend(containers);
        if let Some(at) = self.find(names, &boundaries) {
            self.close_to(at);
        }
    }

    fn insert(&mut self, name: &str, attributes: HtmlAttributes) {
        let parent = self.place(name);
        let id = self.add(parent, NodeContent::Element(name.to_owned(), attributes));
        if VOID.contains(&name) || self.open.len() > DEEPEST {
            return;
        }
        self.open.push(id);
        if FORMATTING.contains(&name) {
            self.keep_formatting(id);
        }
    }

    /// Three alike are enough: browsers forget the first one too.
    fn keep_formatting(&mut self, id: Id) {
        let alike = |other: &Id| match (&self.nodes[*other].content, &self.nodes[id].content) {
            (NodeContent::Element(name, attributes), NodeContent::Element(new, new_attributes)) => {
                name == new && attributes == new_attributes
            }
            _ => false,
        };
        let places: Vec<usize> =
            (0..self.formatting.len()).filter(|at| alike(&self.formatting[*at])).collect();
        if let [first, _, _, ..] = places[..] {
            self.formatting.remove(first);
        } else if self.formatting.len() >= MOST_FORMATTING {
            self.formatting.remove(0);
        }
        self.formatting.push(id);
    }

    /// Where a node goes, and before which of its siblings: what does not belong to a table goes before it.
    fn place(&self, name: &str) -> (Id, Option<Id>) {
        let current = self.current();
        let is_between = matches!(self.name(current), "table" | "thead" | "tbody" | "tfoot" | "tr");
        if !is_between || TABLE_PARTS.contains(&name) {
            return (current, None);
        }
        let table = self.open.iter().rposition(|id| self.name(*id) == "table");
        match table.filter(|at| *at > 0) {
            Some(at) => (self.open[at - 1], Some(self.open[at])),
            None => (current, None),
        }
    }

    fn start_in_table(&mut self, name: &str, attributes: HtmlAttributes) {
        if self.find(&["table"], &["html"]).is_none() {
            // Without a table, the tag is passed over.
            return;
        }
        let wanted: &[&str] = match name {
            "td" | "th" => &["tr"],
            "tr" => &["tbody", "thead", "tfoot"],
            _ => &["table"],
        };
        let mut stops = wanted.to_vec();
        stops.push("table");
        if let Some(at) = self.find(&stops, &[]) {
            self.close_to(at + 1);
        }
        self.formatting.clear();
        let is_in = |tree: &Self, names: &[&str]| names.contains(&tree.name(tree.current()));
        if matches!(name, "td" | "th") && !is_in(self, &["tr"]) {
            if !is_in(self, &["tbody", "thead", "tfoot"]) {
                self.insert("tbody", Vec::new());
            }
            self.insert("tr", Vec::new());
        } else if name == "tr" && !is_in(self, &["tbody", "thead", "tfoot"]) {
            self.insert("tbody", Vec::new());
        }
        self.insert(name, attributes);
    }

    /// An end tag.
    pub fn end(&mut self, name: &str) {
        if name == "br" {
            return self.start("br", Vec::new());
        }
        if name == "p" && self.find(&["p"], &BOUNDARIES).is_none() {
            self.insert("p", Vec::new());
        }
        if FORMATTING.contains(&name) {
            let Some(at) = self.formatting.iter().rposition(|id| self.name(*id) == name) else { return };
            let id = self.formatting.remove(at);
            if let Some(at) = self.open.iter().rposition(|open| *open == id) {
                self.close_to(at);
            }
            return;
        }
        let found = if TABLE_PARTS.contains(&name) {
            self.find(&[name], &["table"])
        } else if is_heading(name) {
            self.find(&["h1", "h2", "h3", "h4", "h5", "h6"], &BOUNDARIES)
        } else if name == "li" {
            self.find(&[name], &["ul", "ol", "table", "td", "th"])
        } else {
            self.find(&[name], &BOUNDARIES)
        };
        if let Some(at) = found {
            self.close_to(at);
        }
    }

    /// A text.
    pub fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        let parent = if is_blank {
            (self.current(), None)
        } else {
            self.open_formatting_again();
            self.place("")
        };
        self.add(parent, NodeContent::Text(text.to_owned()));
    }

    fn open_formatting_again(&mut self) {
        let closed: Vec<usize> =
            (0..self.formatting.len()).filter(|at| !self.open.contains(&self.formatting[*at])).collect();
        for at in closed {
            let Some(NodeContent::Element(name, attributes)) =
                self.nodes.get(self.formatting[at]).map(|node| &node.content)
            else {
                continue;
            };
            let (name, attributes) = (name.clone(), attributes.clone());
            if self.open.len() > DEEPEST {
                return;
            }
            let parent = self.place(&name);
            let id = self.add(parent, NodeContent::Element(name, attributes));
            self.open.push(id);
            self.formatting[at] = id;
        }
    }
}
