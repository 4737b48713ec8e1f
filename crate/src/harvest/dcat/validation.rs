//! What mongoengine says of a record that it refuses (`ValidationError`, `mongoengine/errors.py`).

use std::{borrow::Cow, fmt};

/// The faults of a document, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Faults {
    fields: Vec<(Cow<'static, str>, Fault)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Fault {
    Message(String),
    Document(Faults),
}

impl Faults {
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The field has this fault.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, message: impl Into<String>) {
        self.fields.push((field.into(), Fault::Message(message.into())));
    }

    /// As [`Self::add`], when there is a fault.
    pub fn add_some(&mut self, field: &'static str, message: Option<impl Into<String>>) {
        if let Some(message) = message {
            self.add(field, message);
        }
    }

    /// The faults of the document that the field holds.
    pub fn add_document(&mut self, field: impl Into<Cow<'static, str>>, faults: Self) {
        if !faults.is_empty() {
            self.fields.push((field.into(), Fault::Document(faults)));
        }
    }

    /// `str(error)`, for a document of this class.
    pub fn message(&self, class: &str) -> String {
        let mut by_fault: Vec<(String, Vec<&str>)> = Vec::new();
        for (field, fault) in &self.fields {
            let key = fault.to_string();
            match by_fault.iter_mut().find(|(known, _)| *known == key) {
                Some((_, fields)) => fields.push(field),
                None => by_fault.push((key, vec![field])),
            }
        }
        let faults: Vec<_> = by_fault
            .iter()
            .map(|(fault, fields)| {
                let fields: Vec<_> = fields.iter().map(|field| format!("'{field}'")).collect();
                format!("{fault}: [{}]", fields.join(", "))
            })
            .collect();
        format!("ValidationError ({class}:None) ({})", faults.join(" "))
    }
}

/// `generate_key`: the path to each message; the first item of a list has no path.
impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = match self {
            Self::Message(message) => return f.write_str(message),
            Self::Document(faults) => faults,
        };
        for (index, (field, fault)) in faults.fields.iter().enumerate() {
            let space = if index > 0 { " " } else { "" };
            match &**field {
                "0" => write!(f, "{space}{fault}")?,
                field => write!(f, "{space}{field}.{fault}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from mongoengine 0.29.3.
    #[test]
    fn faults_are_written_as_mongoengine_writes_them() {
        let document = |field: &'static str, message: &str| {
            let mut faults = Faults::default();
            faults.add(field, message);
            faults
        };
        let nested = |field: &'static str, inner: Faults| {
            let mut faults = Faults::default();
            faults.add_document(field, inner);
            faults
        };
        let mut faults = Faults::default();
        faults.add_document("resources", nested("0", nested("schema", document("url", "non"))));
        faults.add_document("schema", document("url", "non"));
        faults.add("title", "non");
        faults.add("acronym", "non");
        assert_eq!(
            faults.message("Dataset"),
            "ValidationError (Dataset:None) (schema.url.non: ['resources'] url.non: ['schema'] non: ['title', 'acronym'])"
        );
    }
}
