//! Numbered marks of the page: which fields have one, in the order of the page, and which one is open.

use maud::{Markup, html};

use super::{super::wording, View, panel};
use crate::{
    check::{FlagSubject, Severity, Verdict},
    display::{DatasetShown, ServiceShown, ShownRecord},
    model::{Entry, Field, Item, Record},
    view::Route,
};

/// The mark of the quality block, which is no field.
pub const QUALITY: &str = "quality";

/// Where the page has a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Above the tabs and beside the description.
    Top,
    /// The first tab.
    Files,
    /// « Informations »
    Information,
}

/// One mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// What it is about.
    pub field: Field,
    /// Where it is.
    pub tab: Tab,
}

/// The marks of a page.
#[derive(Debug, Default)]
pub struct Marks {
    all: Vec<Mark>,
    /// The field whose panel is open, whether the page shows it or not.
    open: Option<Field>,
}

impl Marks {
    /// Those of what is shown; `wanted` is the one that the address opens.
    pub fn of(shown: Option<&ShownRecord>, item: &Item, verdict: &Verdict, wanted: Option<&str>) -> Self {
        let is_traced = item.record.is_some() || item.trace.of("title").next().is_some();
        let record = item.record.as_ref().or(item.ghost.as_ref());
        // Of a ghost that left no trace, nothing can be told.
        let all = match (shown.filter(|_| is_traced), record) {
            (Some(ShownRecord::Dataset(shown)), Some(Record::Dataset(dataset))) => {
                of_dataset(shown, dataset.resources.len())
            }
            (Some(ShownRecord::Dataservice(shown)), _) => of_service(shown),
            _ => Vec::new(),
        };
        let absent = || {
            let named = FlagSubject::ALL.iter().map(|subject| Field::from(subject.field()));
            let traced = item.trace.entries().filter_map(|entry| entry.field());
            let found = verdict.findings.iter().filter(|finding| !finding.evidence.field.is_empty());
            let found = found.map(|finding| field_of(finding.evidence.field, finding.evidence.resource));
            named.chain(traced).chain(found).collect::<Vec<_>>()
        };
        let open = wanted.and_then(|wanted| {
            let mut known = all.iter().map(|mark| mark.field).chain(absent());
            known.find(|field| key(*field) == wanted)
        });
        Self { all, open }
    }

    /// The tab that has the open mark.
    pub fn open_tab(&self) -> Option<Tab> {
        let open = self.open?;
        Some(self.all.iter().find(|mark| mark.field == open).map_or(Tab::Top, |mark| mark.tab))
    }

    /// The field whose panel is open.
    pub fn open(&self) -> Option<Field> {
        self.open
    }

    /// Whether the open mark is this one.
    pub fn is_at(&self, field: Field) -> bool {
        self.open == Some(field)
    }

    /// Whether the mark of a field is in the tab « Informations ».
    pub fn is_below(&self, name: &'static str) -> bool {
        self.all.contains(&Mark { field: name.into(), tab: Tab::Information })
    }

    fn number(&self, field: Field) -> Option<usize> {
        self.all.iter().position(|mark| mark.field == field).map(|index| index + 1)
    }
}

fn field_of(name: &'static str, resource: Option<u32>) -> Field {
    Field { name, resource }
}

/// The word of addresses: `license`, `fichier-3`.
pub fn key(field: Field) -> String {
    match field.resource {
        Some(index) => format!("fichier-{}", index + 1),
        None => field.name.to_owned(),
    }
}

/// What a mark is about, in words.
pub fn label(field: Field) -> String {
    match (field.resource, field.name) {
        (Some(index), _) => format!("Fichier {}", index + 1),
        (None, QUALITY) => "Qualité des métadonnées".to_owned(),
        (None, name) => wording::field(name).to_owned(),
    }
}

/// The field of a file as a whole.
pub fn file(index: usize) -> Field {
    Field::of_resource(index, "resources")
}

fn of_dataset(shown: &DatasetShown, files: usize) -> Vec<Mark> {
    let mut all = Vec::new();
    let mut add = |is_shown: bool, tab: Tab, field: Field| {
        if is_shown {
            all.push(Mark { field, tab });
        }
    };
    let page = &shown.page;
    add(true, Tab::Top, "title".into());
    add(true, Tab::Top, "description".into());
    add(true, Tab::Top, "organization".into());
    add(!page.contacts.is_empty(), Tab::Top, "contact_points".into());
    add(page.license.is_some(), Tab::Top, "license".into());
    add(true, Tab::Top, "harvest.modified_at".into());
    add(!page.access.is_empty(), Tab::Top, "access_type".into());
    add(page.quality.is_some(), Tab::Top, QUALITY.into());
    add(page.source_banner.is_some(), Tab::Top, "harvest.remote_url".into());
    for index in 0..files {
        add(true, Tab::Files, file(index));
    }
    let information = &shown.information;
    add(!information.information.keywords.is_empty(), Tab::Information, "tags".into());
    add(page.license.is_none(), Tab::Information, "license".into());
    add(true, Tab::Information, "harvest.created_at".into());
    add(true, Tab::Information, "frequency".into());
    let has_period = information.time.get("Couverture temporelle").is_some();
    add(has_period, Tab::Information, "temporal_coverage".into());
    add(information.space.is_some(), Tab::Information, "spatial".into());
    add(!information.schemas.is_empty(), Tab::Information, "schema".into());
    add(information.extras.is_some(), Tab::Information, "extras".into());
    all
}

fn of_service(shown: &ServiceShown) -> Vec<Mark> {
    let page = &shown.page;
    let top = [
        (true, "title"),
        (true, "description"),
        (true, "organization"),
        (!page.contacts.is_empty(), "contact_points"),
        (page.technical.get("URL de base de l'API").is_some(), "base_api_url"),
        (!page.buttons.is_empty(), "machine_documentation_url"),
    ];
    let below = [(true, "datasets"), (true, "harvest.modified_at")];
    let mark = |tab: Tab| {
        move |(is_shown, name): (bool, &'static str)| is_shown.then_some(Mark { field: name.into(), tab })
    };
    let top = top.into_iter().filter_map(mark(Tab::Top));
    top.chain(below.into_iter().filter_map(mark(Tab::Information))).collect()
}

/// Whether a line of the trace, or a finding, is about what is marked.
pub fn is_about(marked: Field, name: &str, resource: Option<u32>) -> bool {
    if marked.resource != resource {
        return false;
    }
    if marked.resource.is_some() {
        return true;
    }
    let plain = |name: &str| name.strip_prefix("harvest.").unwrap_or(name).to_owned();
    match marked.name {
        "extras" => name == "extras" || name.starts_with("extras."),
        "access_type" => name.starts_with("access_type"),
        "harvest.created_at" => matches!(plain(name).as_str(), "created_at" | "issued_at"),
        marked => plain(marked) == plain(name),
    }
}

/// The lines of the trace about what is marked.
pub fn entries<'v>(view: View<'v>, marked: Field) -> Vec<(Entry<'v>, Field)> {
    let with_field = view.item.trace.entries().filter_map(|entry| Some((entry, entry.field()?)));
    with_field.filter(|(_, field)| is_about(marked, field.name, field.resource)).collect()
}

impl<'a> View<'a> {
    /// The mark of a field; nothing when the page has none for it.
    pub(super) fn mark(self, field: impl Into<Field>) -> Markup {
        let field = field.into();
        let Some(number) = self.marks.number(field) else { return html! {} };
        let is_raised = self.verdict.findings.iter().any(|finding| {
            let evidence = &finding.evidence;
            finding.rule.severity != Severity::Advice && is_about(field, evidence.field, evidence.resource)
        });
        let is_open = self.marks.open == Some(field);
        html! {
            a.repere.repere-leve[is_raised] id={ "repere-" (key(field)) } href=(self.opening(Some(field)))
                data-focus="panneau-titre" aria-current=[is_open.then_some("true")] {
                (number)
                span.discret { " " (label(field)) ", origine" @if is_raised { ", à corriger" } }
            }
        }
    }

    /// The panel of a field, where it belongs, when it is the one that is open.
    pub(super) fn panel(self, field: impl Into<Field>) -> Markup {
        let field = field.into();
        if self.marks.open != Some(field) || self.marks.number(field).is_none() {
            return html! {};
        }
        panel::panel(self, field, self.marks.number(field))
    }

    /// The open panel of a field that the page does not show.
    pub(super) fn panel_of_absent(self) -> Markup {
        match self.marks.open {
            Some(field) if self.marks.number(field).is_none() => panel::panel(self, field, None),
            _ => html! {},
        }
    }

    /// The address of this record with a panel open, or none.
    pub(super) fn opening(self, field: Option<Field>) -> Route {
        let mut route = self.route.keeping_filters(self.route.screen.clone());
        route.field = field.map(key);
        route
    }
}
