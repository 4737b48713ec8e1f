//! Who may use the data, as the pages say it.

use super::{reason, shown::Access};
use crate::model::{AccessType, Dataset};

/// The access panel.
pub fn panel(access: AccessType) -> Access {
    let mut lines = vec![access.label()];
    if access == AccessType::Restricted {
        // Harvesters never say who may have access.
        lines.extend(["Publics éligibles", "Non spécifiés"]);
    }
    lines
}

/// The banner of a restricted dataset.
pub fn banner(dataset: &Dataset) -> Access {
    if dataset.access_type != AccessType::Restricted {
        return Vec::new();
    }
    let mut lines = vec!["Accès restreint", "Ces données ne sont accessibles que sur habilitation"];
    let reason = dataset.access_type_reason_category.as_deref().and_then(reason::of);
    lines.extend(reason.into_iter().flat_map(|reason| [reason.label, reason.definition]));
    lines.push("En savoir plus");
    lines
}
