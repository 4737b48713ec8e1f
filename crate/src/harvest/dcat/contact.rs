//! Contacts and attributions (`contact_points_from_rdf`, `rdf.py`).

use std::borrow::Cow;

use super::{
    reader::{DcatResult, NodeReader},
    subject::Subject,
    value::Value,
};
use crate::{
    model::{ContactPoint, How, Loss, Refusal, ValuePlace, refusal::Exception},
    source::rdf::{
        Node,
        vocabulary::{dcat, dct, foaf, geodcat, org, skos, vcard},
    },
    text::{space::strip, surrogates::Surrogates, url},
};

/// A role and the property that gives it, in udata's order (`AGENT_ROLE_TO_RDF_PREDICATE`).
struct ContactRole {
    name: &'static str,
    property: Node,
    iri: &'static str,
    path: &'static str,
}

const ROLES: [ContactRole; 11] = [
    role("contact", dcat::CONTACT_POINT, "http://www.w3.org/ns/dcat#contactPoint", "dcat:contactPoint"),
    role("creator", dct::CREATOR, "http://purl.org/dc/terms/creator", "dct:creator"),
    role("publisher", dct::PUBLISHER, "http://purl.org/dc/terms/publisher", "dct:publisher"),
    role("rightsHolder", dct::RIGHTS_HOLDER, "http://purl.org/dc/terms/rightsHolder", "dct:rightsHolder"),
    role("custodian", geodcat::CUSTODIAN, "http://data.europa.eu/930/custodian", "geodcat:custodian"),
    role("distributor", geodcat::DISTRIBUTOR, "http://data.europa.eu/930/distributor", "geodcat:distributor"),
    role("originator", geodcat::ORIGINATOR, "http://data.europa.eu/930/originator", "geodcat:originator"),
    role(
        "principalInvestigator",
        geodcat::PRINCIPAL_INVESTIGATOR,
        "http://data.europa.eu/930/principalInvestigator",
        "geodcat:principalInvestigator",
    ),
    role("processor", geodcat::PROCESSOR, "http://data.europa.eu/930/processor", "geodcat:processor"),
    role(
        "resourceProvider",
        geodcat::RESOURCE_PROVIDER,
        "http://data.europa.eu/930/resourceProvider",
        "geodcat:resourceProvider",
    ),
    role("user", geodcat::USER, "http://data.europa.eu/930/user", "geodcat:user"),
];

const fn role(name: &'static str, property: Node, iri: &'static str, path: &'static str) -> ContactRole {
    ContactRole { name, property, iri, path }
}

/// What a node says of a contact.
#[derive(Debug, Clone, Default)]
struct ContactCard<'g> {
    name: Option<Cow<'g, str>>,
    email: Option<&'g str>,
    form: Option<&'g str>,
    /// The name is not a Python string: the contact is refused, not the record.
    misnamed: bool,
    /// The node that stands where the e-mail address is expected.
    email_node: Option<Subject<'g>>,
}

impl ContactCard<'_> {
    fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.form.is_none()
    }
}

/// The contacts of a record, role by role.
pub(super) fn contact_points(reader: &mut NodeReader<'_, '_>) -> DcatResult<Vec<ContactPoint>> {
    let mut contacts = Vec::new();
    for role in &ROLES {
        for agent in reader.subject.all(role.property) {
            let card = read(reader, role, agent).inspect_err(|_| {
                reader.trace.lost("contact_points", role.path, &agent.caption(), Loss::Unexpected);
                reader.comes_from(role.property, agent);
            })?;
            match refusal(role, &card) {
                None => {
                    // Contacts are saved on the way, and looked for before that.
                    let texts = [card.name.as_deref(), card.email, card.form];
                    if let Some(halves) = texts.into_iter().flatten().find_map(Surrogates::of) {
                        let caption = agent.caption();
                        reader.trace.lost("contact_points", role.path, &caption, Loss::HalfCharacter);
                        reader.comes_from(role.property, agent);
                        let place = ValuePlace::new("contact_points", role.path, &caption);
                        return Err(Refusal::Raised(Exception::HalfCharacter(halves), Some(place)));
                    }
                    if let Some(node) = card.email_node {
                        let path = format!("{}/vcard:hasEmail", role.path);
                        reader.trace.lost("contact_points", path, &node.caption(), Loss::AddressNode);
                        reader.comes_from(role.property, agent);
                    }
                    trace_other_addresses(reader, role, agent, &card);
                    if reader.trace.is_full() {
                        trace_taken(reader, role, &card);
                        reader.comes_from(role.property, agent);
                    }
                    contacts.push(ContactPoint {
                        name: card.name.map(Cow::into_owned),
                        email: card.email.map(str::to_owned),
                        contact_form: card.form.map(str::to_owned),
                        role: role.name.to_owned(),
                    });
                }
                Some(RefusedContact { log, loss }) => {
                    reader.logs.push(log);
                    reader.trace.lost("contact_points", role.path, &agent.caption(), loss);
                    reader.comes_from(role.property, agent);
                }
            }
        }
    }
    if contacts.is_empty() {
        reader.trace.missing("contact_points", "dcat:contactPoint");
        for (property, path) in [
            (dcat::CONTACT_POINT, "dcat:Catalog/dcat:contactPoint"),
            (dct::PUBLISHER, "dcat:Catalog/dct:publisher"),
        ] {
            reader.of_catalogue(property, path);
        }
    }
    Ok(contacts)
}

/// The e-mail addresses beside the one that is kept.
fn trace_other_addresses<'g>(
    reader: &mut NodeReader<'_, 'g>,
    role: &ContactRole,
    agent: Subject<'g>,
    card: &ContactCard<'_>,
) {
    const ADDRESSES: [(Node, &str); 3] =
        [(vcard::HAS_EMAIL, "vcard:hasEmail"), (vcard::EMAIL, "vcard:email"), (foaf::MBOX, "foaf:mbox")];
    let Some(kept) = card.email.filter(|_| card.email_node.is_none()) else { return };
    for (property, name) in ADDRESSES {
        for other in agent.all(property).filter(|other| !other.is_blank()) {
            // What the address of none would raise has been raised by the first one only.
            let Ok(Some(email)) = address(Some(other.value())) else { continue };
            if email != kept {
                reader.trace.lost(
                    "contact_points",
                    format!("{}/{name}", role.path),
                    email,
                    Loss::OneOfSeveral,
                );
                reader.comes_from(role.property, agent);
            }
        }
    }
}

fn trace_taken(reader: &mut NodeReader<'_, '_>, role: &ContactRole, card: &ContactCard<'_>) {
    // The name of a node is nobody's word.
    let email = card.email.filter(|_| card.email_node.is_none());
    let details: Vec<_> = [card.name.as_deref(), email, card.form].into_iter().flatten().collect();
    reader.trace.took("contact_points", role.path, &details.join(" · "), How::AsIs);
}

/// Why a contact is not kept.
struct RefusedContact {
    log: String,
    loss: Loss,
}

/// `ContactPoint.validate` (`core/contact_point/models.py`).
fn refusal(role: &ContactRole, card: &ContactCard<'_>) -> Option<RefusedContact> {
    if card.is_empty() {
        return Some(RefusedContact {
            log: format!("Empty contact point with role={}", role.name),
            loss: Loss::EmptyContact,
        });
    }
    let invalid = |reason: &str, loss| {
        Some(RefusedContact { log: format!("Unable to validate contact point: {reason}"), loss })
    };
    if role.name == "contact" && card.email.is_none() && card.form.is_none() {
        return invalid(
            "Au moins un e-mail ou un formulaire de contact est requis pour un point de contact",
            Loss::NoContactAddress,
        );
    }
    let of_field = |reason: &str, field: &str, loss| {
        invalid(&format!("ValidationError (ContactPoint:None) ({reason}: ['{field}'])"), loss)
    };
    let too_long = |text: Option<&str>| text.is_some_and(|text| text.chars().nth(255).is_some());
    if card.misnamed {
        return of_field("StringField only accepts string values", "name", Loss::ContactNameType);
    }
    if too_long(card.name.as_deref()) {
        return of_field("String value is too long", "name", Loss::LongContact);
    }
    if too_long(card.email) {
        return of_field("String value is too long", "email", Loss::LongContact);
    }
    let error = url::validate(card.form?).err()?;
    of_field(&error.to_string(), "contact_form", Loss::BadContactForm)
}

type CardReader = for<'g> fn(Subject<'g>) -> DcatResult<ContactCard<'g>>;

fn read<'g>(
    reader: &mut NodeReader<'_, 'g>,
    role: &ContactRole,
    agent: Subject<'g>,
) -> DcatResult<ContactCard<'g>> {
    if agent.is_literal() {
        reader
            .logs
            .push(format!("Found a `Literal` inside {}, `foaf:Agent` or `vcard:Kind` expected.", role.iri));
        let name = Some(agent.value()).filter(|name| name.is_truthy());
        let misnamed = name.is_some_and(|name| name.as_text().is_none());
        return Ok(ContactCard {
            name: name.map(|name| name.text.into()),
            misnamed,
            ..ContactCard::default()
        });
    }
    let [first, second]: [CardReader; 2] =
        if role.property == dcat::CONTACT_POINT { [from_vcard, from_foaf] } else { [from_foaf, from_vcard] };
    let card = first(agent)?;
    if card.is_empty() { second(agent) } else { Ok(card) }
}

/// `contact_point_from_vcard`.
fn from_vcard(agent: Subject<'_>) -> DcatResult<ContactCard<'_>> {
    let organisation = resource(agent, vcard::ORG);
    let organisation_name = agent.one_truthy(vcard::ORGANIZATION_NAME).or_else(|| {
        let organisation = organisation?;
        organisation
            .one_truthy(vcard::ORGANIZATION_NAME)
            .or_else(|| organisation.one_truthy(vcard::ORGANISATION_NAME))
    });
    let email = agent.one_truthy(vcard::HAS_EMAIL).or_else(|| agent.one(vcard::EMAIL));
    let email_node = [vcard::HAS_EMAIL, vcard::EMAIL].iter().find_map(|&property| agent.preferred(property));
    const FORMS: [Node; 3] = [vcard::HAS_URL, vcard::URL, vcard::HAS_URL_LOWERCASE];
    let form = FORMS.iter().find_map(|&property| agent.one_truthy(property));
    Ok(ContactCard {
        email: address(email)?,
        // The database strips it when the contact is made.
        form: form.map(|form| form.text_for("strip")).transpose()?,
        email_node: email_node.filter(|node| node.is_blank()),
        ..named(agent.one(vcard::FN), organisation_name)
    })
}

/// `contact_point_from_foaf`.
fn from_foaf(agent: Subject<'_>) -> DcatResult<ContactCard<'_>> {
    let own_name = || agent.one_truthy(foaf::NAME).or_else(|| agent.one(skos::PREF_LABEL));
    let (card, email) = if let Some(organisation) = resource(agent, org::MEMBER_OF) {
        let email = agent.one_truthy(foaf::MBOX).or_else(|| organisation.one(foaf::MBOX));
        (named(own_name(), organisation.one(foaf::NAME)), email)
    } else if let Some(member) = resource(agent, foaf::MEMBER) {
        let email = member.one_truthy(foaf::MBOX).or_else(|| agent.one(foaf::MBOX));
        (named(member.one(foaf::NAME), own_name()), email)
    } else {
        (named(own_name(), None), agent.one(foaf::MBOX))
    };
    Ok(ContactCard { email: address(email)?, ..card })
}

/// `rdf_resource`: the first object, when it is not a literal.
fn resource(subject: Subject<'_>, property: Node) -> Option<Subject<'_>> {
    subject.first(property).filter(|object| !object.is_literal())
}

/// `contact_point_name`.
fn named<'g>(agent: Option<Value<'g>>, organisation: Option<Value<'g>>) -> ContactCard<'g> {
    let truthy = |name: Option<Value<'g>>| name.filter(|name| name.is_truthy());
    let (name, misnamed) = match (truthy(agent), truthy(organisation)) {
        (Some(agent), Some(organisation)) => {
            (Some(Cow::Owned(format!("{} ({})", agent.text, organisation.text))), false)
        }
        (Some(name), None) | (None, Some(name)) => (Some(Cow::Borrowed(name.text)), name.as_text().is_none()),
        (None, None) => (None, false),
    };
    ContactCard { name, misnamed, ..ContactCard::default() }
}

/// `contact_point_email`.
fn address(mbox: Option<Value<'_>>) -> DcatResult<Option<&str>> {
    let Some(mbox) = mbox.filter(|mbox| mbox.is_truthy()) else { return Ok(None) };
    let text = mbox.text_for("removeprefix")?;
    let address = strip(text.strip_prefix("mailto:").unwrap_or(text));
    Ok((!address.is_empty()).then_some(address))
}
