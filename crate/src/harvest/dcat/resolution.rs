//! Spatial resolution (`spatial_resolution_from_rdf`, `core/dataset/rdf.py`).

use std::cmp::Ordering;

use super::{
    property::{QUALITY_MEASUREMENT, RESOLUTION_IN_METERS},
    reader::NodeReader,
    subject::Subject,
    value::{PythonClass, Value},
};
use crate::{
    model::{Change, How, Loss, Verbatim},
    source::rdf::{
        Node,
        vocabulary::{dqv, geodcat, sdmx},
    },
};

const FIELD: &str = "extras.dcat.spatial_resolution";

/// Units udata knows (`QUDT_TO_UDATA`), their symbol and their length in metres.
const UNITS: [(&str, &str, f64); 3] = [
    ("http://www.qudt.org/vocab/unit/FT", "ft", 0.3048),
    ("http://www.qudt.org/vocab/unit/M", "m", 1.0),
    ("http://www.qudt.org/vocab/unit/KiloM", "km", 1000.0),
];

/// The denominator beyond which a scale is rounded.
const MAX_DENOMINATOR: i128 = 100_000_000;

/// Something is not as udata expects it: it logs so, and there is no resolution.
struct NoNumber;

/// The coarsest distance, else the smallest scale, as a text.
pub(super) fn spatial_resolution(reader: &mut NodeReader<'_, '_>) -> Option<String> {
    let subject = reader.subject;
    let resolution = in_meters(subject)
        .transpose()
        .or_else(|| as_distance(subject).transpose())
        .or_else(|| as_scale(subject).transpose())?;
    let (property, object) = [RESOLUTION_IN_METERS, QUALITY_MEASUREMENT]
        .into_iter()
        .find_map(|property| Some((property, subject.first(property.node)?)))?;
    match resolution {
        Ok(text) => {
            if reader.trace.is_full() {
                let change = Change::Becomes(Verbatim::boxed(text.as_str()));
                reader.changed(FIELD, property, object, How::Converted, change);
            }
            Some(text)
        }
        Err(NoNumber) => {
            reader.logs.push("Unable to parse spatial resolution".to_owned());
            reader.lost(FIELD, property, object, Loss::UnreadableResolution);
            None
        }
    }
}

type Resolution = Result<Option<String>, NoNumber>;

fn in_meters(subject: Subject<'_>) -> Resolution {
    let values =
        subject.all(RESOLUTION_IN_METERS.node).filter(|value| value.is_literal()).map(Subject::value);
    Ok(extreme(values, Ordering::Greater)?.map(|value| format!("{} m", value.python_text())))
}

fn as_distance(subject: Subject<'_>) -> Resolution {
    let mut coarsest: Option<(f64, String)> = None;
    for measure in measures(subject, geodcat::SPATIAL_RESOLUTION_AS_DISTANCE) {
        let measure = measure?;
        let unit = identifier(measure.first(sdmx::UNIT_MEASURE))?.text();
        let Some((_, symbol, length)) = UNITS.iter().find(|(iri, ..)| *iri == unit) else { continue };
        let Some(value) = measure.first(dqv::VALUE).filter(|value| value.is_literal()) else { continue };
        let value = value.value();
        // `Decimal(value)` reads texts too.
        let number: f64 = value.text.trim().parse().map_err(|_| NoNumber)?;
        let meters = number * length;
        if coarsest.as_ref().is_none_or(|(most, _)| meters > *most) {
            coarsest = Some((meters, format!("{} {symbol}", value.python_text())));
        }
    }
    Ok(coarsest.map(|(_, text)| text))
}

fn as_scale(subject: Subject<'_>) -> Resolution {
    let mut scales = Vec::new();
    for measure in measures(subject, geodcat::SPATIAL_RESOLUTION_AS_SCALE) {
        scales.extend(measure?.first(dqv::VALUE).filter(|value| value.is_literal()).map(Subject::value));
    }
    let Some(smallest) = extreme(scales.into_iter(), Ordering::Less)? else { return Ok(None) };
    Ok(Some(fraction(smallest).ok_or(NoNumber)?))
}

/// The measures of a metric. udata reads the metric of every measure: one without any breaks it all.
fn measures(subject: Subject<'_>, metric: Node) -> impl Iterator<Item = Result<Subject<'_>, NoNumber>> {
    subject.all(QUALITY_MEASUREMENT.node).filter_map(move |measure| {
        if measure.is_literal() {
            return Some(Err(NoNumber));
        }
        match identifier(measure.first(dqv::IS_MEASUREMENT_OF)) {
            Ok(of) => (of.node == metric).then_some(Ok(measure)),
            Err(error) => Some(Err(error)),
        }
    })
}

/// `object.identifier`, which only a node has.
fn identifier(object: Option<Subject<'_>>) -> Result<Subject<'_>, NoNumber> {
    object.filter(|object| !object.is_literal()).ok_or(NoNumber)
}

/// `max()` or `min()`: the first of the most extreme values, which must compare with one another.
fn extreme<'g>(
    values: impl Iterator<Item = Value<'g>>,
    wanted: Ordering,
) -> Result<Option<Value<'g>>, NoNumber> {
    let mut best: Option<Value<'g>> = None;
    for value in values {
        let better = match best {
            None => true,
            Some(best) => compare(value, best)? == wanted,
        };
        if better {
            best = Some(value);
        }
    }
    Ok(best)
}

fn compare(left: Value<'_>, right: Value<'_>) -> Result<Ordering, NoNumber> {
    if let (Some(left), Some(right)) = (left.number(), right.number()) {
        return Ok(left.partial_cmp(&right).unwrap_or(Ordering::Equal));
    }
    if left.class == right.class && left.class != PythonClass::Xml {
        Ok(left.text.cmp(right.text))
    } else {
        Err(NoNumber)
    }
}

/// `str(Fraction(value).limit_denominator(100_000_000))`.
fn fraction(value: Value<'_>) -> Option<String> {
    let (numerator, denominator) = match value.class {
        PythonClass::Float => of_float(value.text.parse().ok()?)?,
        PythonClass::Integer | PythonClass::Decimal => of_decimal(value.text)?,
        PythonClass::Text | PythonClass::Literal => match value.text.trim().split_once('/') {
            Some((numerator, denominator)) => {
                (numerator.parse().ok()?, denominator.parse().ok().filter(|number| *number > 0)?)
            }
            None => of_decimal(value.text.trim())?,
        },
        _ => return None,
    };
    let (numerator, denominator) = limited(numerator, denominator)?;
    Some(if denominator == 1 { numerator.to_string() } else { format!("{numerator}/{denominator}") })
}

/// A decimal number, with or without exponent, as a fraction.
fn of_decimal(text: &str) -> Option<(i128, i128)> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: i128 = format!("{whole}{decimals}").parse().ok()?;
    let exponent = exponent.checked_sub(i32::try_from(decimals.len()).ok()?)?;
    let scale = 10_i128.checked_pow(exponent.unsigned_abs())?;
    if exponent < 0 { Some((digits, scale)) } else { Some((digits.checked_mul(scale)?, 1)) }
}

/// A binary number as the fraction it is.
fn of_float(value: f64) -> Option<(i128, i128)> {
    if !value.is_finite() {
        return None;
    }
    // Nothing that the limited denominator can tell from zero.
    if value.abs() < 0.25 / MAX_DENOMINATOR as f64 {
        return Some((0, 1));
    }
    let bits = value.to_bits();
    let exponent = i32::try_from(bits >> 52 & 0x7ff).ok()?;
    let fraction = i128::from(bits & ((1 << 52) - 1));
    let mantissa = if exponent == 0 { fraction } else { fraction | 1 << 52 };
    let mantissa = if value.is_sign_negative() { -mantissa } else { mantissa };
    let shift = exponent.max(1) - 1075;
    if shift >= 0 {
        Some((mantissa.checked_mul(1_i128.checked_shl(shift.unsigned_abs())?)?, 1))
    } else {
        let spare = mantissa.trailing_zeros().min(shift.unsigned_abs());
        let places = shift.unsigned_abs() - spare;
        (places < 126).then(|| (mantissa >> spare, 1 << places))
    }
}

/// `Fraction.limit_denominator`: the closest fraction with a small enough denominator.
fn limited(numerator: i128, denominator: i128) -> Option<(i128, i128)> {
    let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
    let common = i128::try_from(common).ok()?.max(1);
    let (numerator, denominator) = (numerator / common, denominator / common);
    if denominator <= MAX_DENOMINATOR {
        return Some((numerator, denominator));
    }
    let (mut p0, mut q0, mut p1, mut q1) = (0_i128, 1_i128, 1_i128, 0_i128);
    let (mut n, mut d) = (numerator, denominator);
    loop {
        let a = n.div_euclid(d);
        let q2 = q0 + a * q1;
        if q2 > MAX_DENOMINATOR {
            break;
        }
        (p0, q0, p1, q1) = (p1, q1, p0 + a * p1, q2);
        (n, d) = (d, n - a * d);
    }
    let k = (MAX_DENOMINATOR - q0) / q1;
    // Of the two candidates, the closer one; the simpler one when they are as close.
    let first_is_closer = 2_i128.checked_mul(d)?.checked_mul(q0 + k * q1)? <= denominator;
    Some(if first_is_closer { (p1, q1) } else { (p0 + k * p1, q0 + k * q1) })
}

fn gcd(mut left: u128, mut right: u128) -> u128 {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}
