//! What gives access in an address: it is neither sent nor shown.

use std::borrow::Cow;

use crate::text::url;

/// Names of parameters that give access, as [`is_secret`] reads them.
const NAMES: [&str; 25] = [
    "auth",
    "authorization",
    "bearer",
    "cle",
    "clef",
    "code",
    "hmac",
    "jwt",
    "key",
    "mdp",
    "otp",
    "pass",
    "pin",
    "pswd",
    "pw",
    "pwd",
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

/// How the names of others end.
const ENDS: [&str; 24] = [
    "accesscode",
    "accesskey",
    "accesskeyid",
    "apicle",
    "apikey",
    "appkey",
    "authkey",
    "cleapi",
    "credential",
    "credentials",
    "jeton",
    "licensekey",
    "motdepasse",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "secret",
    "secretkey",
    "sessionid",
    "sessid",
    "signature",
    "subscriptionkey",
    "token",
];

/// Tokens that only say where a list goes on.
const PLACES: [&str; 6] = ["resumption", "page", "next", "continuation", "cursor", "sync"];

/// Whether a parameter, as written, gives access: whatever separates the words of its name, `api_key` and `api-key`
/// are `apikey`.
pub(super) fn is_secret(name: &str) -> bool {
    let letters = url::decoded(name).to_lowercase();
    let letters = letters.chars().map(|c| if c == 'é' { 'e' } else { c });
    let plain: String = letters.filter(char::is_ascii_alphanumeric).collect();
    let ends =
        |end: &str| plain.strip_suffix(end).is_some_and(|start| !PLACES.iter().any(|p| start.ends_with(p)));
    NAMES.contains(&plain.as_str()) || ENDS.into_iter().any(ends)
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
    use crate::portal::Address;

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
            let typed = format!("https://x.fr/a?b=1&{secret}=s3cr3t");
            let found = Address::parse(&typed).map(|address| address.to_string());
            assert_eq!(found.as_deref(), Ok("https://x.fr/a?b=1"), "{secret}");
            let shown = format!("https://x.fr/a?b=1&{secret}=…");
            assert_eq!(without_secrets(&typed), shown);
        }
        for kept in ["resumptionToken", "pageToken", "nextPageToken", "keyword", "codes", "codeInsee", "sort"]
        {
            let typed = format!("https://x.fr/a?{kept}=1");
            assert_eq!(Address::parse(&typed).map(|address| address.to_string()), Ok(typed.clone()));
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
}
