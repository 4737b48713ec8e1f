//! Where and when: bounding boxes and periods.

use super::{
    ConversionError, ConversionResult, IsoConverter, datatype,
    identification::date_type,
    number, several,
    text::{normalize, only_normalized},
};
use crate::source::{
    rdf::{
        Node,
        vocabulary::{dcat, dct, locn, schema},
    },
    xml::{
        Element, Name,
        names::{gco, gmd, srv},
    },
};

const EXTENT: [Name; 4] = [gmd::IDENTIFICATION_INFO, Name::ANY, gmd::EXTENT, gmd::EX_EXTENT];

impl<'t> IsoConverter<'t> {
    pub(super) fn add_extents(&mut self) -> ConversionResult<()> {
        // Places are those of the first identification only, of a dataset or of a service; times are those of all.
        let extents = self.first_identifications().flat_map(Element::children);
        for extent in extents.filter(|extent| matches!(extent.name(), gmd::EXTENT | srv::EXTENT)) {
            for bounds in extent.path(&[Name::ANY, gmd::GEOGRAPHIC_ELEMENT, gmd::EX_GEOGRAPHIC_BOUNDING_BOX])
            {
                self.add_box(bounds)?;
            }
        }
        for extent in self.record.path(&EXTENT) {
            for time in extent.path(&[gmd::TEMPORAL_ELEMENT, gmd::EX_TEMPORAL_EXTENT, gmd::EXTENT, Name::ANY])
            {
                self.add_time(time)?;
            }
        }
        Ok(())
    }

    fn add_box(&mut self, bounds: Element<'t>) -> ConversionResult<()> {
        let mut is_read = true;
        let mut side = |side: Name| {
            let mut values =
                bounds.path(&[side, gco::DECIMAL]).map(Element::text).collect::<Vec<_>>().into_iter();
            match (values.next(), values.next()) {
                (Some(value), None) => {
                    is_read &= number::read(&value).is_some_and(f64::is_finite);
                    Ok(number::coordinate(&value).into_owned())
                }
                (None, _) => Err(ConversionError::NoBound),
                (Some(first), Some(second)) => Err(several(&[&first, &second], "local:normalize-number()")),
            }
        };
        let (west, east) = (side(gmd::WEST_BOUND_LONGITUDE)?, side(gmd::EAST_BOUND_LONGITUDE)?);
        let (south, north) = (side(gmd::SOUTH_BOUND_LATITUDE)?, side(gmd::NORTH_BOUND_LATITUDE)?);
        let corners = [(&west, &north), (&east, &north), (&east, &south), (&west, &south), (&west, &north)];
        let wkt = corners.map(|(x, y)| format!("{x} {y}")).join(",");
        let wkt = format!("POLYGON(({wkt}))");
        let json = corners.map(|(x, y)| format!("[{x},{y}]")).join(",");
        let json = format!("{{\"type\":\"Polygon\",\"coordinates\":[[{json}]]}}");
        // Bounds of which one is no number are lost, and told as they are written.
        if is_read {
            self.at(bounds);
        } else {
            self.made_of(bounds);
        }
        let place = self.graph.blank(None);
        for property in [locn::GEOMETRY, dcat::BBOX] {
            self.add_typed(place, property, &wkt, datatype::WKT);
            self.add_typed(place, property, &json, datatype::GEO_JSON_MEDIA_TYPE);
            self.add_typed(place, property, &json, datatype::GEO_JSON);
        }
        self.graph.add(self.subject, dct::SPATIAL, place);
        Ok(())
    }

    /// A period or an instant of GML, whatever its version: only local names count.
    fn add_time(&mut self, time: Element<'t>) -> ConversionResult<()> {
        let position =
            |name: &str| only_normalized(time.children().filter(|child| child.local_name() == name));
        let (start, end) = match time.local_name() {
            "TimePeriod" => {
                let both = ["beginPosition", "endPosition"]
                    .iter()
                    .all(|name| time.children().any(|child| child.local_name() == *name));
                if !both {
                    return Ok(());
                }
                (position("beginPosition")?, position("endPosition")?)
            }
            "TimeInstant" => {
                let instant = position("timePosition")?;
                (instant.clone(), instant)
            }
            _ => return Ok(()),
        };
        if start.is_empty() && end.is_empty() {
            return Ok(());
        }
        self.at(time);
        let period = self.graph.blank(None);
        // Both dates of schema.org take the type of the first date, both dates of DCAT that of the second one.
        let (first, second) = (date_type(&start), date_type(&end));
        self.add_bound(period, schema::START_DATE, &start, first);
        self.add_bound(period, schema::END_DATE, &end, first);
        self.add_bound(period, dcat::START_DATE, &start, second);
        self.add_bound(period, dcat::END_DATE, &end, second);
        self.graph.add(self.subject, dct::TEMPORAL, period);
        Ok(())
    }

    fn add_bound(&mut self, period: Node, property: Node, date: &str, datatype: &str) {
        if !date.is_empty() {
            self.add_typed(period, property, &normalize(date.into()), datatype);
        }
    }
}
