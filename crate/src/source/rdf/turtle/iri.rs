//! References joined to a base as rdflib's notation3 joins them, which is neither RFC 3986 nor `urllib.parse`.

use std::borrow::Cow;

/// The address that `reference` stands for; or what Python raises.
pub(super) fn join<'a>(base: &str, reference: &'a str) -> Result<Cow<'a, str>, String> {
    if let Some(colon) = reference.find(':')
        && !reference.get(..colon).unwrap_or_default().contains('/')
    {
        return Ok(Cow::Borrowed(reference));
    }
    let (path, fragment) = match reference.rfind('#') {
        Some(hash) => reference.split_at(hash),
        None => (reference, ""),
    };
    if path.is_empty() {
        return Ok(Cow::Owned(format!("{base}{fragment}")));
    }
    let Some(colon) = base.find(':') else { return Err(format!("Base uri '{base}' is not absolute")) };
    let after = base.get(colon + 1..).unwrap_or_default();
    if !after.starts_with('/') {
        return Err(format!("Base <{base}> has no slash after colon - with relative '{reference}'."));
    }
    let root = match after.strip_prefix("//") {
        Some(host) => host.find('/').map(|slash| colon + 3 + slash),
        None => Some(colon + 1),
    };
    let (base, root) = match root {
        Some(root) => (Cow::Borrowed(base), root),
        None => (Cow::Owned(format!("{base}/")), base.len()),
    };
    let kept = |end: usize| base.get(..end).unwrap_or_default();
    if reference.starts_with("//") {
        return Ok(Cow::Owned(format!("{}{reference}", kept(colon + 1))));
    }
    if reference.starts_with('/') {
        return Ok(Cow::Owned(format!("{}{reference}", kept(root))));
    }
    let mut folder = base.rfind('/').unwrap_or(root);
    let mut path = path;
    loop {
        path = path.strip_prefix("./").unwrap_or(path);
        if path == "." {
            path = "";
        } else if path == ".." || path.starts_with("../") {
            path = path.get(3..).unwrap_or_default();
            folder = base
                .get(root..folder)
                .and_then(|above| above.rfind('/'))
                .map_or(folder, |slash| root + slash);
            continue;
        }
        return Ok(Cow::Owned(format!("{}{path}{fragment}", kept(folder + 1))));
    }
}
