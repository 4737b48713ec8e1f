//! ISO 19139: what is said in DCAT is written where the conversion takes it from.

use super::{
    Context, Piece, Wanted,
    snippet::{self, IsoField, frequency_code, iso_field},
    words::{in_xml, is_address},
    xml::{Fragment, Place},
};
use crate::model::licence;

const CODES: &str = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml";

pub(super) fn edits(context: &Context<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let Some(fragment) = Fragment::read(context.source) else { return Vec::new() };
    match (iso_field(wanted.path), wanted.raw) {
        (Some(IsoField::Licence), raw) => terms(&fragment, raw, wanted.value),
        (Some(IsoField::Frequency), raw) => frequency(&fragment, raw, wanted.value),
        (Some(IsoField::Extent), raw) => extent(&fragment, raw.is_some(), wanted.value),
        (Some(IsoField::Period), raw) => period(&fragment, raw, wanted.value),
        (None, raw) if wanted.path.ends_with("gmd:CI_RoleCode/@codeListValue") => {
            role(&fragment, raw, wanted.value)
        }
        (None, Some(_)) => text(&fragment, wanted),
        (None, None) => Vec::new(),
    }
}

const GCO: &str = " xmlns:gco=\"http://www.isotc211.org/2005/gco\"";

/// The first box of the data, written otherwise; one more extent, when none is to be replaced.
fn extent(fragment: &Fragment<'_>, is_written: bool, value: &str) -> Vec<Piece> {
    let Some(place) = fragment.elements().find(is_identification) else { return Vec::new() };
    let gmd = prefix_in(fragment, place);
    let Some(bounds) = snippet::iso_box(value, gmd, "gco:", GCO) else { return Vec::new() };
    if is_written {
        let told = fragment
            .named("EX_GeographicBoundingBox")
            .find(|told| place.range().contains(&told.range().start));
        return told.map(|told| (told.range(), bounds)).into_iter().collect();
    }
    // A service has an extent of its own name.
    let extent = format!("{}extent", place.prefix());
    let written = format!(
        "<{extent}><{gmd}EX_Extent><{gmd}geographicElement>{bounds}</{gmd}geographicElement></{gmd}EX_Extent></{extent}>"
    );
    // After the topics and before what supplements them, in the schema.
    let next = fragment.named("supplementalInformation").next().map(|next| next.range().start);
    let at = next.or_else(|| place.inside().map(|inside| inside.end));
    at.map(|at| (at..at, written)).into_iter().collect()
}

/// Both dates of the first period that says what is to be replaced.
fn period(fragment: &Fragment<'_>, raw: Option<&str>, value: &str) -> Vec<Piece> {
    let Some(dates) = value.split_once('/') else { return Vec::new() };
    let written = fragment.named("TimePeriod").find_map(|period| {
        let bound = |name| fragment.named(name).find(|bound| period.range().contains(&bound.range().start));
        let (start, end) = (bound("beginPosition")?, bound("endPosition")?);
        let is_it = |bound: Place<'_>| raw.is_none_or(|raw| raw.contains(bound.text().trim()));
        let pieces = [(start.inside()?, in_xml(dates.0)), (end.inside()?, in_xml(dates.1))];
        (is_it(start) && is_it(end)).then_some(pieces)
    });
    written.map_or_else(Vec::new, Into::into)
}

/// What identifies the data, or the service.
fn is_identification(place: &Place<'_>) -> bool {
    matches!(place.local_name(), "MD_DataIdentification" | "SV_ServiceIdentification")
}

/// The prefix of what any identification holds: a service has one of its own.
fn prefix_in<'f>(fragment: &'f Fragment<'_>, place: Place<'f>) -> &'f str {
    fragment.named("citation").next().map_or(place.prefix(), Place::prefix)
}

/// The first constraint that says this: of use alone, when a licence is to be read there.
fn constraint<'f>(fragment: &'f Fragment<'f>, raw: &str, is_licence: bool) -> Option<Place<'f>> {
    let mut is_read = true;
    fragment.elements().find(|place| {
        let name = place.local_name();
        if name.starts_with("MD_") && name.ends_with("Constraints") {
            is_read = !is_licence || place.has_child("useConstraints");
        }
        let is_constraint = name == "useLimitation" || (name == "otherConstraints" && is_read);
        is_constraint && place.holds(raw)
    })
}

/// The licence, or the limit of access, by its address, which an anchor holds.
fn terms(fragment: &Fragment<'_>, raw: Option<&str>, value: &str) -> Vec<Piece> {
    let is_licence = licence::guess([value]).is_some();
    let written = if is_address(value) {
        format!(
            "<gmx:Anchor xmlns:gmx=\"http://www.isotc211.org/2005/gmx\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"{0}\">{0}</gmx:Anchor>",
            in_xml(value)
        )
    } else {
        format!(
            "<gco:CharacterString xmlns:gco=\"http://www.isotc211.org/2005/gco\">{}</gco:CharacterString>",
            in_xml(value)
        )
    };
    let told = raw.and_then(|raw| constraint(fragment, raw, is_licence));
    if let Some(inside) = told.and_then(Place::inside) {
        return vec![(inside, written)];
    }
    in_identification(fragment, |gmd| {
        format!(
            "<{gmd}resourceConstraints><{gmd}MD_LegalConstraints><{gmd}useConstraints>{}</{gmd}useConstraints><{gmd}otherConstraints>{written}</{gmd}otherConstraints></{gmd}MD_LegalConstraints></{gmd}resourceConstraints>",
            code(gmd, "MD_RestrictionCode", "otherRestrictions")
        )
    })
}

fn frequency(fragment: &Fragment<'_>, raw: Option<&str>, value: &str) -> Vec<Piece> {
    const CODE: &str = "MD_MaintenanceFrequencyCode";
    let Some(name) = frequency_code(value) else { return Vec::new() };
    // That of the record itself, or out of place, is not read.
    let identifies = fragment.elements().find(is_identification).map(|place| place.range());
    let is_read =
        |place: &Place<'_>| identifies.as_ref().is_some_and(|range| range.contains(&place.range().start));
    let told = fragment.named(CODE).find(|place| is_read(place) && raw.is_none_or(|raw| place.holds(raw)));
    if let Some(place) = told {
        return vec![(place.range(), code(place.prefix(), CODE, name))];
    }
    in_identification(fragment, |gmd| {
        format!(
            "<{gmd}resourceMaintenance><{gmd}MD_MaintenanceInformation><{gmd}maintenanceAndUpdateFrequency>{}</{gmd}maintenanceAndUpdateFrequency></{gmd}MD_MaintenanceInformation></{gmd}resourceMaintenance>",
            code(gmd, CODE, name)
        )
    })
}

/// The role of the contact of the data, in the place of another, or where there is none.
fn role(fragment: &Fragment<'_>, raw: Option<&str>, value: &str) -> Vec<Piece> {
    const CODE: &str = "CI_RoleCode";
    let contacts: Vec<_> = fragment.named("pointOfContact").map(Place::range).collect();
    let is_of_data = |place: &Place<'_>| contacts.iter().any(|range| range.contains(&place.range().start));
    if let Some(raw) = raw {
        let told = fragment.named(CODE).find(|place| is_of_data(place) && place.holds(raw));
        return told.map(|place| (place.range(), code(place.prefix(), CODE, value))).into_iter().collect();
    }
    let Some(party) = fragment.named("CI_ResponsibleParty").find(is_of_data) else { return Vec::new() };
    let gmd = party.prefix();
    let written = format!("<{gmd}role>{}</{gmd}role>", code(gmd, CODE, value));
    let is_empty = |place: &Place<'_>| party.range().contains(&place.range().start);
    let place = fragment.named("role").find(is_empty).map(Place::range);
    // The last child of a party, in the schema.
    let end = || party.inside().map(|inside| inside.end..inside.end);
    place.or_else(end).map(|place| (place, written)).into_iter().collect()
}

fn code(gmd: &str, list: &str, value: &str) -> String {
    format!("<{gmd}{list} codeList=\"{CODES}#{list}\" codeListValue=\"{value}\">{value}</{gmd}{list}>")
}

/// One more child of what identifies the dataset, with the prefix that it uses.
fn in_identification(fragment: &Fragment<'_>, written: impl FnOnce(&str) -> String) -> Vec<Piece> {
    let Some(place) = fragment.elements().find(is_identification) else { return Vec::new() };
    let gmd = prefix_in(fragment, place);
    // Before what follows the constraints in the schema, where there is any.
    let inside = place.range();
    let next = fragment.elements().find(|other| {
        matches!(
            other.local_name(),
            "spatialRepresentationType" | "spatialResolution" | "language" | "topicCategory"
        ) && inside.contains(&other.range().start)
    });
    let at = next.map(|next| next.range().start).or_else(|| place.inside().map(|inside| inside.end));
    at.map(|at| (at..at, written(gmd))).into_iter().collect()
}

/// A text that stands alone in its element.
fn text(fragment: &Fragment<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let says = |place: &Place<'_>| place.children() == 0 && wanted.is(&place.text());
    let mut places: Vec<Place<'_>> = fragment.elements().filter(says).collect();
    // A record that gives one address twice is to give the right one twice.
    let is_address =
        |place: &Place<'_>| place.local_name() == "URL" || wanted.path.contains("electronicMailAddress");
    if !places.iter().all(is_address) {
        places.truncate(1);
    }
    places.into_iter().filter_map(Place::inside).map(|inside| (inside, in_xml(wanted.value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Document;

    fn pieces(source: &str, path: &str, raw: Option<&str>, value: &str) -> Vec<String> {
        let document = Document::default();
        let wanted = Wanted { path, raw, value, ..Wanted::default() };
        edits(&Context { document: &document, source, is_part: false }, wanted)
            .into_iter()
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn each_field_has_its_place() {
        let annual = "http://publications.europa.eu/resource/authority/frequency/ANNUAL";
        let source = "<gmd:MD_DataIdentification><gmd:citation/><gmd:language/></gmd:MD_DataIdentification>";
        let place = "gmd:extent/*/gmd:geographicElement/gmd:EX_GeographicBoundingBox";
        let extent = pieces(source, place, None, "-1.8,48,-1.6,48.2");
        assert!(
            extent[0].starts_with("<gmd:extent><gmd:EX_Extent>") && extent[0].contains("<gco:Decimal>48.2<"),
            "{extent:?}"
        );
        let frequency = pieces(source, "dct:accrualPeriodicity", None, annual);
        assert!(frequency[0].contains("codeListValue=\"annually\""), "{frequency:?}");
        let licence = pieces(source, "dct:license", None, "https://a.fr/lo");
        assert!(licence[0].starts_with("<gmd:resourceConstraints>"), "{licence:?}");
        let limit = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1b";
        let licence = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";
        for (code, value, written) in [
            ("use", licence, "<gmx:Anchor"),
            ("access", licence, "<gmd:resourceConstraints>"),
            ("access", limit, "<gmx:Anchor"),
        ] {
            let told = format!(
                "<gmd:MD_DataIdentification><gmd:citation/><gmd:MD_LegalConstraints><gmd:{code}Constraints/><gmd:otherConstraints><gco:CharacterString>Etalab 2</gco:CharacterString></gmd:otherConstraints></gmd:MD_LegalConstraints></gmd:MD_DataIdentification>"
            );
            let terms = pieces(&told, "gmd:otherConstraints", Some("Etalab 2"), value);
            assert!(terms[0].starts_with(written), "{terms:?}");
        }
        for party in
            ["<gmd:organisationName/>", "<gmd:organisationName/><gmd:role gco:nilReason=\"missing\"/>"]
        {
            let source = format!(
                "<gmd:pointOfContact><gmd:CI_ResponsibleParty>{party}</gmd:CI_ResponsibleParty></gmd:pointOfContact>"
            );
            let role = pieces(&source, "gmd:role/gmd:CI_RoleCode/@codeListValue", None, "pointOfContact");
            assert!(role[0].starts_with("<gmd:role><gmd:CI_RoleCode "), "{role:?}");
        }
        assert_eq!(pieces("<a><b>x </b></a>", "dct:issued", Some("x"), "y"), ["y"]);
        let of = |start: &str, end: &str| {
            format!(
                "<gml:TimePeriod><gml:beginPosition>{start}</gml:beginPosition><gml:endPosition>{end}</gml:endPosition></gml:TimePeriod>"
            )
        };
        let two = format!("<a>{}{}</a>", of("2001-01-01", "2002-01-01"), of("2020", "2024"));
        let dates = pieces(&two, "gml:TimePeriod", Some("2020 · 2024"), "2020-01-01/2024-12-31");
        assert_eq!(dates, ["2020-01-01", "2024-12-31"]);
    }
}
