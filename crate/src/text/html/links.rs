//! Links: what is written before, instead of and after their text.

use super::{escape::escape_brackets, layout::Layout, tag::HtmlTag};
use crate::text::space::strip;

/// The anchors that are open, innermost last.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// Those that make no link are `None`.
    open: Vec<Option<Link>>,
    label: Label,
}

/// Where a link goes.
#[derive(Debug)]
struct Link {
    address: String,
    title: String,
}

/// How far the text of the innermost link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Label {
    /// Its `[` is due.
    Due,
    /// It was its address, written `<https://…>`.
    Address,
    /// Its `[` is written, or no link is open.
    #[default]
    Begun,
}

impl Anchors {
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// `<a>`: a link if it goes elsewhere than the page itself.
    pub fn start(&mut self, tag: &HtmlTag<'_>) {
        let address = tag.value("href").filter(|address| !address.starts_with('#'));
        if address.is_some() {
            self.label = Label::Due;
        }
        self.open.push(address.map(|address| Link {
            address: address.to_owned(),
            title: tag.value("title").unwrap_or_default().to_owned(),
        }));
    }

    /// Something comes that is part of the link's text.
    pub fn begin_label(&mut self, layout: &mut Layout) {
        if self.label != Label::Begun {
            layout.mark("[");
            self.label = Label::Begun;
        }
    }

    /// Writes text that is the link's address, when nothing precedes it in the link; whether it did.
    pub fn write_address(&mut self, text: &str, layout: &mut Layout) -> bool {
        let is_address = self.label != Label::Begun
            && self.open.last().is_some_and(|link| link.as_ref().is_some_and(|link| link.is_written(text)));
        if is_address {
            layout.mark(&format!("<{text}>"));
            self.label = Label::Address;
        }
        is_address
    }

    /// `</a>`.
    pub fn end(&mut self, layout: &mut Layout) {
        let Some(anchor) = self.open.pop() else {
            return;
        };
        if self.label == Label::Address {
            self.label = Label::Begun;
        } else if let Some(link) = anchor {
            self.begin_label(layout);
            layout.cancel_breaks();
            let address = escape_brackets(&link.address);
            if strip(&link.title).is_empty() {
                layout.mark(&format!("]({address})"));
            } else {
                layout.mark(&format!("]({address} \"{}\")", escape_brackets(&link.title)));
            }
        }
    }
}

impl Link {
    /// Whether the text is the address, and begins as `https://` does.
    fn is_written(&self, text: &str) -> bool {
        let is_scheme = |scheme: &str| scheme.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'+');
        self.address == text
            && text.split_once("://").is_some_and(|(scheme, _)| !scheme.is_empty() && is_scheme(scheme))
    }
}
