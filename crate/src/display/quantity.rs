//! Sizes, numbers and shares as a browser writes them in French.

/// « 1,2 Mo »: base 1024, one decimal always.
pub fn size(bytes: i64) -> String {
    const UNITS: [&str; 8] = ["", "K", "M", "G", "T", "P", "E", "Z"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value.abs() >= 1024.0 && unit + 1 < UNITS.len() {
        value /= 1024.0;
        unit += 1;
    }
    format!("{} {}o", one_decimal(value), UNITS[unit])
}

/// One decimal, halves away from zero, thousands apart: the value is under 1024.
fn one_decimal(value: f64) -> String {
    // Ten times a value under 1024 with 43 bits after the point is exact.
    let tenths = (value.abs() * 10.0).round() as u64;
    let sign = if value < 0.0 && tenths > 0 { "-" } else { "" };
    let (whole, tenth) = (tenths / 10, tenths % 10);
    match whole {
        1000.. => format!("{sign}{} {:03},{tenth}", whole / 1000, whole % 1000),
        _ => format!("{sign}{whole},{tenth}"),
    }
}

/// « 56 % »
pub fn percent(share: f64) -> String {
    format!("{} %", (share * 100.0).round() as i64)
}

/// A number as a browser's language writes it.
pub fn number(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&value.abs()) {
        return format!("{value}");
    }
    let text = format!("{value:e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) if !exponent.starts_with('-') => format!("{mantissa}e+{exponent}"),
        _ => text,
    }
}
