//! Constraints of access and of use: licences, rights and access rights.

use super::{
    ConversionResult, IsoConverter, ScopeLevel,
    provenance::ValuePart,
    text::{hrefs, only_normalized, strings, text_element},
};
use crate::source::{
    rdf::{Node, vocabulary::dct},
    xml::{Element, Name, names::gmd},
};

impl<'t> IsoConverter<'t> {
    /// Adds the constraints of the resource to a distribution of it, or to a service.
    pub(super) fn add_constraints(&mut self, subject: Node) -> ConversionResult<()> {
        let path = [gmd::RESOURCE_CONSTRAINTS, Name::ANY];
        for constraints in self.first_identifications().flat_map(|first| first.path(&path)) {
            for limitation in constraints.all(gmd::USE_LIMITATION) {
                self.add_constraint(subject, dct::LICENSE, limitation)?;
            }
            for (kind, property) in
                [(gmd::USE_CONSTRAINTS, dct::LICENSE), (gmd::ACCESS_CONSTRAINTS, dct::ACCESS_RIGHTS)]
            {
                // Whatever the code: only its presence says what the texts are about.
                if constraints.child(kind).is_some() {
                    for other in constraints.all(gmd::OTHER_CONSTRAINTS) {
                        self.add_constraint(subject, property, other)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// A text becomes rights; an anchor becomes `property`.
    fn add_constraint(
        &mut self,
        subject: Node,
        property: Node,
        constraint: Element<'t>,
    ) -> ConversionResult<()> {
        let text = only_normalized(strings(constraint))?;
        if !text.is_empty() {
            let statement = self.graph.blank(None);
            self.add_text_read(statement, dct::DESCRIPTION, constraint, &text)?;
            let place = self.text_read(constraint).unwrap_or(constraint);
            self.at(place);
            self.graph.add(subject, dct::RIGHTS, statement);
        } else {
            let addresses: Vec<_> = hrefs(constraint).collect();
            if !addresses.is_empty() {
                self.at_part(text_element(constraint), ValuePart::Address);
                self.add_iri(subject, property, &addresses.join(" "));
            }
        }
        Ok(())
    }

    /// The constraints of a service are its own; those of a dataset are on its distributions.
    pub(super) fn add_service_rights(&mut self) -> ConversionResult<()> {
        if self.level == ScopeLevel::Service { self.add_constraints(self.subject) } else { Ok(()) }
    }
}
