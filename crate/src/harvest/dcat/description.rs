//! Descriptions (`sanitize_html`, `rdf.py`).

use super::{
    property::DcatProperty,
    reader::{DcatResult, NodeReader},
};
use crate::{
    model::{Change, How, Loss, Refusal, refusal::Exception},
    text::{html, space::strip},
};

/// The description at the first of these properties that has one, in Markdown.
pub(super) fn read(reader: &mut NodeReader<'_, '_>, properties: &[DcatProperty]) -> DcatResult<String> {
    let found = properties.iter().enumerate().find_map(|(index, &property)| {
        let object = reader.subject.preferred(property.node)?;
        // `first or last`: the last one is taken whatever it is.
        let is_last = index + 1 == properties.len();
        let is_taken = object.is_truthy() || is_last && object.value().as_text().is_none();
        is_taken.then_some((property, object))
    });
    let Some((property, object)) = found else {
        if let Some(&property) = properties.first() {
            reader.missing("description", property);
        }
        return Ok(String::new());
    };
    reader.others_are_lost("description", property, object);
    if !object.is_literal() {
        reader.lost("description", property, object, Loss::DescriptionNode);
        return Ok(String::new());
    }
    let value = object.value();
    let Some(text) = value.as_text() else {
        let refusal = Refusal::raised(Exception::Concatenation(value.python_name()));
        return Err(reader.blame("description", property, refusal));
    };
    let markdown = html::sanitize_html(text).map_err(Refusal::raised)?;
    if markdown == strip(text) {
        reader.took("description", property, object, How::AsIs);
    } else {
        reader.changed("description", property, object, How::Converted, Change::Markdown);
    }
    Ok(markdown)
}
