//! Spatial resolution: scales and distances.

use std::borrow::Cow;

use super::{
    ConversionResult, IsoConverter, datatype, number,
    text::{is_space, only},
};
use crate::source::{
    rdf::vocabulary::{dcat, dqv, geodcat},
    xml::{
        Element, Name,
        names::{gco, gmd, plain},
    },
};

/// The only catalogue of units that the conversion knows.
const UNITS: &str =
    "http://standards.iso.org/ittf/PubliclyAvailableStandards/ISO_19139_Schemas/resources/uom/ML_gmxUom.xml#";

const RESOLUTION: [Name; 4] =
    [gmd::IDENTIFICATION_INFO, Name::ANY, gmd::SPATIAL_RESOLUTION, gmd::MD_RESOLUTION];

const DISTANCE: &[Name] = &[gmd::DISTANCE, gco::DISTANCE];

impl<'t> IsoConverter<'t> {
    pub(super) fn add_resolutions(&mut self) -> ConversionResult<()> {
        // A distance is read before any scale.
        let mut distances = self.record.path(&RESOLUTION).flat_map(|found| found.path(DISTANCE));
        let has_distance = distances.any(|distance| in_metres(distance).is_some());
        for resolution in self.record.path(&RESOLUTION) {
            for fraction in resolution.path(&[gmd::EQUIVALENT_SCALE, gmd::MD_REPRESENTATIVE_FRACTION]) {
                for denominator in fraction.all(gmd::DENOMINATOR) {
                    if let Some(denominator) = only(denominator.all(gco::INTEGER), "fn:number()")? {
                        self.add_scale(denominator, has_distance);
                    }
                }
            }
            for distance in resolution.path(DISTANCE) {
                self.add_distance(distance);
            }
        }
        Ok(())
    }

    fn add_scale(&mut self, scale: Element<'t>, is_lost: bool) {
        let Some(denominator) = number::read(&scale.text()).filter(|number| !number.is_nan()) else {
            return;
        };
        if is_lost {
            self.made_of(scale);
        } else {
            self.at(scale);
        }
        let measurement = self.graph.blank(None);
        self.graph.add(measurement, dqv::IS_MEASUREMENT_OF, geodcat::SPATIAL_RESOLUTION_AS_SCALE);
        self.add_typed(measurement, dqv::VALUE, &number::decimal(1.0 / denominator), datatype::DECIMAL);
        self.graph.add(self.subject, dqv::HAS_QUALITY_MEASUREMENT, measurement);
    }

    fn add_distance(&mut self, distance: Element<'t>) {
        let Some(value) = in_metres(distance) else { return };
        self.at(distance);
        self.add_typed(self.subject, dcat::SPATIAL_RESOLUTION_IN_METERS, &value, datatype::DECIMAL);
    }
}

/// A distance in metres, which stay as they are written.
fn in_metres(distance: Element<'_>) -> Option<Cow<'_, str>> {
    let metres = metres(distance.attribute(plain::UOM).unwrap_or_default())?;
    let text = distance.text();
    let value = number::read(&text).filter(|number| !number.is_nan())?;
    Some(if metres == 1.0 { text } else { number::decimal(value * metres).into() })
}

/// How long a unit is, for those the conversion knows.
fn metres(unit: &str) -> Option<f64> {
    Some(match unit {
        "EPSG::9001"
        | "urn:ogc:def:uom:EPSG::9001"
        | "urn:ogc:def:uom:OGC::m"
        | "urn:ogc:def:uom:UCUM::m" => 1.0,
        "EPSG::9002"
        | "urn:ogc:def:uom:EPSG::9002"
        | "urn:ogc:def:uom:OGC::[ft_i]"
        | "urn:ogc:def:uom:UCUM::[ft_i]" => 0.3048,
        _ => match unit.strip_prefix(UNITS).unwrap_or(unit).split(is_space).next()? {
            "m" => 1.0,
            "ft" => 0.3048,
            "km" => 1000.0,
            _ => return None,
        },
    })
}
