//! Records for the tests of the checks and of the views.

use crate::model::{
    AccessType, Change, Dataservice, Dataset, Detail, How, Item, Kind, Licence, Loss, Origin, Record, Status,
    Trace,
};

/// A dataset that udata would create.
pub fn dataset_item(id: &str, fill: impl FnOnce(&mut Dataset, &mut Trace)) -> Item {
    let mut dataset = Dataset { title: format!("Jeu {id}"), ..Dataset::default() };
    let mut trace = Trace::new(Detail::Full);
    fill(&mut dataset, &mut trace);
    item(id, Record::Dataset(Box::new(dataset)), trace)
}

/// An API that udata would create.
pub fn service_item(id: &str, fill: impl FnOnce(&mut Dataservice)) -> Item {
    let mut service = Dataservice { title: Some(format!("Service {id}")), ..Dataservice::default() };
    fill(&mut service);
    item(id, Record::Dataservice(Box::new(service)), Trace::default())
}

fn item(id: &str, record: Record, trace: Trace) -> Item {
    let item = Item::new(id.to_owned(), Origin::default(), trace);
    Item { status: Status::Done, record: Some(record), ..item }
}

/// A licence, whether the list holds it or not.
pub fn licence(id: &str) -> &'static Licence {
    Box::leak(Box::new(Licence {
        id: id.to_owned(),
        title: format!("Licence {id}"),
        url: None,
        alternate_titles: Vec::new(),
        alternate_urls: Vec::new(),
    }))
}

/// A record and the harvester that reads it.
pub struct Sample {
    pub item: Item,
    pub kind: Kind,
}

/// Records that show every standing of every flag.
pub fn one_item_per_standing() -> Vec<Sample> {
    let mut samples = Vec::new();
    for kind in [Kind::Ods, Kind::Dcat] {
        for (id, how) in [("pris", Some(How::AsIs)), ("devine", Some(How::Deduced)), ("rien", None)] {
            let item = dataset_item(id, |dataset, trace| {
                dataset.license = Some(licence(if how.is_some() { "lov2" } else { "notspecified" }));
                dataset.spatial = how.map(|_| Default::default());
                for field in ["license", "spatial", "frequency"] {
                    match how {
                        Some(how) => trace.took(field, "chemin", "valeur", how),
                        None => trace.missing(field, "chemin"),
                    }
                }
            });
            samples.push(Sample { item, kind });
        }
        let item = dataset_item("perdu", |dataset, trace| {
            dataset.license = Some(licence("lov2"));
            trace.set("license", How::Default, Change::DefaultLicence);
            for field in ["license", "spatial", "frequency"] {
                trace.lost(field, "chemin", "valeur", Loss::NotCarried);
            }
        });
        samples.push(Sample { item, kind });
        let item = dataset_item("restreint", |dataset, _| dataset.access_type = AccessType::Restricted);
        samples.push(Sample { item, kind });
        let item = dataset_item("defaut", |dataset, trace| {
            dataset.license = Some(licence("lov2"));
            trace.set("license", How::Default, Change::DefaultLicence);
        });
        samples.push(Sample { item, kind });
        samples.push(Sample { item: service_item("api", |_| {}), kind });
    }
    samples
}
