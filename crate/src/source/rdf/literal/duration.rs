//! Durations, as rdflib's `xsd_datetime.py` carries their units over: `PT36H` is `P1DT12H`.

const MICROSECOND: u32 = 6;

/// The duration with its units carried over. Fractions of a year or a month stay as they are.
pub(super) fn duration(value: &str) -> Option<String> {
    let (negative, body) = match value.strip_prefix('-') {
        Some(body) => (true, body),
        None => (false, value.strip_prefix('+').unwrap_or(value)),
    };
    let body = body.strip_prefix('P')?;
    let (date, time) = match body.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (body, None),
    };
    if body.is_empty() {
        return None;
    }
    let [years, months, weeks, days] = amounts(date, ['Y', 'M', 'W', 'D'])?;
    let [hours, minutes, seconds, _] = amounts(time.unwrap_or_default(), ['H', 'M', 'S', '\0'])?;
    let second = 10_i128.pow(MICROSECOND);
    if years % second != 0 || months % second != 0 {
        return None;
    }
    let months = (years * 12 + months) / second;
    let microseconds = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
    Some(duration_text(negative, months, microseconds))
}

/// The amounts before each unit, in millionths; units come in order, each at most once.
fn amounts(mut text: &str, units: [char; 4]) -> Option<[i128; 4]> {
    let mut amounts = [0; 4];
    for (amount, unit) in amounts.iter_mut().zip(units) {
        let end = text.find(|character: char| !character.is_ascii_digit() && !matches!(character, ',' | '.'));
        let (number, rest) = text.split_at(end.unwrap_or(text.len()));
        if let Some(rest) = rest.strip_prefix(unit) {
            *amount = millionths(number)?;
            text = rest;
        }
    }
    text.is_empty().then_some(amounts)
}

fn millionths(number: &str) -> Option<i128> {
    let (whole, fraction) = number.split_once(['.', ',']).unwrap_or((number, "0"));
    let digits =
        |text: &str| !text.is_empty() && text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    let fraction = fraction.get(..fraction.len().min(MICROSECOND as usize))?;
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let scale = 10_i128.pow(MICROSECOND - fraction.len() as u32);
    Some(whole.parse::<i128>().ok()? * 10_i128.pow(MICROSECOND) + fraction.parse::<i128>().ok()? * scale)
}

fn duration_text(negative: bool, months: i128, microseconds: i128) -> String {
    let mut date = String::new();
    let mut time = String::new();
    let second = 10_i128.pow(MICROSECOND);
    let seconds = microseconds / second;
    let put = |out: &mut String, amount: i128, unit: char| {
        if amount != 0 {
            *out += &format!("{amount}{unit}");
        }
    };
    put(&mut date, months / 12, 'Y');
    put(&mut date, months % 12, 'M');
    put(&mut date, seconds / 86400, 'D');
    put(&mut time, seconds / 3600 % 24, 'H');
    put(&mut time, seconds / 60 % 60, 'M');
    match (seconds % 60, microseconds % second) {
        (seconds, 0) => put(&mut time, seconds, 'S'),
        (seconds, fraction) => {
            time += format!("{seconds}.{fraction:06}").trim_end_matches('0');
            time.push('S');
        }
    }
    let sign = if negative && (months, microseconds) != (0, 0) { "-" } else { "" };
    match (date.is_empty(), time.is_empty()) {
        (true, true) => "P0D".to_owned(),
        (_, true) => format!("{sign}P{date}"),
        _ => format!("{sign}P{date}T{time}"),
    }
}

/// Whether a duration, as [`duration`] writes it, has years or months: Python's `timedelta` has none.
pub fn has_months(duration: &str) -> bool {
    let date = duration.split('T').next().unwrap_or_default();
    date.contains(['Y', 'M'])
}

/// `str(value)` of a duration, as [`duration`] writes it.
pub fn python_text(duration: &str) -> Option<String> {
    let (sign, body) = duration.strip_prefix('-').map_or((1, duration), |body| (-1, body));
    let (date, time) = body.strip_prefix('P')?.split_once('T').unwrap_or((body.strip_prefix('P')?, ""));
    let [years, months, weeks, days] = amounts(date, ['Y', 'M', 'W', 'D'])?;
    let [hours, minutes, seconds, _] = amounts(time, ['H', 'M', 'S', '\0'])?;
    let second = 10_i128.pow(MICROSECOND);
    let microseconds = sign * ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds);
    let mut parts = Vec::new();
    if years != 0 {
        parts.push(format!("{} years", sign * years / second));
    }
    if months != 0 {
        let months = sign * months / second;
        parts.push(format!("{months} {}", if months <= 1 { "month" } else { "months" }));
    }
    let day = 86_400 * second;
    let (days, rest) = (microseconds.div_euclid(day), microseconds.rem_euclid(day));
    if days != 0 {
        parts.push(format!("{days} day{}", if days.abs() == 1 { "" } else { "s" }));
    }
    let seconds = rest / second;
    let clock = format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    parts.push(match rest % second {
        0 => clock,
        fraction => format!("{clock}.{fraction:06}"),
    });
    Some(parts.join(", "))
}
