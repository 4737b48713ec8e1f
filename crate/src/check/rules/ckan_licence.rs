//! CKAN's two licences: the identifier, and the title that it keeps from being read.

use super::{
    licence::BASE,
    licence_text::meant,
    quoting::{list, quote},
};
use crate::{
    check::{Check, Evidence, FlagSubject, Occurrence, Rule, RuleContext, Standing},
    model::{Entry, licence},
};

/// CKAN: an empty identifier wins over a good title.
pub static CKAN_OTHER: Rule = Rule {
    code: "ckan-licence-other",
    title: "L’identifiant de licence masque le titre",
    constat: "license_id vaut « other-… », alors que license_title nomme une licence reconnue.",
    effect: "data.gouv.fr lit license_id en premier : la licence du titre est perdue.",
    check: Check::Record(|context| {
        // What is not specified is told as absent.
        let is_specified = context.flag(FlagSubject::Licence, Standing::Missing).is_none();
        let Some(masked) = MaskedTitle::of(context).filter(|_| is_specified) else { return Vec::new() };
        let named = licence::by_id(masked.id).map_or(masked.id, |licence| licence.title.as_str());
        let message = format!("{} : la licence affichée ne sera pas {}.", masked.told(), quote(named));
        vec![Occurrence::at(masked.line, message).suggesting(Some(masked.id.to_owned()))]
    }),
    ..BASE
};

/// A licence that is told to be not specified, though its title names one.
pub(super) fn behind_its_identifier(context: &RuleContext<'_>) -> Option<Occurrence> {
    context.flag(FlagSubject::Licence, Standing::Missing)?;
    let masked = MaskedTitle::of(context)?;
    let message = format!("{} : data.gouv.fr affichera « License Not Specified ».", masked.told());
    Some(Occurrence::at(masked.line, message).suggesting(Some(masked.id.to_owned())))
}

/// A title, an identifier or a file that names another licence than the one that is shown.
pub(super) fn divergent(context: &RuleContext<'_>) -> Vec<Occurrence> {
    let shown =
        context.dataset().and_then(|dataset| dataset.license).filter(|licence| !is_vague(&licence.id));
    let Some(shown) = shown else { return Vec::new() };
    // Naming a licence is the dear part: once a line, and only of the lines that it decides.
    let other = |line: &Entry<'_>| line.raw().and_then(certain).filter(|id| *id != shown.id && !is_vague(id));
    let entries = || context.item.trace.entries();
    let of_record = ["license_id", "license_title"].into_iter().filter_map(|name| {
        entries().find(|line| line.path() == name && line.raw().is_some_and(|raw| !raw.is_empty()))
    });
    let of_record: Vec<_> = of_record.collect();
    // What is shown for the text that is read is told of that text.
    let read = || context.taken("license").next().and_then(|(_, raw)| certain(raw));
    let differs = |line: &Entry<'_>| other(line).is_some_and(|id| read() != Some(id));
    if let [identifier, title] = of_record[..]
        && (differs(&identifier) || differs(&title))
    {
        let message = format!(
            "license_id ({}) et license_title ({}) ne désignent pas la même licence : data.gouv.fr affichera {}.",
            quote(identifier.raw().unwrap_or_default()),
            quote(title.raw().unwrap_or_default()),
            quote(&shown.title)
        );
        return vec![Occurrence::at(Evidence { field: "license", ..title.into() }, message)];
    }
    let of_a_file = |line: &Entry<'_>| {
        line.field().is_none()
            && line.path().starts_with("resources[")
            && (line.path().ends_with("].license") || line.path().ends_with("].licence"))
    };
    let others: Vec<_> = entries().filter(of_a_file).filter(|line| other(line).is_some()).collect();
    let Some(&first) = others.first() else { return Vec::new() };
    let message = format!(
        "Des fichiers portent une autre licence ({}) que celle de la fiche : data.gouv.fr affichera {} pour tous.",
        list(others.iter().filter_map(|line| line.raw()), 4),
        quote(&shown.title)
    );
    vec![Occurrence::at(Evidence { field: "license", ..first.into() }, message)]
}

/// The licence that a text names without doubt.
fn certain(text: &str) -> Option<&'static str> {
    let known =
        licence::guess([text]).filter(|guess| guess.how.is_exact()).map(|guess| guess.licence.id.as_str());
    known.or_else(|| meant(text).filter(|meant| meant.is_certain).map(|meant| meant.id))
}

/// Whether an identifier names no licence of its own.
fn is_vague(id: &str) -> bool {
    id.starts_with("other") || id.starts_with("not")
}

/// A title that names a licence, and the vague identifier that is read instead.
struct MaskedTitle<'a> {
    line: Entry<'a>,
    identifier: &'a str,
    title: &'a str,
    /// The licence that the title names.
    id: &'static str,
}

impl<'a> MaskedTitle<'a> {
    fn of(context: &RuleContext<'a>) -> Option<Self> {
        let (line, identifier) = context
            .taken("license")
            .find(|(line, raw)| context.is_ckan() && line.path() == "license_id" && is_vague(raw))?;
        let title = context.item.trace.entries().find(|line| line.path() == "license_title")?.raw()?;
        let known = licence::guess([title]).map(|guess| guess.licence.id.as_str());
        let id = known.or_else(|| Some(meant(title)?.id)).filter(|id| !is_vague(id))?;
        Some(Self { line, identifier, title, id })
    }

    fn told(&self) -> String {
        let (identifier, title) = (quote(self.identifier), quote(self.title));
        format!("license_id vaut {identifier}, qui l’emporte sur le titre {title}")
    }
}
