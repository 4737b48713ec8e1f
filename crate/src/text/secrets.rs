//! What gives access in an address: it is neither sent nor shown.

use std::borrow::Cow;

use super::url;

/// What a parameter certainly gives to whoever reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// A password, that of a parameter or of `user:password@`.
    Password,
    /// A key of an API.
    Key,
}

/// Names of parameters that may give access, and are neither sent nor shown.
const NAMES: [&str; 23] = [
    "auth",
    "authorization",
    "bearer",
    "cle",
    "clef",
    "code",
    "hmac",
    "jwt",
    "key",
    "otp",
    "pass",
    "pin",
    "pswd",
    "pw",
    "sas",
    "session",
    "sessid",
    "sid",
    "sig",
    "ticket",
    "xamzcredential",
    "xgoogcredential",
    "xkey",
];

/// How the names of others end, and what those give that are certain: a name that ends otherwise may be a session's.
const ENDS: [(&str, Option<Secret>); 27] = [
    ("accesscode", None),
    ("accesskey", Some(Secret::Key)),
    ("accesskeyid", None),
    ("apicle", Some(Secret::Key)),
    ("apikey", Some(Secret::Key)),
    ("appkey", Some(Secret::Key)),
    ("authkey", Some(Secret::Key)),
    ("cleapi", Some(Secret::Key)),
    ("clientsecret", Some(Secret::Key)),
    ("credential", None),
    ("credentials", None),
    ("jeton", None),
    ("licensekey", Some(Secret::Key)),
    ("mdp", Some(Secret::Password)),
    ("motdepasse", Some(Secret::Password)),
    ("passphrase", Some(Secret::Password)),
    ("passwd", Some(Secret::Password)),
    ("password", Some(Secret::Password)),
    ("privatekey", Some(Secret::Key)),
    ("pwd", Some(Secret::Password)),
    ("secret", None),
    ("secretkey", Some(Secret::Key)),
    ("sessionid", None),
    ("sessid", None),
    ("signature", None),
    ("subscriptionkey", Some(Secret::Key)),
    ("token", None),
];

/// Tokens that only say where a list goes on.
const PLACES: [&str; 6] = ["resumption", "page", "next", "continuation", "cursor", "sync"];

/// The name of a parameter whatever separates its words: `api_key` and `API-Key` are `apikey`.
fn plain(name: &str) -> String {
    if name.is_ascii() && !name.contains('%') {
        let mut letters = name.to_ascii_lowercase();
        letters.retain(|c| c.is_ascii_alphanumeric());
        return letters;
    }
    let letters = url::decoded(name).to_lowercase();
    let letters = letters.chars().map(|c| if c == 'é' { 'e' } else { c });
    letters.filter(char::is_ascii_alphanumeric).collect()
}

/// Whether a parameter, as written, may give access.
pub fn is_secret(name: &str) -> bool {
    let plain = plain(name);
    let ends = |(end, _): &(&str, _)| {
        plain.strip_suffix(end).is_some_and(|start| !PLACES.iter().any(|place| start.ends_with(place)))
    };
    NAMES.contains(&plain.as_str()) || ENDS.iter().any(ends)
}

/// What an address certainly gives to whoever reads it.
pub fn published(address: &str) -> Option<Secret> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    // `mailto:sig@ville.fr`, which CKAN's harvester completes, tells no password.
    if let Some((credentials, _)) = authority.rsplit_once('@')
        && credentials.contains(':')
        && !credentials.starts_with("mailto:")
    {
        return Some(Secret::Password);
    }
    let is_mark = |c| matches!(c, '?' | '&' | ';' | '#');
    let mut parameters = rest.match_indices('=').filter_map(|(at, _)| {
        let (before, after) = (rest.get(..at)?, rest.get(at + 1..)?);
        let start = before.rfind(|c| is_mark(c) || c == '=')?;
        // Another « = » is of the value before it.
        let name = before.get(start..)?.strip_prefix(is_mark)?;
        Some((name, after.split(is_mark).next().unwrap_or_default()))
    });
    parameters.find_map(|(name, value)| {
        let plain = plain(name);
        let secret = match plain.as_str() {
            // Any column of a table is called so.
            "key" | "cle" | "clef" => is_random(value).then_some(Secret::Key),
            name => ENDS.iter().find(|(end, secret)| secret.is_some() && name.ends_with(end))?.1,
        };
        secret.filter(|_| !is_to_fill(value))
    })
}

/// Whether a value stands for another: « apikey={votre clé} ».
fn is_to_fill(value: &str) -> bool {
    let folded = value.to_lowercase();
    value.is_empty()
        || value.starts_with(['{', '<', '[', '$', '%', '*'])
        || ["votre", "your", "xxx"].iter().any(|word| folded.contains(word))
}

/// Whether a value is drawn at random: as long as keys are, in one word of letters and digits.
fn is_random(value: &str) -> bool {
    value.len() >= 20
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && value.bytes().filter(u8::is_ascii_digit).count() >= 3
        && value.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// A text that may be an address, for others to read: without user name nor password, nor what gives access in its
/// parameters.
///
/// ```
/// use avant_moisson::portal::without_secrets;
///
/// assert_eq!(without_secrets("https://moi:secret@a.fr/?api_key=1&page=2#a"), "https://…@a.fr/?api_key=…&page=2#a");
/// assert_eq!(without_secrets("catalogue.ttl"), "catalogue.ttl");
/// ```
pub fn without_secrets(text: &str) -> Cow<'_, str> {
    let Some((scheme, rest)) = text.split_once("://") else { return Cow::Borrowed(text) };
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let mut out = match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://…@{host}"),
        None => format!("{scheme}://{authority}"),
    };
    // A path may hold parameters too: `;jsessionid=…`.
    for part in rest.split_inclusive(['/', '?', '#', '&', ';']) {
        let value_end = part.len() - usize::from(part.ends_with(['/', '?', '#', '&', ';']));
        match part.split_at(value_end).0.split_once('=') {
            Some((name, value)) if !value.is_empty() && is_secret(name) => {
                out.extend([name, "=…", part.get(value_end..).unwrap_or_default()]);
            }
            _ => out.push_str(part),
        }
    }
    if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_what_gives_access_is_known() {
        for secret in [
            "auth",
            "secret",
            "sas",
            "jwt",
            "access-token",
            "client_secret",
            "PWD",
            "session",
            "code",
            "X-Api-Key",
            "%74oken",
            "Ocp-Apim-Subscription-Key",
            "X-Amz-Signature",
            "X-Amz-Security-Token",
            "x-auth-token",
            "PRIVATE-TOKEN",
            "userPassword",
            "token[]",
            "clé",
            "cl%C3%A9_api",
            "jeton",
            "mot-de-passe",
            "PHPSESSID",
            "AWSAccessKeyId",
            "api.key",
        ] {
            assert!(is_secret(secret), "{secret}");
            let shown = format!("https://x.fr/a?b=1&{secret}=…");
            assert_eq!(without_secrets(&format!("https://x.fr/a?b=1&{secret}=s3cr3t")), shown);
        }
        for kept in ["resumptionToken", "pageToken", "nextPageToken", "keyword", "codes", "codeInsee", "sort"]
        {
            assert!(!is_secret(kept), "{kept}");
            let typed = format!("https://x.fr/a?{kept}=1");
            assert_eq!(without_secrets(&typed), typed);
        }
    }

    #[test]
    fn what_is_no_address_is_shown_without_secrets_too() {
        for (text, shown) in [
            ("ftp://jean:s3cret@x.fr/?token=s3cret", "ftp://…@x.fr/?token=…"),
            ("https://jean:s3cret@", "https://…@"),
            ("https://a@b:s3cret@x.fr", "https://…@x.fr"),
            (
                "https://x.fr/a;jsessionid=s3cret/b?c=1;token=s3cret#access_token=s3cret",
                "https://x.fr/a;jsessionid=…/b?c=1;token=…#access_token=…",
            ),
            ("dossier/été.ttl", "dossier/été.ttl"),
        ] {
            assert_eq!(without_secrets(text), shown);
        }
    }

    #[test]
    fn what_everyone_would_read_is_told_from_what_only_may_give_access() {
        for (address, secret) in [
            ("https://moi:secret@ville.fr/a.csv", Secret::Password),
            ("https://ville.fr/a.csv?format=csv&apikey=0a1b2c", Secret::Key),
            ("https://ville.fr/a.csv?API-Key=0a1b2c", Secret::Key),
            ("https://ville.fr/a?Ocp-Apim-Subscription-Key=0a", Secret::Key),
            ("https://ville.fr/a?user=x&password=y", Secret::Password),
            ("https://ville.fr/a?key=AIzaSyD4f7x0qPbTn3mWz81", Secret::Key),
            ("https://ville.fr/a?cl%C3%A9=0123456789abcdef01234567", Secret::Key),
        ] {
            assert_eq!(published(address), Some(secret), "{address}");
        }
        for address in [
            "https://ville.fr/a@b:c.csv",
            "http://mailto:sig@ville.fr",
            "https://ville.fr/a.csv?apikey=",
            "https://ville.fr/a.csv?apikey={votre clé}",
            "https://ville.fr/a.csv?apikey=VOTRE_CLE",
            "https://ville.fr/a.csv?key=arbres&code=35",
            "https://ville.fr/a.csv?key=arbres-d-alignement-2025",
            "https://ville.fr/a.csv?cle=20250101000000000000",
            "https://ville.fr/apikey=1.csv",
        ] {
            assert_eq!(published(address), None, "{address}");
        }
    }
}
