//! Contacts and attributions.

use super::{shown::Contact, space::tidy};
use crate::model::{ContactPoint, labels};

/// A contact as the sidebar shows it: name, else e-mail address, else form, with its role; a link to write to it.
pub fn contact(contact: &ContactPoint) -> Contact {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    let email = given(&contact.email);
    let form = given(&contact.contact_form);
    let name = given(&contact.name).or_else(|| email.clone()).or_else(|| form.clone());
    let link = email.map(|email| format!("mailto:{email}")).or(form);
    Contact {
        text: tidy(&format!("{} ({})", name.unwrap_or_default(), labels::contact_role(&contact.role))),
        link: link.as_deref().map(tidy),
    }
}

/// Whether a contact has another role than contact: it is then an attribution.
pub fn is_attribution(contact: &ContactPoint) -> bool {
    contact.role != "contact"
}
