//! The way to the records, when a person gives what a catalogue service says of itself.

use maud::{Markup, html};

use super::{
    Checked,
    route::{CatalogueSource, Route, Screen, Settings},
    when,
};
use crate::{
    harvest::{Protocol, RecordSchema},
    model::Kind,
    portal::Address,
    source::{csw::Capabilities, xml::XmlTree},
};

/// One link for each way to read the service described.
pub(super) fn section(checked: &Checked) -> Markup {
    let is_empty = checked.catalogue.job.items.is_empty();
    let found = checked
        .catalogue
        .documents
        .first()
        .filter(|document| is_empty && document.text.contains("Capabilities"));
    let tree = found.and_then(|document| XmlTree::read(&document.text).ok());
    let Some(service) = tree.as_ref().and_then(Capabilities::of) else { return html! {} };
    let address = service.address.as_deref().and_then(|address| Address::parse(address).ok());
    let is_offered = |kind: &Kind| match kind.schema() {
        RecordSchema::Iso19139 => service.offers_iso(),
        _ => service.offers_dcat(),
    };
    // ISO 19139 before DCAT: most services have it.
    let of_service = Kind::ALL.into_iter().rev().filter(|kind| kind.protocol() == Protocol::Csw);
    let kinds = of_service.filter(|kind| service.speaks_2_0_2() && is_offered(kind));
    when(address.is_some(), || {
        html! {
            @if let Some(address) = &address {
                p.encart {
                    "Lire les fiches de " b { (service.title.as_deref().unwrap_or(&address.host)) } " :"
                    @for kind in kinds {
                        " " a href=(overview(address, kind)) { (address) " (" (kind.label()) ")" }
                    }
                }
            }
        }
    })
}

fn overview(address: &Address, kind: Kind) -> Route {
    Route {
        screen: Screen::Overview,
        source: Some(CatalogueSource::Address(address.to_string())),
        settings: Settings { kind: Some(kind), ..Settings::default() },
        ..Route::default()
    }
}
