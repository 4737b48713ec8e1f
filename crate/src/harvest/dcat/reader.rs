//! Reading a node with its trace.

use std::borrow::Cow;

use super::{cache::RecordCache, property::DcatProperty, subject::Subject, value::Value};
use crate::{
    model::{self, Change, Field, How, Loss, Refusal, Trace, refusal::Exception},
    source::rdf::{Node, vocabulary::dcat},
    text::date::DateTime,
};

/// Where the node that is read stands in its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NodePlace {
    /// It is the record.
    Record,
    /// It is the distribution that becomes this resource.
    Distribution(usize),
    /// It is the `dct:hasPart` that becomes this resource.
    Part(usize),
}

/// A node being read, and the trace of what was read.
#[derive(Debug)]
pub(super) struct NodeReader<'r, 'g> {
    pub subject: Subject<'g>,
    pub place: NodePlace,
    pub now: DateTime,
    pub trace: &'r mut Trace,
    pub memory: &'r mut RecordCache,
    /// What udata logs.
    pub logs: &'r mut Vec<String>,
}

impl<'g> NodeReader<'_, 'g> {
    /// Reads another node of the same record.
    pub fn of(&mut self, subject: Subject<'g>, place: NodePlace) -> NodeReader<'_, 'g> {
        if let NodePlace::Distribution(index) | NodePlace::Part(index) = place {
            let apart = subject.span_apart(self.subject);
            // Inside the record, it only tells apart resources that say the same.
            let span = if self.trace.is_full() { subject.graph.span(subject.node) } else { apart };
            span.into_iter().for_each(|span| self.trace.part(Some(index), span));
        }
        NodeReader { subject, place, now: self.now, trace: self.trace, memory: self.memory, logs: self.logs }
    }

    /// The field of the record, or of the resource, with this name.
    pub fn field(&self, name: &'static str) -> Field {
        match self.place {
            NodePlace::Record => Field::from(name),
            NodePlace::Distribution(index) | NodePlace::Part(index) => Field::of_resource(index, name),
        }
    }

    pub fn path(&self, property: DcatProperty) -> &'static str {
        property.path(self.place)
    }

    /// The path of one object: `dct:title[@fr]`.
    fn path_of(&self, property: DcatProperty, object: Subject<'g>) -> Cow<'static, str> {
        let path = self.path(property);
        match object.language() {
            Some(language) => format!("{path}[@{language}]").into(),
            None => path.into(),
        }
    }

    /// The field took this object.
    pub fn took(&mut self, name: &'static str, property: DcatProperty, object: Subject<'g>, how: How) {
        self.trace_taken(name, property, object, how, None);
    }

    /// As [`Self::took`], saying how the field changed it.
    pub fn changed(
        &mut self,
        name: &'static str,
        property: DcatProperty,
        object: Subject<'g>,
        how: How,
        change: Change,
    ) {
        self.trace_taken(name, property, object, how, Some(change));
    }

    fn trace_taken(
        &mut self,
        name: &'static str,
        property: DcatProperty,
        object: Subject<'g>,
        how: How,
        change: Option<Change>,
    ) {
        if !self.trace.is_full() {
            return;
        }
        let (field, path) = (self.field(name), self.path_of(property, object));
        match change {
            Some(change) => self.trace.changed(field, path, &object.caption(), how, change),
            None => self.trace.took(field, path, &object.caption(), how),
        }
        self.comes_from(property.node, object);
    }

    /// The line that was just written is made of this object of the property.
    pub fn comes_from(&mut self, property: Node, object: Subject<'g>) {
        if self.trace.is_full() {
            self.trace.made_of(object.graph.source(self.subject.node, property, object.node));
        }
    }

    /// The source has nothing at this property.
    pub fn missing(&mut self, name: &'static str, property: DcatProperty) {
        if self.place != NodePlace::Record && !self.trace.is_full() {
            return;
        }
        let (field, path) = (self.field(name), self.path(property));
        self.trace.missing(field, path);
    }

    /// The record has none of this property, and its catalogue has one, which udata gives to none of its records.
    pub fn of_catalogue(&mut self, property: Node, path: &'static str) {
        if self.place != NodePlace::Record || !self.trace.is_full() {
            return;
        }
        let graph = self.subject.graph;
        let catalogues = graph.subjects(dcat::DATASET, self.subject.node);
        let mut values = catalogues.filter_map(|node| Subject::new(graph, node).first(property));
        if let Some(value) = values.next() {
            self.trace.unread(path, &value.caption());
        }
    }

    /// The object was meant for the field and is lost.
    pub fn lost(&mut self, name: &'static str, property: DcatProperty, object: Subject<'g>, loss: Loss) {
        let (field, path) = (self.field(name), self.path_of(property, object));
        self.trace.lost(field, path, &object.caption(), loss);
        self.comes_from(property.node, object);
    }

    /// The same where another node of the record says it: `theme` for the scheme of a theme.
    pub fn lost_of(
        &mut self,
        node: Subject<'g>,
        name: &'static str,
        property: DcatProperty,
        object: Subject<'g>,
        loss: Loss,
    ) {
        let (field, path) = (self.field(name), self.path_of(property, object));
        self.trace.lost(field, path, &object.caption(), loss);
        if self.trace.is_full() {
            self.trace.made_of(object.graph.source(node.node, property.node, object.node));
        }
    }

    /// The same for a node of which, if it has no text, the names of its properties are all that can be shown.
    pub fn lost_or_named(
        &mut self,
        name: &'static str,
        property: DcatProperty,
        object: Subject<'g>,
        loss: Loss,
    ) {
        let (field, path) = (self.field(name), self.path_of(property, object));
        self.trace.lost(field, path, &object.caption_or_names(), loss);
        self.comes_from(property.node, object);
    }

    /// Where the portal writes this object.
    pub fn place(
        &self,
        name: &'static str,
        property: DcatProperty,
        object: Subject<'g>,
    ) -> model::ValuePlace {
        model::ValuePlace::new(self.field(name), self.path_of(property, object), &object.caption())
    }

    /// Tells the text that stands where udata reads a node: it is a property of this node of the record.
    pub fn refuse_text(
        &mut self,
        node: Subject<'g>,
        name: &'static str,
        property: DcatProperty,
        text: Subject<'g>,
        exception: Exception,
    ) -> Refusal {
        self.lost_of(node, name, property, text, Loss::Unexpected);
        Refusal::Raised(exception, Some(self.place(name, property, text)))
    }

    /// Tells the value of this property that udata did not expect, unless what stopped it told it.
    pub fn blame(
        &mut self,
        name: &'static str,
        property: DcatProperty,
        refusal: impl Into<Refusal>,
    ) -> Refusal {
        match refusal.into() {
            Refusal::Raised(exception, None) => {
                let odd = self.subject.all(property.node).find(|object| object.value().as_text().is_none());
                let culprit = odd.or_else(|| self.subject.first(property.node));
                let raw = culprit.map(Subject::caption).unwrap_or_default();
                let (field, path) = (self.field(name), self.path(property));
                self.trace.lost(field, path, &raw, Loss::Unexpected);
                if let Some(culprit) = culprit {
                    self.comes_from(property.node, culprit);
                }
                Refusal::Raised(exception, Some(model::ValuePlace::new(field, path, &raw)))
            }
            refusal => refusal,
        }
    }

    /// The other objects of a property of which udata keeps one.
    pub fn others_are_lost(&mut self, name: &'static str, property: DcatProperty, kept: Subject<'g>) {
        for other in self.subject.all(property.node) {
            if other.node == kept.node {
                continue;
            }
            if other.language() == kept.language() {
                self.lost(name, property, other, Loss::OneOfSeveral);
            } else if self.trace.is_full() {
                let loss = if kept.is_french() { Loss::NotFrench } else { Loss::NoneFrench };
                self.lost(name, property, other, loss);
            }
        }
    }

    /// `rdf_value`, taken as is: the French object, else the first, when Python holds it true.
    pub fn one(&mut self, name: &'static str, property: DcatProperty) -> Option<Value<'g>> {
        let object = self.subject.preferred(property.node)?;
        self.others_are_lost(name, property, object);
        if !object.is_truthy() {
            return None;
        }
        self.took(name, property, object, How::AsIs);
        Some(object.value())
    }

    /// As [`Self::one`], saying when there is nothing.
    pub fn one_expected(&mut self, name: &'static str, property: DcatProperty) -> Option<Value<'g>> {
        let value = self.one(name, property);
        if value.is_none() {
            self.missing(name, property);
        }
        value
    }

    /// `url_from_rdf`: the first object, whatever it is.
    pub fn first(&mut self, name: &'static str, property: DcatProperty) -> Option<Value<'g>> {
        let object = self.subject.first(property.node)?;
        self.others_are_lost(name, property, object);
        self.took(name, property, object, How::AsIs);
        Some(object.value())
    }
}

/// A result of reading that may end the record.
pub(super) type DcatResult<T> = Result<T, Refusal>;
