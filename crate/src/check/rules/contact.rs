//! Contacts and attributions.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::{
    BASE, coverage_elsewhere,
    quoting::{list, quote, why},
};
use crate::{
    check::{Check, Evidence, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Severity, fixes},
    harvest::RecordSchema,
    model::{ContactPoint, Entry, IsoPart, Loss, Record},
    text::{count::plural, url::is_top_level},
};

/// Contacts that are not kept.
pub static LOST: Rule = Rule {
    code: "contact-perdu",
    silent: true,
    title: "Contact perdu",
    constat: "Un contact n’a ni adresse électronique ni formulaire, est un simple texte, ou n’est pas décrit dans le catalogue.",
    effect: "data.gouv.fr ne le reprend pas, et son propre aperçu ne montre pas les contacts.",
    fixes: fixes::CONTACT,
    check: Check::Record(|context| {
        if context.item.record.is_none() || never_carried(context) {
            return Vec::new();
        }
        // An address beside another one is told as one of several.
        let is_contact =
            |line: &Entry<'_>| !matches!(line.loss(), Some(Loss::AddressNode | Loss::OneOfSeveral));
        let lines: Vec<_> = context.lost("contact_points").filter(is_contact).collect();
        let Some(&first) = lines.first() else { return Vec::new() };
        let raw = first.raw().unwrap_or_default();
        let is_text = !raw.contains(" · ") && email_in(raw).is_some();
        if lines.len() == 1 && is_text {
            let what = if is_email(raw) { "une adresse électronique" } else { "un texte" };
            let message = format!(
                "Le contact n’est qu’{what} ({}) : décrivez un vcard:Organization, avec son nom (vcard:fn) et cette adresse (vcard:hasEmail).",
                quote(raw)
            );
            return vec![Occurrence::at(first, message)];
        }
        // Each property and each reason is told apart: a publisher is no contact point.
        let mut groups: Vec<Vec<Entry<'_>>> = Vec::new();
        for line in lines {
            let is_alike = |group: &&mut Vec<Entry<'_>>| {
                group.first().is_some_and(|known| known.path() == line.path() && known.loss() == line.loss())
            };
            match groups.iter_mut().find(is_alike) {
                Some(group) => group.push(line),
                None => groups.push(vec![line]),
            }
        }
        groups.iter().filter_map(|group| not_taken(group)).collect()
    }),
    ..BASE
};

/// Contacts of one property, that are lost for one reason.
fn not_taken(lines: &[Entry<'_>]) -> Option<Occurrence> {
    let &first = lines.first()?;
    let why = why(first);
    let what = plural(lines.len(), "Contact non repris", "Contacts non repris");
    // A contact of which nothing is written has no name to tell.
    let is_written = |raw: &&str| raw.contains(char::is_alphanumeric);
    let names = list(lines.iter().filter_map(|line| line.raw()).filter(is_written), 4);
    let names = if names.is_empty() { names } else { format!(" : {names}") };
    // The path of an ISO record says no more than that it is its contact.
    let place = match first.origin() {
        Some(_) => String::new(),
        None => format!(" ({})", first.path()),
    };
    Some(Occurrence::at(first, format!("{what}{place}{names}. {why}")))
}

/// Contacts that the harvester never carries.
pub static NOT_CARRIED: Rule = Rule {
    code: "contact-non-repris",
    severity: Severity::Advice,
    title: "Contact non repris par ce moissonneur",
    constat: "La fiche donne un contact, mais ce moissonneur n’en reprend aucun.",
    effect: "La page n’affiche pas de contact. Ce n’est pas la fiche qui est en cause.",
    fixes: fixes::CONTACT,
    in_bulk: InBulk::Said("Choisissez le moissonneur DCAT : il reprend les contacts que l’export décrit."),
    check: Check::Record(|context| {
        if !never_carried(context) || context.item.record.is_none() {
            return Vec::new();
        }
        let lines: Vec<_> = context.lost("contact_points").collect();
        let Some(&first) = lines.first() else { return Vec::new() };
        let names = list(lines.iter().filter_map(|line| line.raw()), 4);
        vec![Occurrence::at(
            first,
            format!(
                "{} par ce moissonneur : {names}.",
                plural(lines.len(), "Contact non repris", "Contacts non repris")
            ),
        )]
    }),
    ..BASE
};

/// Whether an ISO record has a contact of its own only, which is not that of the data.
pub(super) fn is_of_the_record(context: &RuleContext<'_>) -> bool {
    let of_the_record =
        |line: Entry<'_>| matches!(line.loss(), Some(Loss::Untaken(Some(IsoPart::MetadataContact), _)));
    context.schema() == Some(RecordSchema::Iso19139) && context.item.trace.entries().any(of_the_record)
}

/// Whether the harvester carries no contact at all.
fn never_carried(context: &RuleContext<'_>) -> bool {
    context.harvester(|it| !it.carries_contacts)
}

pub(super) fn contacts(record: Option<&Record>) -> &[ContactPoint] {
    match record {
        Some(Record::Dataset(dataset)) => &dataset.contact_points,
        Some(Record::Dataservice(service)) => &service.contact_points,
        None => &[],
    }
}

/// An e-mail address that is none.
pub static EMAIL: Rule = Rule {
    code: "contact-email",
    title: "Adresse électronique fausse",
    constat: "L’adresse électronique d’un contact n’en est pas une, ou est celle d’un exemple (contact@example.com) ou d’un réseau interne (sig@ville.local).",
    effect: "data.gouv.fr l’affiche telle quelle : personne ne pourra écrire.",
    fixes: fixes::CONTACT,
    check: Check::Record(|context| {
        let nodes: Vec<_> =
            context.lost("contact_points").filter(|line| line.loss() == Some(&Loss::AddressNode)).collect();
        // What stands for a node there is nobody's word.
        let mut wrong: Vec<&str> = Vec::new();
        if nodes.is_empty() {
            let emails =
                contacts(context.item.record.as_ref()).iter().filter_map(|contact| contact.email.as_deref());
            let is_wrong = |email: &&str| {
                !is_email(email) || email.trim().starts_with("mailto:") || nowhere(email).is_some()
            };
            wrong.extend(emails.filter(is_wrong));
        }
        let known: FxHashSet<&str> = wrong.iter().copied().collect();
        let mut told = FxHashSet::default();
        let mut found = Vec::new();
        for line in context.lines("contact_points") {
            let parts = line.raw().unwrap_or_default().split(" · ");
            let Some(email) = parts.map(str::trim).find(|part| known.contains(part)) else { continue };
            told.insert(email);
            found.push(misspelt(of_email(context, line), email));
        }
        // A contact that no line of the source shows.
        let unseen = wrong.into_iter().filter(|email| told.insert(email));
        found.extend(
            unseen.map(|email| misspelt(Evidence { field: "contact_points", ..Evidence::default() }, email)),
        );
        let of_node = |line: &Entry<'_>| {
            let raw = line.raw().unwrap_or_default();
            let message = format!(
                "L’adresse électronique {} est dans un nœud (vcard:hasValue) : data.gouv.fr affichera à sa place un code sans aucun sens.",
                quote(raw)
            );
            Occurrence::at(*line, message).suggesting(is_email(raw).then(|| raw.to_owned()))
        };
        found.extend(nodes.iter().map(of_node));
        found
    }),
    ..BASE
};

fn misspelt(evidence: Evidence, email: &str) -> Occurrence {
    if let Some(first) = first_of_several(email) {
        let message = format!(
            "{} contient plusieurs adresses électroniques, et data.gouv.fr n’en attend qu’une par contact.",
            quote(email)
        );
        return Occurrence::at(evidence, message).valued(email).suggesting(Some(first.to_owned()));
    }
    if let Some(bare) = bare(email) {
        let message = format!(
            "{} n’est pas une adresse électronique seule, et data.gouv.fr l’affichera ainsi.",
            quote(email)
        );
        return Occurrence::at(evidence, message).valued(email).suggesting(Some(bare));
    }
    if let Some(why) = nowhere(email) {
        let message = format!("{} {why}.", quote(email));
        return Occurrence::at(evidence, message).valued(email);
    }
    let message = format!("{} n’est pas une adresse électronique.", quote(email));
    Occurrence::at(evidence, message).valued(email).suggesting(repaired(email))
}

/// Where the address of a contact is written.
fn of_email(context: &RuleContext<'_>, line: Entry<'_>) -> Evidence {
    let evidence = Evidence::from(line);
    let path = email_path(&evidence.path, context.schema()).unwrap_or_else(|| evidence.path.clone());
    Evidence { path, ..evidence }
}

/// Where the address of a contact stands, beside what the line is made of.
fn email_path(path: &str, schema: Option<RecordSchema>) -> Option<Cow<'static, str>> {
    const OF_ISO: &str = "/gmd:contactInfo/*/gmd:address/*/gmd:electronicMailAddress";
    Some(match schema? {
        RecordSchema::Dcat if path.ends_with("contactPoint") => format!("{path}/vcard:hasEmail").into(),
        RecordSchema::Dcat => format!("{path}/foaf:mbox").into(),
        RecordSchema::Iso19139 => {
            let party = path.find("gmd:CI_ResponsibleParty")? + "gmd:CI_ResponsibleParty".len();
            [path.get(..party)?, OF_ISO].concat().into()
        }
        _ => return None,
    })
}

/// `sig(at)ville.fr`, `sig [chez] ville.fr`, as the address that is meant.
fn repaired(email: &str) -> Option<String> {
    const AT: [&str; 6] = ["(at)", "[at]", "{at}", " at ", " chez ", "(chez)"];
    let folded = email.to_lowercase();
    if let Some(only) = email_in(email) {
        return Some(only.to_owned());
    }
    let at = AT.iter().find(|at| folded.matches(**at).count() == 1)?;
    let (before, after) = folded.split_once(at)?;
    let fixed = format!("{}@{}", before.trim(), after.trim());
    is_email(&fixed).then_some(fixed)
}

/// The address that has something before it, or after: `mailto:sig@ville.fr`, `//sig@ville.fr`, `sig@ville.fr?subject=x`;
/// `file:////sig@ville.fr` is what a graph makes of `<sig@ville.fr>`.
fn bare(email: &str) -> Option<String> {
    let text = email.trim();
    let decoded = text.replace("%40", "@").replace("%20", " ");
    let start = decoded.rfind([':', '/']).map_or(0, |at| at + 1);
    let address =
        decoded.get(start..)?.split(['?', '&']).next()?.trim().trim_end_matches(['.', ',', ';', ':']);
    (address != text && is_email(address) && nowhere(address).is_none()).then(|| address.to_owned())
}

/// The addresses in a text.
fn emails_in(text: &str) -> impl Iterator<Item = &str> {
    let words =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '/' | '|'));
    words.filter(|word| is_email(word))
}

/// The only address of a text: « contact : sig@ville.fr ».
fn email_in(text: &str) -> Option<&str> {
    let mut emails = emails_in(text);
    emails.next().filter(|_| emails.next().is_none())
}

/// The first address of a text that holds several: « sig@ville.fr;dsi@ville.fr ».
fn first_of_several(text: &str) -> Option<&str> {
    let mut emails = emails_in(text);
    let first = emails.next()?;
    emails.next().map(|_| first.trim_start_matches("mailto:"))
}

/// Why an address of the right shape leads nowhere: its domain is kept for examples (RFC 2606), or ends with none of
/// the internet.
fn nowhere(email: &str) -> Option<&'static str> {
    const EXAMPLES: [&str; 6] = ["example.com", "example.net", "example.org", "example", "test", "invalid"];
    let domain = email.rsplit('@').next().unwrap_or_default().trim().to_lowercase();
    let is_under =
        |kept: &&str| domain.strip_suffix(kept).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let end = domain.rsplit('.').next().unwrap_or_default();
    if !is_email(email) {
        None
    } else if EXAMPLES.iter().any(is_under) {
        Some("est une adresse d’exemple : personne n’y reçoit rien")
    } else if is_top_level(end) || end.starts_with("xn--") {
        None
    } else {
        Some(
            "n’est pas une adresse d’internet, peut-être celle d’un réseau interne : personne ne pourra y écrire du dehors",
        )
    }
}

/// Something before an `@`, and a domain after it.
fn is_email(text: &str) -> bool {
    let address = text.trim().strip_prefix("mailto:").unwrap_or(text.trim());
    address.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !name.contains(['/', ':'])
            && domain.contains('.')
            && !domain.contains(['@', '/', '?'])
            && !address.contains(char::is_whitespace)
    })
}

/// Nobody to write to.
pub static MISSING: Rule = Rule {
    code: "contact-absent",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Aucun contact",
    constat: "La fiche n’a aucun contact que data.gouv.fr reprenne.",
    effect: "La page n’affiche pas de contact ; les questions passent par les discussions de data.gouv.fr.",
    fixes: fixes::CONTACT,
    check: Check::Record(|context| {
        // Neither CKAN, DKAN nor the retired harvester ever carry a contact: nothing to fix in the record.
        let none = context.item.record.is_some() && contacts(context.item.record.as_ref()).is_empty();
        let is_misnamed = || super::property::written_for(context.item, "dcat:contactPoint").is_some();
        if never_carried(context) || !none || context.lost("contact_points").next().is_some() || is_misnamed()
        {
            return Vec::new();
        }
        if let Some(found) = super::iso::contact_left(context) {
            return vec![found];
        }
        let evidence =
            Evidence { field: "contact_points", path: "dcat:contactPoint".into(), ..Evidence::default() };
        let message = match is_of_the_record(context) {
            true => {
                "Le contact est celui de la fiche (gmd:contact), que data.gouv.fr ne lit pas : répétez-le comme contact de la ressource (gmd:pointOfContact).".to_owned()
            }
            false => coverage_elsewhere::contact(context.item, context.schema())
                .unwrap_or_else(|| "La fiche n’a pas de contact.".to_owned()),
        };
        vec![Occurrence::at(evidence, message)]
    }),
    ..BASE
};

#[cfg(test)]
mod tests {
    use super::{bare, email_in, first_of_several, is_email, nowhere};

    #[test]
    fn an_address_is_found_in_what_is_around_it() {
        for around in [
            "mailto:sig@ville.fr",
            "MAILTO:sig@ville.fr",
            "//sig@ville.fr",
            "http://sig@ville.fr",
            "file:////sig@ville.fr",
            "sig@ville.fr?subject=Arbres",
            "sig@ville.fr.",
            "sig%40ville.fr",
        ] {
            assert_eq!(bare(around).as_deref(), Some("sig@ville.fr"), "{around}");
        }
        for none in
            ["sig@ville.fr", " sig@ville.fr ", "SIG <sig@ville.fr>", "https://ville.fr/contact", "sig"]
        {
            assert_eq!(bare(none), None, "{none}");
        }
    }

    #[test]
    fn the_only_address_of_a_text_is_found() {
        assert_eq!(email_in("contact : sig@ville.fr"), Some("sig@ville.fr"));
        assert_eq!(email_in("SIG <sig@ville.fr>"), Some("sig@ville.fr"));
        assert_eq!(email_in("a@ville.fr; b@ville.fr"), None);
        assert_eq!(first_of_several("a@ville.fr; b@ville.fr"), Some("a@ville.fr"));
        assert_eq!(first_of_several("a@ville.fr"), None);
        assert_eq!(email_in("SIG"), None);
    }

    #[test]
    fn addresses_are_told_from_words() {
        for good in ["a@b.fr", "mailto:a@b.fr", " a.b+c@d.e.fr "] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["a", "@b.fr", "a@b", "a@b@c.fr", "a b@c.fr", "https://x.fr", "//a@b.fr", "a@b.fr?x=y"] {
            assert!(!is_email(bad), "{bad}");
        }
        for example in ["contact@example.com", "a@sig.example.org", "a@ville.test", "a@ville.INVALID"] {
            assert!(nowhere(example).is_some_and(|why| why.contains("exemple")), "{example}");
        }
        for internal in ["a@ville.local", "sig@mairie.lan", "a@srv.ville.intern", "a@ville.internal"] {
            assert!(nowhere(internal).is_some_and(|why| why.contains("interne")), "{internal}");
        }
        for real in [
            "a@monexample.com",
            "a@example.fr",
            "contest@ville.fr",
            "mailto:sig@ville.FR",
            "a@ville.bzh",
            "sig",
        ] {
            assert_eq!(nowhere(real), None, "{real}");
        }
    }
}
