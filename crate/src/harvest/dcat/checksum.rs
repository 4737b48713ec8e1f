//! The checksum of a file.

use super::{
    property::{ALGORITHM, CHECKSUM},
    reader::{DcatResult, NodeReader},
    value::Value,
};
use crate::{
    model::{How, Loss, Refusal, refusal::Exception},
    source::rdf::{Node, vocabulary::spdx},
};

#[derive(Debug, Clone, Copy)]
pub(super) struct ChecksumDraft<'g> {
    pub kind: &'static str,
    pub value: Option<Value<'g>>,
}

/// Algorithms udata knows (`CHECKSUM_ALGORITHMS`).
const ALGORITHMS: [(Node, &str); 3] = [
    (spdx::CHECKSUM_ALGORITHM_MD5, "md5"),
    (spdx::CHECKSUM_ALGORITHM_SHA1, "sha1"),
    (spdx::CHECKSUM_ALGORITHM_SHA256, "sha256"),
];

/// The checksum, when udata knows its algorithm.
pub(super) fn checksum<'g>(reader: &mut NodeReader<'_, 'g>) -> DcatResult<Option<ChecksumDraft<'g>>> {
    let Some(checksum) = reader.subject.first(CHECKSUM.node).filter(|checksum| checksum.is_truthy()) else {
        return Ok(None);
    };
    if checksum.is_literal() {
        let exception = Exception::NotCallable("str");
        return Err(reader.refuse_text(reader.subject, "checksum", CHECKSUM, checksum, exception));
    }
    let algorithm = match checksum.first(ALGORITHM.node) {
        None => return Err(Refusal::raised(Exception::NoAttribute("NoneType", "identifier"))),
        Some(algorithm) if algorithm.is_literal() => {
            let exception = Exception::NoAttribute("Literal", "identifier");
            return Err(reader.refuse_text(checksum, "checksum", ALGORITHM, algorithm, exception));
        }
        Some(algorithm) => algorithm,
    };
    let known = ALGORITHMS.iter().find(|(node, _)| *node == algorithm.node);
    let Some(&(_, kind)) = known else {
        let field = reader.field("checksum");
        let path = reader.path(ALGORITHM);
        let is_text = checksum.one(spdx::CHECKSUM_VALUE).is_none_or(|value| value.as_text().is_some());
        let loss = if is_text { Loss::UnknownAlgorithm } else { Loss::UnknownAlgorithmOfTyped };
        reader.trace.lost(field, path, algorithm.text(), loss);
        return Ok(None);
    };
    let value = checksum.one(spdx::CHECKSUM_VALUE);
    if let Some(value) = value
        && reader.trace.is_full()
    {
        let field = reader.field("checksum");
        let path = format!("{}/spdx:checksumValue", reader.path(CHECKSUM));
        reader.trace.took(field, path, value.text, How::AsIs);
    }
    Ok(Some(ChecksumDraft { kind, value }))
}
