//! Sizes as DKAN writes them and as udata reads them with the package humanfriendly (`parse_size`).

use crate::{formats::json::Json, model::refusal::Exception};

/// Checks a size: « 12.5 Ko », « 340 octets ». The value is not kept: udata does not store it. The error is
/// humanfriendly's, which nothing catches: it fails the whole package.
pub fn parse_size(text: &str) -> Result<(), Exception> {
    if text.is_empty() {
        return Ok(());
    }
    let text = text.replace("octets", "bytes");
    let tokens = tokens(&text);
    let understood = match tokens.as_slice() {
        [Json::Integer(_) | Json::Float(_)] => true,
        [Json::Integer(_) | Json::Float(_), Json::Text(unit)] => is_unit(unit),
        _ => false,
    };
    if understood {
        return Ok(());
    }
    let (input, tokens) = (Json::Text(text.as_str().into()).repr(), Json::List(tokens).repr());
    Err(Exception::Size { input, tokens })
}

/// The first letter of a unit is enough: `Ko` passes for kilobytes.
fn is_unit(unit: &str) -> bool {
    let unit = unit.to_lowercase();
    unit.starts_with('b') || unit.trim_end_matches('s').starts_with(['k', 'm', 'g', 't', 'p', 'e', 'z', 'y'])
}

/// Numbers and what stands between them, without the white space around.
fn tokens(mut text: &str) -> Vec<Json<'_>> {
    let mut tokens = Vec::new();
    while !text.is_empty() {
        let number = number_length(text);
        let end =
            if number > 0 { number } else { text.find(|c: char| c.is_ascii_digit()).unwrap_or(text.len()) };
        let (token, rest) = text.split_at(end);
        text = rest;
        match token.trim() {
            "" => {}
            decimal if number > 0 && decimal.contains('.') => {
                tokens.extend(decimal.parse().map(Json::Float).ok());
            }
            integer if number > 0 => {
                let digits = integer.trim_start_matches('0');
                tokens.push(Json::Integer(if digits.is_empty() { "0" } else { digits }.into()));
            }
            other => tokens.push(Json::Text(other.into())),
        }
    }
    tokens
}

/// Bytes of the number that starts the text: digits, a dot and digits.
fn number_length(text: &str) -> usize {
    let digits = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
    let integer = digits(0);
    let decimals =
        if integer > 0 && text.as_bytes().get(integer) == Some(&b'.') { digits(integer + 1) } else { 0 };
    if decimals > 0 { integer + 1 + decimals } else { integer }
}
