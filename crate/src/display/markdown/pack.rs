//! A syntax tree as bytes, from the module that reads Markdown to the one that shows it (`unpack.rs`): for each node its
//! kind, its place, what it says, then its children. Only what `build.rs`, `plain.rs` and `autolink.rs` look at.

use markdown::{
    mdast::{AlignKind, Node},
    unist::Position,
};

/// The tree, ready for `unpacked`.
pub fn packed(tree: &Node) -> Vec<u8> {
    let mut out = Vec::new();
    put(tree, &mut out);
    out
}

fn put(node: &Node, out: &mut Vec<u8>) {
    let start = out.len();
    out.push(0);
    place(node.position(), out);
    out[start] = match node {
        Node::Root(_) => b'r',
        Node::Paragraph(_) => b'p',
        Node::Blockquote(_) => b'q',
        Node::Emphasis(_) => b'e',
        Node::Strong(_) => b's',
        Node::Delete(_) => b'd',
        Node::TableRow(_) => b'w',
        Node::TableCell(_) => b'c',
        Node::ThematicBreak(_) => b'-',
        Node::Break(_) => b'n',
        Node::Heading(heading) => {
            number(heading.depth.into(), out);
            b'h'
        }
        Node::List(list) => {
            number(list.ordered.into(), out);
            number(list.start.map_or(0, |start| start as usize + 1), out);
            b'l'
        }
        Node::ListItem(item) => {
            number(item.checked.map_or(0, |is_checked| 1 + usize::from(is_checked)), out);
            b'i'
        }
        Node::Table(table) => {
            number(table.align.len(), out);
            table.align.iter().for_each(|align| out.push(letter(*align)));
            b't'
        }
        Node::Text(one) => said(b'T', &[&one.value], out),
        Node::Html(one) => said(b'H', &[&one.value], out),
        Node::Code(one) => said(b'C', &[&one.value], out),
        Node::InlineCode(one) => said(b'I', &[&one.value], out),
        Node::FootnoteReference(one) => said(b'F', &[&one.identifier], out),
        Node::FootnoteDefinition(one) => said(b'f', &[&one.identifier], out),
        Node::LinkReference(one) => said(b'a', &[&one.identifier], out),
        Node::ImageReference(one) => said(b'm', &[&one.identifier, &one.alt], out),
        Node::Link(one) => {
            said(b'A', &[&one.url], out);
            perhaps(one.title.as_deref(), out);
            b'A'
        }
        Node::Image(one) => {
            said(b'M', &[&one.url, &one.alt], out);
            perhaps(one.title.as_deref(), out);
            b'M'
        }
        Node::Definition(one) => {
            said(b'D', &[&one.identifier, &one.url], out);
            perhaps(one.title.as_deref(), out);
            b'D'
        }
        // None of what the options ask for.
        _ => b'-',
    };
    let children = node.children().map(Vec::as_slice).unwrap_or_default();
    number(children.len(), out);
    children.iter().for_each(|child| put(child, out));
}

fn place(position: Option<&Position>, out: &mut Vec<u8>) {
    let Some(Position { start, end }) = position else { return number(0, out) };
    // Lines begin at 1.
    number(start.line, out);
    number(start.offset, out);
    number(end.line.saturating_sub(start.line), out);
    number(end.offset.saturating_sub(start.offset), out);
}

fn letter(align: AlignKind) -> u8 {
    match align {
        AlignKind::Left => b'l',
        AlignKind::Right => b'r',
        AlignKind::Center => b'c',
        AlignKind::None => b'-',
    }
}

fn said(kind: u8, texts: &[&str], out: &mut Vec<u8>) -> u8 {
    for text in texts {
        number(text.len(), out);
        out.extend_from_slice(text.as_bytes());
    }
    kind
}

fn perhaps(text: Option<&str>, out: &mut Vec<u8>) {
    number(text.is_some().into(), out);
    text.into_iter().for_each(|text| {
        said(0, &[text], out);
    });
}

/// Seven bits a byte, the lowest first.
fn number(mut value: usize, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push(value as u8 & 0x7f | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
