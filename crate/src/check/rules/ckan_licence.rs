//! CKAN's two licences: the identifier, and the title that it keeps from being read.

use super::{licence::BASE, licence_text::meant, quoting::quote};
use crate::{
    check::{Check, FlagSubject, Occurrence, Rule, RuleContext, Standing},
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
        let is_vague = |id: &str| id.starts_with("other") || id.starts_with("not");
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
