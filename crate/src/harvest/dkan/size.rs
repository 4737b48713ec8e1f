//! Sizes as DKAN writes them and as udata reads them with the package humanfriendly (`parse_size`).

use crate::{
    formats::json::Json,
    model::refusal::Exception,
    text::python::{decimal_digit, in_ascii_digits},
};

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
        let is_digit = |c| decimal_digit(c).is_some();
        let end = if number > 0 { number } else { text.find(is_digit).unwrap_or(text.len()) };
        let (token, rest) = text.split_at(end);
        text = rest;
        match token.trim() {
            "" => {}
            decimal if number > 0 && decimal.contains('.') => {
                tokens.extend(in_ascii_digits(decimal).parse().map(Json::Float).ok());
            }
            integer if number > 0 => {
                let integer = in_ascii_digits(integer);
                let digits = integer.trim_start_matches('0');
                tokens.push(Json::Integer(if digits.is_empty() { "0" } else { digits }.to_owned().into()));
            }
            other => tokens.push(Json::Text(other.into())),
        }
    }
    tokens
}

/// Bytes of the number that starts the text: digits of any script, a dot and digits.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.find(|c| decimal_digit(c).is_none()).unwrap_or(text.len());
    let integer = digits(text);
    let decimals = text.get(integer..).and_then(|rest| rest.strip_prefix('.')).map_or(0, digits);
    if integer > 0 && decimals > 0 { integer + 1 + decimals } else { integer }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_any_script() {
        for text in ["", "340 octets", "12.5 Ko", "٣", "٣.٥ Mo", "1.2.3"] {
            let is_read = text != "1.2.3";
            assert_eq!(parse_size(text).is_ok(), is_read, "{text}");
        }
        let told = parse_size("٣ chiens").expect_err("no unit").to_string();
        assert_eq!(told, "Failed to parse size! (input '٣ chiens' was tokenized as [3, 'chiens'])");
    }
}
