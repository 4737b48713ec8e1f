//! A small catalogue of every kind of record, for the tests of the screens.

use std::sync::Arc;

use super::{CatalogueSource, Checked, Reading};
use crate::{
    Catalogue, Options,
    check::testing::{dataset_item, licence, one_item_per_standing, service_item},
    model::{AccessType, Item, Job, Kind, Loss, Refusal, Resource, Spatial, Verbatim, spatial::MultiPolygon},
};

/// Text that must never leave its place, wherever it is shown.
pub const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onclick=alert(1) {{x}}";

/// A catalogue of every kind of record.
pub fn checked() -> Checked {
    let mut items: Vec<Item> =
        one_item_per_standing().into_iter().filter(|s| s.kind == Kind::Dcat).map(|s| s.item).collect();
    items.push(hostile());
    items.push(service_item("wms", |service| {
        service.title = Some(HOSTILE.to_owned());
        service.base_api_url = Some("javascript:alert(1)".to_owned());
        service.datasets = vec![Some("pris".to_owned()), None, Some(HOSTILE.to_owned())];
    }));
    items.push(refused("", Refusal::NoIdentifier));
    items.push(refused("pris", Refusal::Duplicate("pris".to_owned())));
    of(items)
}

/// A catalogue of these records.
pub fn of(items: Vec<Item>) -> Checked {
    let mut job = Job { items, ..Job::default() };
    job.settle();
    let catalogue = Catalogue {
        documents: Arc::default(),
        options: Options { kind: Some(Kind::Dcat), ..Options::default() },
        job,
        problems: Vec::new(),
    };
    Checked::new(
        catalogue,
        Reading { source: Some(CatalogueSource::Local("export.ttl".into())), ..Reading::default() },
    )
}

fn refused(id: &str, refusal: Refusal) -> Item {
    let mut item = dataset_item(id, |_, _| {});
    item.record = None;
    item.status = refusal.status();
    item.errors = vec![refusal];
    item.source_title = Some("Fiche refusée".to_owned());
    item
}

fn hostile() -> Item {
    let mut item = dataset_item(HOSTILE, |dataset, trace| {
        dataset.title = HOSTILE.to_owned();
        dataset.acronym = Some(HOSTILE.to_owned());
        dataset.description = format!("{HOSTILE}\n\n# {HOSTILE}\n\n[x](javascript:alert(1))");
        dataset.tags = vec![HOSTILE.to_owned()];
        dataset.license = Some(licence(HOSTILE));
        dataset.access_type = AccessType::Open;
        dataset.extras.insert(HOSTILE, HOSTILE.into());
        dataset.harvest.remote_url = Some("javascript:alert(1)".to_owned());
        dataset.spatial = Some(Spatial {
            geom: Some(MultiPolygon { coordinates: Vec::new(), beyond: None }),
            zones: vec![HOSTILE.to_owned()],
        });
        dataset.resources = vec![Resource {
            title: Some(HOSTILE.to_owned()),
            description: Some(HOSTILE.to_owned()),
            url: "javascript:alert(1)".to_owned(),
            format: Some(HOSTILE.to_owned()),
            ..Resource::default()
        }];
        trace.lost("frequency", HOSTILE, HOSTILE, Loss::OtherGeometry(Verbatim::boxed(HOSTILE)));
        trace.unread(HOSTILE, HOSTILE);
    });
    item.source_publisher = Some(HOSTILE.to_owned());
    item.logs = vec![HOSTILE.to_owned()];
    item
}
