//! Markdown laid out on lines: what is due before the next words (line breaks, a space), the marks that open each
//! line (`>`, indentation), and what is not shown.

use std::{borrow::Cow, collections::HashMap, mem};

use super::entities::NO_BREAK_SPACE;
use crate::text::space::is_space;

/// How many bytes of Markdown a byte of HTML may give, over [`FREE`].
const RATIO: usize = 8;
/// How many bytes any document may give.
const FREE: usize = 1 << 20;

/// Markdown being written.
#[derive(Debug)]
pub(super) struct Layout {
    out: String,
    /// How many bytes may still be written.
    budget: usize,
    /// Line breaks due before what comes next: one, or two for a paragraph.
    breaks: u8,
    /// Whether the next break is a hard one, two spaces at the end of the line.
    hard_break: bool,
    /// Whether a space is due.
    space: bool,
    /// Whether nothing is due before what comes next: the document, the quote or the item has just begun.
    begins: bool,
    at_line_start: bool,
    /// How many `[` were written last, each on its own.
    brackets: usize,
    /// Whether a `<pre>` has begun and nothing is written in it yet.
    opens_block: bool,
    /// The text of the abbreviation being read.
    abbreviation: Option<String>,
    glossary: Glossary,
    /// Nothing is shown unless this is zero; unbalanced tags make it negative.
    pub hidden: i64,
    /// How many quotes are open; unbalanced tags make it negative.
    pub quotes: i64,
    /// Whether white space is kept.
    pub preformatted: bool,
    /// Whether a list is open.
    pub in_list: bool,
    /// How far the text of the current item is indented.
    pub item_indent: usize,
}

impl Layout {
    /// An empty document, for HTML of that many bytes.
    pub fn new(size: usize) -> Self {
        Self {
            out: String::with_capacity(size),
            budget: size.saturating_mul(RATIO).saturating_add(FREE),
            breaks: 0,
            hard_break: false,
            space: false,
            begins: true,
            at_line_start: false,
            brackets: 0,
            opens_block: false,
            abbreviation: None,
            glossary: Glossary::default(),
            hidden: 0,
            quotes: 0,
            preformatted: false,
            in_list: false,
            item_indent: 0,
        }
    }

    /// Whether more was written than is reasonable; what came after is missing.
    pub fn is_exhausted(&self) -> bool {
        self.budget == 0
    }

    /// What comes next begins a line.
    pub fn break_line(&mut self) {
        self.breaks = self.breaks.max(1);
    }

    /// What comes next begins a line of the same paragraph.
    pub fn break_line_hard(&mut self) {
        self.break_line();
        self.hard_break = true;
    }

    /// What comes next begins a paragraph.
    pub fn break_paragraph(&mut self) {
        self.breaks = 2;
    }

    /// What comes next stays on the line.
    pub fn cancel_breaks(&mut self) {
        self.breaks = 0;
    }

    /// What comes next begins the content of a quote or an item: nothing is due before it.
    pub fn begin(&mut self) {
        self.begins = true;
    }

    /// A `<pre>` begins.
    pub fn open_block(&mut self) {
        self.preformatted = true;
        self.opens_block = true;
    }

    /// Takes back a `[` just written, and the space due after it.
    pub fn take_back_bracket(&mut self) -> bool {
        let is_in_brackets = self.brackets > 0;
        if is_in_brackets {
            self.out.pop();
            self.brackets -= 1;
            self.space = false;
        }
        is_in_brackets
    }

    /// Writes the document's text: white space counts for one space, unless preformatted.
    pub fn text(&mut self, text: &str) {
        if !self.admits(text) {
            return;
        }
        if self.preformatted {
            self.write(text, true);
            return;
        }
        let collapsed = collapse(text);
        let words = collapsed.strip_prefix(' ');
        self.space |= words.is_some();
        self.write(words.unwrap_or(&collapsed), true);
    }

    /// Writes Markdown.
    pub fn mark(&mut self, mark: &str) {
        if self.admits(mark) {
            self.write(mark, true);
        }
    }

    /// Writes the `>` of a quote, before it counts.
    pub fn quote_mark(&mut self) {
        if self.admits("> ") {
            self.write("> ", false);
        }
    }

    /// Writes the same Markdown several times.
    pub fn mark_repeatedly(&mut self, mark: &str, times: usize) {
        if self.hidden == 0 || self.abbreviation.is_some() {
            let affordable = self.budget / mark.len().max(1);
            self.mark(&mark.repeat(times.min(affordable + 1)));
        }
    }

    /// An abbreviation begins.
    pub fn begin_abbreviation(&mut self) {
        self.abbreviation = Some(String::new());
    }

    /// An abbreviation ends; with a definition, if it has one.
    pub fn end_abbreviation(&mut self, definition: Option<String>) {
        if let (Some(text), Some(definition)) = (self.abbreviation.take(), definition) {
            self.glossary.define(text, definition);
        }
    }

    /// The document. Hidden to its end, it has no last line.
    pub fn finish(mut self) -> String {
        if self.hidden == 0 {
            self.push("\n");
            for (text, definition) in mem::take(&mut self.glossary).entries {
                self.push(&format!("  *[{text}]: {definition}\n"));
            }
            if self.opens_block && !self.in_list {
                // A block that nothing came into still begins.
                self.push_lines("\n", true);
            }
        }
        if self.out.contains(NO_BREAK_SPACE) { self.out.replace(NO_BREAK_SPACE, " ") } else { self.out }
    }

    /// Whether this is shown; part of an abbreviation or not.
    fn admits(&mut self, data: &str) -> bool {
        if let Some(abbreviation) = &mut self.abbreviation {
            self.budget = self.budget.saturating_sub(data.len());
            if self.budget > 0 {
                abbreviation.push_str(data);
            }
        }
        self.hidden == 0
    }

    /// Writes what is due, then this. `spaced` is whether the marks of quotes are followed by a space.
    fn write(&mut self, data: &str, spaced: bool) {
        if data.is_empty() {
            return;
        }
        let mut data = data;
        let mut opening = "";
        let mut spaced = spaced;
        if mem::take(&mut self.opens_block) {
            // html2text sees the line break, not the mark of a quote.
            spaced = true;
            if self.in_list {
                // The block begins on the item's line: what would open its first line goes.
                let (quoted, preformatted) = (self.quotes > 0, self.preformatted);
                data = data.trim_start_matches(|c| match c {
                    '\n' => true,
                    ' ' => preformatted,
                    '>' => preformatted && quoted,
                    _ => false,
                });
            } else if !data.starts_with('\n') && !data.starts_with("\r\n") {
                opening = "\n";
            }
        }
        if mem::take(&mut self.begins) {
            self.space = false;
            self.breaks = 0;
        }
        if self.breaks > 0 {
            for _ in 0..mem::take(&mut self.breaks) {
                self.push(if self.hard_break { "  \n" } else { "\n" });
                self.push_line_opening(spaced);
            }
            self.space = false;
            self.hard_break = false;
        }
        if mem::take(&mut self.space) && !self.at_line_start {
            self.push(" ");
        }
        let brackets = self.brackets;
        self.push_lines(opening, spaced);
        self.push_lines(data, spaced);
        self.brackets = if data == "[" && opening.is_empty() { brackets + 1 } else { 0 };
    }

    /// Pushes text, each line of a preformatted block behind what opens it.
    fn push_lines(&mut self, text: &str, spaced: bool) {
        if !self.preformatted {
            self.push(text);
            return;
        }
        for line in text.split_inclusive('\n') {
            self.push(line);
            if line.ends_with('\n') {
                self.push_line_opening(spaced);
            }
        }
    }

    /// Pushes what opens a line: the marks of quotes, and the indentation of a preformatted block.
    fn push_line_opening(&mut self, spaced: bool) {
        self.push_repeatedly('>', usize::try_from(self.quotes).unwrap_or(0));
        if spaced && self.quotes != 0 {
            self.push(" ");
        }
        if self.preformatted {
            self.push_repeatedly(' ', if self.in_list { self.item_indent + 4 } else { 4 });
        }
    }

    fn push_repeatedly(&mut self, mark: char, times: usize) {
        if times > 0 {
            let affordable = times.min(self.budget);
            self.push(&mark.to_string().repeat(affordable));
        }
    }

    fn push(&mut self, text: &str) {
        self.budget = self.budget.saturating_sub(text.len());
        if self.budget > 0 && !text.is_empty() {
            self.out.push_str(text);
            self.at_line_start = text.ends_with('\n');
            self.brackets = 0;
        }
    }
}

/// The abbreviations that the document defines, in order; a later definition replaces an earlier one in its place.
#[derive(Debug, Default)]
struct Glossary {
    entries: Vec<(String, String)>,
    places: HashMap<String, usize>,
}

impl Glossary {
    fn define(&mut self, text: String, definition: String) {
        match self.places.get(&text).and_then(|&place| self.entries.get_mut(place)) {
            Some(entry) => entry.1 = definition,
            None => {
                self.places.insert(text.clone(), self.entries.len());
                self.entries.push((text, definition));
            }
        }
    }
}

/// `re.sub(r"\s+", " ", text)`.
fn collapse(text: &str) -> Cow<'_, str> {
    if is_collapsed(text) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(is_space) {
        let (word, after) = rest.split_at(at);
        out.push_str(word);
        out.push(' ');
        rest = after.trim_start_matches(is_space);
    }
    out.push_str(rest);
    out.into()
}

/// Whether the only white space is single spaces.
fn is_collapsed(text: &str) -> bool {
    // Other white space is a control character, or starts with one of these bytes.
    let may_be_other = |byte: u8| byte < b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3);
    // Without a way out, the loop reads many bytes at once.
    let may_hold_other = text.bytes().fold(false, |found, byte| found | may_be_other(byte));
    !text.contains("  ") && (!may_hold_other || text.chars().all(|c| c == ' ' || !is_space(c)))
}
