//! A syntax tree from the bytes of `pack.rs`: in the page another module reads Markdown.

use markdown::{
    mdast::{
        AlignKind, Blockquote, Break, Code, Definition, Delete, Emphasis, FootnoteDefinition,
        FootnoteReference, Heading, Html, Image, ImageReference, InlineCode, Link, LinkReference, List,
        ListItem, Node, Paragraph, ReferenceKind, Root, Strong, Table, TableCell, TableRow, Text,
        ThematicBreak,
    },
    unist::{Point, Position},
};

/// The tree; nothing when these are not the bytes of one.
pub fn unpacked(bytes: &[u8]) -> Option<Node> {
    Packed { rest: bytes }.node()
}

struct Packed<'b> {
    rest: &'b [u8],
}

/// What a node says, by its kind.
#[derive(Default)]
struct Said {
    numbers: [usize; 2],
    texts: [String; 2],
    title: Option<String>,
    align: Vec<AlignKind>,
}

impl Packed<'_> {
    fn node(&mut self) -> Option<Node> {
        let kind = self.byte()?;
        let position = self.place()?;
        let mut said = Said::default();
        match kind {
            b'h' | b'i' => said.numbers[0] = self.number()?,
            b'l' => said.numbers = [self.number()?, self.number()?],
            b't' => {
                for _ in 0..self.number()? {
                    said.align.push(align(self.byte()?));
                }
            }
            b'T' | b'H' | b'C' | b'I' | b'F' | b'f' | b'a' => said.texts[0] = self.text()?,
            b'm' => said.texts = [self.text()?, self.text()?],
            b'A' => {
                said.texts[0] = self.text()?;
                said.title = self.perhaps()?;
            }
            b'M' | b'D' => {
                said.texts = [self.text()?, self.text()?];
                said.title = self.perhaps()?;
            }
            _ => {}
        }
        let mut children = Vec::new();
        for _ in 0..self.number()? {
            children.push(self.node()?);
        }
        Some(made(kind, said, children, position))
    }

    fn place(&mut self) -> Option<Option<Position>> {
        let line = self.number()?;
        if line == 0 {
            return Some(None);
        }
        let offset = self.number()?;
        let (lines, length) = (self.number()?, self.number()?);
        let point = |line, offset| Point { line, column: 1, offset };
        Some(Some(Position { start: point(line, offset), end: point(line + lines, offset + length) }))
    }

    fn perhaps(&mut self) -> Option<Option<String>> {
        if self.number()? == 0 { Some(None) } else { self.text().map(Some) }
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        str::from_utf8(text).ok().map(str::to_owned)
    }

    fn number(&mut self) -> Option<usize> {
        let mut value = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn byte(&mut self) -> Option<u8> {
        let (byte, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*byte)
    }
}

fn align(letter: u8) -> AlignKind {
    match letter {
        b'l' => AlignKind::Left,
        b'r' => AlignKind::Right,
        b'c' => AlignKind::Center,
        _ => AlignKind::None,
    }
}

fn made(kind: u8, said: Said, children: Vec<Node>, position: Option<Position>) -> Node {
    let Said { numbers: [first, second], texts: [value, other], title, align } = said;
    match kind {
        b'r' => Node::Root(Root { children, position }),
        b'p' => Node::Paragraph(Paragraph { children, position }),
        b'q' => Node::Blockquote(Blockquote { children, position }),
        b'e' => Node::Emphasis(Emphasis { children, position }),
        b's' => Node::Strong(Strong { children, position }),
        b'd' => Node::Delete(Delete { children, position }),
        b'w' => Node::TableRow(TableRow { children, position }),
        b'c' => Node::TableCell(TableCell { children, position }),
        b'n' => Node::Break(Break { position }),
        b'h' => Node::Heading(Heading { children, position, depth: first as u8 }),
        b'l' => {
            let start = second.checked_sub(1).map(|start| start as u32);
            Node::List(List { children, position, ordered: first == 1, start, spread: false })
        }
        b'i' => {
            let checked = first.checked_sub(1).map(|is_checked| is_checked == 1);
            Node::ListItem(ListItem { children, position, spread: false, checked })
        }
        b't' => Node::Table(Table { children, position, align }),
        b'T' => Node::Text(Text { value, position }),
        b'H' => Node::Html(Html { value, position }),
        b'C' => Node::Code(Code { value, position, lang: None, meta: None }),
        b'I' => Node::InlineCode(InlineCode { value, position }),
        b'F' => Node::FootnoteReference(FootnoteReference { position, identifier: value, label: None }),
        b'f' => Node::FootnoteDefinition(FootnoteDefinition {
            children,
            position,
            identifier: value,
            label: None,
        }),
        b'a' => Node::LinkReference(LinkReference {
            children,
            position,
            reference_kind: ReferenceKind::Full,
            identifier: value,
            label: None,
        }),
        b'm' => Node::ImageReference(ImageReference {
            position,
            alt: other,
            reference_kind: ReferenceKind::Full,
            identifier: value,
            label: None,
        }),
        b'A' => Node::Link(Link { children, position, url: value, title }),
        b'M' => Node::Image(Image { position, alt: other, url: value, title }),
        b'D' => Node::Definition(Definition { position, url: other, title, identifier: value, label: None }),
        _ => Node::ThematicBreak(ThematicBreak { position }),
    }
}
