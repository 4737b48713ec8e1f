//! Responsible parties: contacts and agents.

use std::borrow::Cow;

use super::{
    ConversionResult, IsoConverter, several,
    text::{codes, normalize, only_normalized, strings},
};
use crate::source::{
    rdf::{
        Node,
        vocabulary::{dcat, dct, foaf, geodcat, org, vcard},
    },
    xml::{
        Element, Name,
        names::{gmd, xlink},
    },
};

const EMAILS: [Name; 6] = [
    gmd::CONTACT_INFO,
    gmd::CI_CONTACT,
    gmd::ADDRESS,
    gmd::CI_ADDRESS,
    gmd::ELECTRONIC_MAIL_ADDRESS,
    Name::ANY,
];
const PAGES: [Name; 6] = [
    gmd::CONTACT_INFO,
    gmd::CI_CONTACT,
    gmd::ONLINE_RESOURCE_PROPERTY,
    gmd::CI_ONLINE_RESOURCE,
    gmd::LINKAGE,
    gmd::URL,
];

/// What the property of a role is.
fn property(role: &str) -> Option<Node> {
    Some(match role {
        "author" => dct::CREATOR,
        "custodian" => geodcat::CUSTODIAN,
        "distributor" => geodcat::DISTRIBUTOR,
        "originator" => geodcat::ORIGINATOR,
        "owner" => dct::RIGHTS_HOLDER,
        "pointOfContact" => dcat::CONTACT_POINT,
        "principalInvestigator" => geodcat::PRINCIPAL_INVESTIGATOR,
        "processor" => geodcat::PROCESSOR,
        "publisher" => dct::PUBLISHER,
        "resourceProvider" => geodcat::RESOURCE_PROVIDER,
        "user" => geodcat::USER,
        _ => return None,
    })
}

impl<'t> IsoConverter<'t> {
    pub(super) fn add_parties(&mut self) -> ConversionResult<()> {
        let path = [gmd::IDENTIFICATION_INFO, Name::ANY, gmd::POINT_OF_CONTACT, gmd::CI_RESPONSIBLE_PARTY];
        for party in self.record.path(&path) {
            self.add_party(self.subject, party)?;
        }
        Ok(())
    }

    /// Adds a party to what it is responsible for.
    pub(super) fn add_party(&mut self, owner: Node, element: Element<'t>) -> ConversionResult<()> {
        self.refuse_address(element)?;
        let party = Party::read(element)?;
        let roles: Vec<_> = codes(element, &[gmd::ROLE, gmd::CI_ROLE_CODE]).collect();
        let agent = self.party_node(&party);
        let is_beside = owner != self.subject;
        let Some(property) = property(&roles.join(" ")) else {
            // Dropped, but refused all the same when it cannot be read.
            self.set_beside(true);
            self.add_agent(agent, &party)?;
            self.set_beside(is_beside);
            return Ok(());
        };
        if property == dcat::CONTACT_POINT {
            self.add_card(agent, &party)?;
        } else {
            self.add_agent(agent, &party)?;
        }
        self.take_all(element.all(gmd::ROLE));
        let name = self.value_element(&party);
        self.at(name);
        self.graph.add(owner, property, agent);
        if party.address.is_some() {
            // The attribution of the role repeats the agent: it tells more only of an agent that has an address.
            self.add_agent(agent, &party)?;
        }
        Ok(())
    }

    /// What a person reads of a party: its name. That of an anchor is not read.
    fn value_element(&self, party: &Party<'t>) -> Element<'t> {
        let names = [gmd::INDIVIDUAL_NAME, gmd::ORGANISATION_NAME];
        let mut written = names.iter().filter_map(|&name| self.text_read(party.element.child(name)?));
        let name = written.find(|name| !normalize(name.text()).is_empty());
        name.or_else(|| party.element.path(&EMAILS).next()).unwrap_or(party.element)
    }

    fn party_node(&mut self, party: &Party<'_>) -> Node {
        match &party.address {
            Some(address) => self.graph.iri(address),
            None => self.graph.blank(None),
        }
    }

    fn add_card(&mut self, card: Node, party: &Party<'t>) -> ConversionResult<()> {
        if party.is_person {
            self.add_names(card, vcard::FN, party.element, gmd::INDIVIDUAL_NAME)?;
            if party.is_organisation {
                self.add_names(card, vcard::ORGANIZATION_NAME, party.element, gmd::ORGANISATION_NAME)?;
            }
        } else if party.is_organisation {
            self.add_names(card, vcard::FN, party.element, gmd::ORGANISATION_NAME)?;
        }
        self.add_emails(card, vcard::HAS_EMAIL, party.element);
        for element in party.element.path(&PAGES) {
            let page = normalize(element.text());
            if !page.is_empty() {
                self.at(element);
                self.add_iri(card, vcard::HAS_URL, &page);
            }
        }
        Ok(())
    }

    fn add_agent(&mut self, agent: Node, party: &Party<'t>) -> ConversionResult<()> {
        if party.is_person {
            self.add_names(agent, foaf::NAME, party.element, gmd::INDIVIDUAL_NAME)?;
            if party.is_organisation {
                let organisation = match &party.organisation_address {
                    Some(address) => self.graph.iri(address),
                    None => self.graph.blank(None),
                };
                self.add_names(organisation, foaf::NAME, party.element, gmd::ORGANISATION_NAME)?;
                self.graph.add(agent, org::MEMBER_OF, organisation);
            }
        } else if party.is_organisation {
            self.add_names(agent, foaf::NAME, party.element, gmd::ORGANISATION_NAME)?;
        }
        self.add_emails(agent, foaf::MBOX, party.element);
        Ok(())
    }

    fn add_names(
        &mut self,
        subject: Node,
        property: Node,
        party: Element<'t>,
        name: Name,
    ) -> ConversionResult<()> {
        for name in party.all(name) {
            let text = only_normalized(strings(name))?;
            self.add_text_read(subject, property, name, &text)?;
        }
        Ok(())
    }

    fn add_emails(&mut self, subject: Node, property: Node, party: Element<'t>) {
        for element in party.path(&EMAILS) {
            let email = normalize(element.text());
            if !email.is_empty() {
                self.at(element);
                self.add_iri(subject, property, &format!("mailto:{email}"));
            }
        }
    }
}

/// What decides the shape of a party.
struct Party<'t> {
    element: Element<'t>,
    address: Option<Cow<'t, str>>,
    organisation_address: Option<Cow<'t, str>>,
    is_person: bool,
    is_organisation: bool,
}

impl<'t> Party<'t> {
    fn read(element: Element<'t>) -> ConversionResult<Self> {
        let of = |name: Name| {
            // Of whatever element: an anchor, or a character string that takes its attribute.
            let path = [name, Name::ANY];
            let found: Vec<_> =
                element.path(&path).filter_map(|value| value.attribute(xlink::HREF)).collect();
            match found[..] {
                [] => Ok(None),
                [one] => Ok(Some(normalize(one.into())).filter(|address| !address.is_empty())),
                _ => Err(several(&found, "fn:normalize-space()")),
            }
        };
        let organisation_address: Option<Cow<'t, str>> = of(gmd::ORGANISATION_NAME)?;
        let individual = element.path(&[gmd::INDIVIDUAL_NAME, Name::ANY]);
        let organisation = element.all(gmd::ORGANISATION_NAME).flat_map(strings);
        Ok(Self {
            element,
            address: of(gmd::INDIVIDUAL_NAME)?.or_else(|| organisation_address.clone()),
            organisation_address,
            is_person: !only_normalized(individual)?.is_empty(),
            is_organisation: organisation.into_iter().any(|name| !normalize(name.text()).is_empty()),
        })
    }
}
