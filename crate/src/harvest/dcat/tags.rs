//! Keywords and themes (`themes_from_rdf`, `rdf.py`).

use std::collections::BTreeSet;

use super::{
    property::{DcatProperty, IN_SCHEME, KEYWORD, THEME},
    reader::{DcatResult, NodeReader},
    subject::Subject,
    value::Value,
};
use crate::{
    model::{Change, How, Loss, Verbatim, high_value::CATEGORIES, refusal::Exception},
    source::rdf::{
        Node,
        vocabulary::{dct, rdfs, skos},
    },
};

const INSPIRE_THEMES: &str = "http://inspire.ec.europa.eu/theme";
const INSPIRE_SCHEMES: [&str; 2] = [INSPIRE_THEMES, "http://www.eionet.europa.eu/gemet/inspire_themes"];
const INSPIRE_SCHEME_TITLE: &str = "gemet - inspire themes, version 1.0";

/// The tags of a record, sorted.
pub(super) fn tags(reader: &mut NodeReader<'_, '_>) -> DcatResult<Vec<String>> {
    let mut tags = BTreeSet::new();
    let mut refusal = None;
    let mut nearly_inspire = None;
    for keyword in reader.subject.all(KEYWORD.node) {
        if keyword.is_literal() {
            // udata reads all the themes before it makes the first tag.
            let tag = add(reader, &mut tags, KEYWORD, keyword, keyword.value());
            refusal = refusal.or(tag.err());
        } else {
            reader.logs.push(format!("Ignoring dcat:keyword with URI value: {}", keyword.text()));
            reader.lost("tags", KEYWORD, keyword, Loss::KeywordAddress);
        }
    }
    for theme in reader.subject.all(THEME.node) {
        let marks = theme_marks(reader, theme)?;
        tags.extend(marks.special.iter().flatten().map(|&special| special.to_owned()));
        nearly_inspire = nearly_inspire.or(marks.nearly_inspire.map(|scheme| (theme, scheme)));
        let tag = match marks.label {
            Some(label) => add(reader, &mut tags, THEME, theme, label),
            None => {
                if marks.special == [None, None] {
                    reader.lost("tags", THEME, theme, Loss::UnlabelledTheme);
                }
                Ok(())
            }
        };
        refusal = refusal.or(tag.err());
    }
    if let Some((theme, scheme)) = nearly_inspire {
        reader.lost_of(theme, "tags", IN_SCHEME, scheme, Loss::NearlyInspire);
    }
    if tags.is_empty() {
        reader.missing("tags", KEYWORD);
    }
    match refusal {
        Some(refusal) => Err(refusal),
        None => Ok(tags.into_iter().collect()),
    }
}

/// Adds the tag of a label, when it is long enough.
fn add<'g>(
    reader: &mut NodeReader<'_, 'g>,
    tags: &mut BTreeSet<String>,
    property: DcatProperty,
    object: Subject<'g>,
    label: Value<'g>,
) -> DcatResult<()> {
    let text = label.text_for("lower")?;
    let Some(tag) = reader.memory.tag(text) else {
        reader.lost("tags", property, object, Loss::ShortKeyword);
        return Ok(());
    };
    if tag == text {
        reader.took("tags", property, object, How::AsIs);
    } else if reader.trace.is_full() {
        let change = Change::Becomes(Verbatim::boxed(tag.as_str()));
        reader.changed("tags", property, object, How::Converted, change);
    }
    tags.insert(tag);
    Ok(())
}

/// What a theme gives.
struct ThemeMarks<'g> {
    label: Option<Value<'g>>,
    /// `hvd`, `inspire`.
    special: [Option<&'static str>; 2],
    /// A scheme that is called nearly as that of INSPIRE's themes.
    nearly_inspire: Option<Subject<'g>>,
}

/// `theme_labels_from_rdf`.
fn theme_marks<'g>(reader: &mut NodeReader<'_, 'g>, theme: Subject<'g>) -> DcatResult<ThemeMarks<'g>> {
    if theme.is_literal() {
        return Ok(ThemeMarks {
            label: Some(theme.value()).filter(|label| label.is_truthy()),
            special: [None, None],
            nearly_inspire: None,
        });
    }
    let uri = theme.text();
    let category = CATEGORIES.iter().find(|(category, _)| *category == uri);
    let label = match category {
        Some((_, label)) => Some(Value::text(label)),
        None => theme.one_truthy(skos::PREF_LABEL),
    };
    let mut marks = ThemeMarks { label, special: [category.map(|_| "hvd"), None], nearly_inspire: None };
    if uri.starts_with(INSPIRE_THEMES) {
        marks.special[1] = Some("inspire");
    } else if let Some(scheme) = theme.first(IN_SCHEME.node).filter(|scheme| scheme.is_truthy()) {
        if scheme.is_literal() {
            let exception = Exception::NoAttribute("Literal", "objects");
            return Err(reader.refuse_text(theme, "tags", IN_SCHEME, scheme, exception));
        }
        if is_inspire_scheme(scheme)? {
            marks.special[1] = Some("inspire");
        } else if is_nearly_inspire(&scheme.caption()) {
            marks.nearly_inspire = Some(scheme);
        }
    }
    Ok(marks)
}

/// « GEMET - Thèmes INSPIRE » : INSPIRE has other lists than that of its themes.
fn is_nearly_inspire(name: &str) -> bool {
    let name = name.to_lowercase();
    name.contains("inspire") && ["theme", "thème"].iter().any(|word| name.contains(word))
}

fn is_inspire_scheme(scheme: Subject<'_>) -> DcatResult<bool> {
    const TITLES: [Node; 3] = [dct::TITLE, skos::PREF_LABEL, rdfs::LABEL];
    let title = TITLES.iter().find_map(|&property| scheme.one_truthy(property));
    let by_title = match title {
        Some(title) => title.text_for("lower")?.to_lowercase() == INSPIRE_SCHEME_TITLE,
        None => false,
    };
    Ok(by_title || INSPIRE_SCHEMES.contains(&scheme.text()))
}
