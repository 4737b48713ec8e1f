//! Which element of a record each statement of its graph is made of, noted while the graph is made.

use std::ops::Range;

use super::IsoConverter;
use crate::source::xml::Element;

/// Where the value of an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum ValuePart {
    /// In its text.
    Text,
    /// In the code of a list.
    Code,
    /// In the address that it points to.
    Address,
    /// In the identifier of what it points to.
    Reference,
}

/// What a statement is made of.
#[derive(Debug, Clone, Copy)]
pub(super) struct ValueSource {
    /// Where the element starts in the document, which tells it from all others.
    pub start: usize,
    pub part: ValuePart,
}

/// What is noted while a record is converted.
#[derive(Debug, Default)]
pub(super) struct Provenance {
    /// By number: the graph knows the number of each statement.
    pub places: Vec<ValueSource>,
    /// The elements, with all that is inside, that statements about the resource are made of, or that decide of them.
    pub taken: Vec<Range<usize>>,
    /// What follows is not about the resource: nothing of it is taken.
    beside: bool,
}

impl IsoConverter<'_> {
    /// The statements that follow are made of the text of this element.
    pub(super) fn at(&mut self, element: Element<'_>) {
        self.at_part(element, ValuePart::Text);
    }

    /// As [`Self::at`], of a part of the element.
    pub(super) fn at_part(&mut self, element: Element<'_>, part: ValuePart) {
        self.made_of_part(element, part);
        self.take(element);
    }

    /// As [`Self::at`], of an element whose values are lost all the same.
    pub(super) fn made_of(&mut self, element: Element<'_>) {
        self.made_of_part(element, ValuePart::Text);
    }

    fn made_of_part(&mut self, element: Element<'_>, part: ValuePart) {
        let Some(provenance) = &mut self.provenance else { return };
        let place = ValueSource { start: element.span().start, part };
        self.graph.made_of(u32::try_from(provenance.places.len()).unwrap_or(u32::MAX));
        provenance.places.push(place);
    }

    /// This element decides of statements.
    pub(super) fn take(&mut self, element: Element<'_>) {
        if let Some(provenance) = self.provenance.as_mut().filter(|provenance| !provenance.beside) {
            provenance.taken.push(element.span());
        }
    }

    /// As [`Self::take`], of several elements.
    pub(super) fn take_all<'e>(&mut self, elements: impl Iterator<Item = Element<'e>>) {
        if self.provenance.is_some() {
            elements.for_each(|element| self.take(element));
        }
    }

    /// Whether what follows is about something else than the resource.
    pub(super) fn set_beside(&mut self, beside: bool) {
        if let Some(provenance) = &mut self.provenance {
            provenance.beside = beside;
        }
    }
}
