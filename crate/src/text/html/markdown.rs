//! What each element becomes, as html2text 2025.4.15 decides it.
//!
//! It keeps no tree: every tag acts on a few counters and flags, so tags that are unbalanced, misplaced or unknown
//! have effects of their own, all of which are kept here.

use super::{
    entities::{written_named, written_numbered},
    error::Error,
    escape::{escape_brackets, escape_text},
    layout::Layout,
    links::Anchors,
    tag::HtmlTag,
    tokenizer::HtmlToken,
};
use crate::text::{
    python,
    space::{is_space, strip},
};

/// Makes Markdown of tokens.
#[derive(Debug)]
pub(super) struct MarkdownConverter {
    layout: Layout,
    /// The lists that are open.
    lists: Vec<List>,
    /// Whether the last tag opened or closed a list.
    follows_list: bool,
    anchors: Anchors,
    /// The last character of the text written last.
    last_character: Option<char>,
    emphasis: Emphasis,
    /// Whether text is code.
    code: bool,
    /// Whether the text that follows emphasis may touch it, by the last tag.
    may_touch: bool,
    /// What `title` says of the abbreviation that is open.
    abbreviation_title: Option<String>,
    /// Whether a row has begun, and the next cell needs a bar.
    in_row: bool,
    /// The cells of the row.
    cells: usize,
    /// Whether the next row to end is the header of a table.
    header_due: bool,
}

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct List {
    ordered: bool,
    /// The number of its last item.
    number: i128,
    /// How far its items are indented.
    indent: usize,
}

/// Where the text is by the last mark of emphasis that opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Emphasis {
    /// Nothing yet: the next text is inside.
    Opened,
    /// One text was inside; the next one may need a space before it.
    Filled,
    /// No matter.
    None,
}

impl MarkdownConverter {
    /// For HTML of that many bytes.
    pub fn new(size: usize) -> Self {
        Self {
            layout: Layout::new(size),
            lists: Vec::new(),
            follows_list: false,
            anchors: Anchors::default(),
            last_character: None,
            emphasis: Emphasis::None,
            code: false,
            may_touch: false,
            abbreviation_title: None,
            in_row: false,
            cells: 0,
            header_due: false,
        }
    }

    /// Takes the next token.
    pub fn read(&mut self, token: HtmlToken<'_>) -> Result<(), Error> {
        match token {
            HtmlToken::Text(text) => self.text(text, false),
            HtmlToken::Named(name) => self.text(&written_named(name), true),
            HtmlToken::Numbered(number) => self.text(&written_numbered(number)?, true),
            HtmlToken::Start(tag) => self.start(&tag)?,
            HtmlToken::End(name) => self.end(&name),
        }
        if self.layout.is_exhausted() { Err(Error::Disproportionate) } else { Ok(()) }
    }

    /// The document's Markdown.
    pub fn finish(self) -> String {
        self.layout.finish()
    }

    fn text(&mut self, text: &str, is_reference: bool) {
        if text.is_empty() {
            return;
        }
        let mut text = text;
        match self.emphasis {
            Emphasis::Opened => {
                text = strip(text);
                self.emphasis = Emphasis::Filled;
            }
            Emphasis::Filled => {
                if !self.may_touch && !text.starts_with(touches_emphasis) {
                    self.emphasis = Emphasis::None;
                    return self.words(&format!(" {text}"), is_reference);
                }
                self.emphasis = Emphasis::None;
            }
            Emphasis::None => {}
        }
        self.words(text, is_reference);
    }

    /// Writes text whose relation to emphasis is settled.
    fn words(&mut self, text: &str, is_reference: bool) {
        if self.anchors.write_address(text, &mut self.layout) {
            return;
        }
        self.anchors.begin_label(&mut self.layout);
        let escaped = if self.code || self.layout.preformatted || is_reference {
            text.into()
        } else {
            escape_text(text)
        };
        self.last_character = escaped.chars().next_back();
        self.layout.text(&escaped);
    }

    fn start(&mut self, tag: &HtmlTag<'_>) -> Result<(), Error> {
        let name = tag.name.as_ref();
        if !matches!(name, "p" | "div" | "style" | "dl" | "dt" | "img") {
            self.anchors.begin_label(&mut self.layout);
        }
        let heading = heading_level(name);
        self.may_touch = heading.is_some() || matches!(name, "a" | "code" | "pre");
        let followed_list = std::mem::replace(&mut self.follows_list, matches!(name, "ol" | "ul"));
        if let Some(level) = heading {
            self.start_heading(level);
        }
        match name {
            "p" | "div" => self.paragraph(),
            "br" => self.layout.mark(if self.layout.quotes > 0 { "  \n> " } else { "  \n" }),
            "hr" => {
                self.layout.break_paragraph();
                self.layout.mark("* * *");
                self.layout.break_paragraph();
            }
            "head" | "style" | "script" => self.layout.hidden += 1,
            "body" => self.layout.hidden = 0,
            "blockquote" => {
                self.layout.break_paragraph();
                self.layout.quote_mark();
                self.layout.begin();
                self.layout.quotes += 1;
            }
            "em" | "i" | "u" => {
                self.start_emphasis("_", |last| !last.is_ascii_punctuation() && !is_ascii_space(last));
            }
            "strong" | "b" => self.start_emphasis("**", |last| last == '*'),
            "del" | "strike" | "s" => self.start_emphasis("~~", |last| last == '~'),
            "kbd" | "code" | "tt" => self.toggle_code(),
            "abbr" => {
                self.abbreviation_title = tag.value("title").map(str::to_owned);
                self.layout.begin_abbreviation();
            }
            "q" => self.layout.mark("\""),
            "a" => self.anchors.start(tag),
            "img" => self.image(tag),
            "dl" => self.layout.break_paragraph(),
            "dd" => self.layout.mark("    "),
            "ol" | "ul" => {
                if self.lists.is_empty() && !followed_list {
                    self.layout.break_paragraph();
                }
                self.start_list(tag)?;
            }
            "li" => self.start_item(),
            "table" => self.header_due = true,
            "tr" => self.cells = 0,
            "td" | "th" => {
                if self.in_row {
                    self.layout.mark("| ");
                }
                self.in_row = true;
                self.cells += 1;
            }
            "pre" => {
                self.layout.open_block();
                self.layout.break_paragraph();
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        let heading = heading_level(name);
        self.may_touch = heading.is_some() || matches!(name, "a" | "code" | "pre");
        if heading.is_some() {
            // Alone among tags, it does not end what follows a list.
            return if self.anchors.is_empty() {
                self.layout.break_paragraph();
            } else {
                self.layout.cancel_breaks();
            };
        }
        let followed_list = std::mem::replace(&mut self.follows_list, matches!(name, "ol" | "ul"));
        match name {
            "p" | "div" => self.paragraph(),
            "head" | "style" | "script" => self.layout.hidden -= 1,
            "body" => self.layout.hidden = 0,
            "blockquote" => {
                self.layout.quotes -= 1;
                self.layout.break_paragraph();
            }
            "em" | "i" | "u" => self.layout.mark("_"),
            "strong" | "b" => self.layout.mark("**"),
            "del" | "strike" | "s" => self.layout.mark("~~"),
            "kbd" | "code" | "tt" => self.toggle_code(),
            "abbr" => self.layout.end_abbreviation(self.abbreviation_title.take()),
            "q" => self.layout.mark("\""),
            "a" => self.anchors.end(&mut self.layout),
            "dt" | "dd" => self.layout.break_line(),
            "ol" | "ul" => {
                if self.lists.is_empty() && !followed_list {
                    self.layout.break_paragraph();
                }
                self.end_list();
            }
            "li" => {
                self.layout.item_indent = 0;
                self.layout.break_line();
            }
            "tr" => self.end_row(),
            "pre" => {
                self.layout.preformatted = false;
                self.layout.break_paragraph();
            }
            _ => {}
        }
    }

    fn start_heading(&mut self, level: usize) {
        let marks = format!("{} ", "#".repeat(level));
        if self.anchors.is_empty() {
            self.layout.break_paragraph();
            self.layout.mark(&marks);
        } else if self.layout.take_back_bracket() {
            // A heading inside a link: its marks go before the bracket, if that comes just before.
            self.layout.mark(&marks);
            self.layout.mark("[");
        }
    }

    /// A paragraph begins or ends, except inside a link or a row.
    fn paragraph(&mut self) {
        if self.anchors.is_empty() && !self.in_row {
            self.layout.break_paragraph();
        }
    }

    /// Opens emphasis, after a space if Markdown would not see it otherwise.
    fn start_emphasis(&mut self, mark: &str, needs_space: impl FnOnce(char) -> bool) {
        if self.last_character.is_some_and(needs_space) {
            self.layout.mark(&format!(" {mark}"));
            self.last_character = Some(' ');
        } else {
            self.layout.mark(mark);
        }
        self.emphasis = Emphasis::Opened;
    }

    fn toggle_code(&mut self) {
        if !self.layout.preformatted {
            self.layout.mark("`");
            self.code = !self.code;
        }
    }

    fn image(&mut self, tag: &HtmlTag<'_>) {
        let Some(address) = tag.value("src") else {
            return;
        };
        self.anchors.begin_label(&mut self.layout);
        let alternative = escape_brackets(tag.value("alt").unwrap_or_default());
        self.layout.mark(&format!("![{alternative}]({})", escape_brackets(address)));
    }

    fn start_list(&mut self, tag: &HtmlTag<'_>) -> Result<(), Error> {
        let first = match tag.attribute("start") {
            Some(None) => return Err(Error::ListStart),
            Some(Some(start)) => {
                python::int(start).ok().and_then(|start| start.parse::<i128>().ok()).unwrap_or(1)
            }
            None => 1,
        };
        // Three columns inside an ordered list, two elsewhere.
        let indent = self.lists.last().map_or(2, |list| list.indent + if list.ordered { 3 } else { 2 });
        self.lists.push(List { ordered: tag.name == "ol", number: first.saturating_sub(1), indent });
        self.layout.in_list = true;
        Ok(())
    }

    fn end_list(&mut self) {
        if self.lists.pop().is_some() && self.lists.is_empty() {
            self.layout.in_list = false;
            self.layout.mark("\n");
        }
    }

    fn start_item(&mut self) {
        // Outside any list, an item of a list without indentation.
        let mut stray = List { ordered: false, number: 0, indent: 0 };
        let list = self.lists.last_mut().unwrap_or(&mut stray);
        self.layout.item_indent = list.indent;
        self.layout.break_line();
        self.layout.mark_repeatedly(" ", list.indent);
        if list.ordered {
            list.number = list.number.saturating_add(1);
            self.layout.item_indent += 3;
            self.layout.mark(&format!("{}. ", list.number));
        } else {
            self.layout.item_indent += 2;
            self.layout.mark("* ");
        }
        self.layout.begin();
    }

    fn end_row(&mut self) {
        self.in_row = false;
        self.layout.break_line_hard();
        if self.header_due {
            if self.cells > 0 {
                self.layout.mark("---");
                self.layout.mark_repeatedly("|---", self.cells - 1);
            }
            self.layout.break_line_hard();
            self.header_due = false;
        }
    }
}

/// The level of a heading; html2text knows nine.
fn heading_level(name: &str) -> Option<usize> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'9'] => Some(usize::from(digit - b'0')),
        _ => None,
    }
}

/// Whether text that begins so may follow emphasis without a space.
fn touches_emphasis(c: char) -> bool {
    is_space(c) || "][(){}.!?".contains(c)
}

/// Python's `string.whitespace`.
fn is_ascii_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}
