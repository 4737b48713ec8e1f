//! Geographical zones (`GeoZone`, `core/spatial/models.py`), by which CKAN's `spatial-text` is recognised.
//!
//! The list is large and few records need it: it is loaded on demand, from `crate/data/zones.txt`.

use rustc_hash::FxHashMap;

use crate::text::slug;

/// A zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Level and code: `fr:commune:13055`.
    pub id: String,
    /// Name.
    pub name: String,
}

/// Zones, by name and by slug.
#[derive(Debug, Clone, Default)]
pub struct Zones {
    zones: Vec<Zone>,
    by_name: FxHashMap<String, Matches>,
}

/// The zones of one name or slug: the first, and how many.
#[derive(Debug, Clone, Copy)]
struct Matches {
    first: usize,
    last: usize,
    count: usize,
}

/// What a name matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ZoneMatch<'z> {
    /// Nothing.
    None,
    /// One zone: the only case where udata keeps it.
    One(&'z Zone),
    /// That many zones: udata keeps none.
    Several(usize),
}

impl Zones {
    /// The list that ships with the command; the page fetches the same file when a record needs it.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn shipped() -> Self {
        Self::parse(include_str!("../../data/zones.txt"))
    }

    /// Reads the lines that `scripts/zones` writes: `= level` opens a level, then one zone a line, with its code
    /// unless it follows the one before.
    pub fn parse(text: &str) -> Self {
        let mut zones = Self::default();
        let (mut level, mut code) = ("", String::new());
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix("= ") {
                (level, code) = (name, String::new());
                continue;
            }
            let name = match line.split_once(' ') {
                Some((written, name))
                    if code.is_empty() || line.starts_with(|c: char| c.is_ascii_digit()) =>
                {
                    code = written.to_owned();
                    name
                }
                _ if code.bytes().all(|byte| byte.is_ascii_digit()) => {
                    code = successor(&code);
                    line
                }
                Some((written, name)) => {
                    code = written.to_owned();
                    name
                }
                None => continue,
            };
            zones.insert(format!("{level}:{code}"), name);
        }
        zones
    }

    /// Adds a zone.
    pub fn insert(&mut self, id: String, name: &str) {
        let index = self.zones.len();
        self.zones.push(Zone { id, name: name.to_owned() });
        for key in [name.to_owned(), slug::hyphenate(name.chars())] {
            let matches = self.by_name.entry(key).or_insert(Matches { first: index, last: index, count: 0 });
            // The slug of a name may be that name.
            if matches.count == 0 || matches.last != index {
                matches.last = index;
                matches.count += 1;
            }
        }
    }

    /// The zones whose name or slug is exactly `name`. Slugs keep their capitals and lose their apostrophes:
    /// `LHay-les-Roses` (`load_zones`, `core/spatial/commands.py`).
    pub fn find(&self, name: &str) -> ZoneMatch<'_> {
        match self.by_name.get(name) {
            Some(Matches { first, count: 1, .. }) => {
                self.zones.get(*first).map_or(ZoneMatch::None, ZoneMatch::One)
            }
            Some(matches) => ZoneMatch::Several(matches.count),
            None => ZoneMatch::None,
        }
    }

    /// The name of the zone with this identifier.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.zones.iter().find(|zone| zone.id == id).map(|zone| zone.name.as_str())
    }

    /// How many zones there are.
    pub fn len(&self) -> usize {
        self.zones.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.zones.is_empty()
    }
}

/// The code after a code of digits, of the same length.
fn successor(code: &str) -> String {
    let next = code.parse::<u64>().unwrap_or_default().saturating_add(1);
    format!("{next:0>width$}", width = code.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_list() {
        let zones = Zones::shipped();
        assert_eq!(zones.len(), 36934);
        let ids: std::collections::HashSet<_> = zones.zones.iter().map(|zone| &zone.id).collect();
        assert_eq!(ids.len(), zones.len(), "each zone has its own identifier");
        for (id, name) in [
            ("country:fr", "France"),
            ("country:ci", "Côte-d'Ivoire"),
            ("fr:region:93", "Provence-Alpes-Côte d'Azur"),
            ("fr:departement:2A", "Corse-du-Sud"),
            ("fr:departement:21", "Côte-d'Or"),
            ("fr:collectivite:978", "Saint-Martin"),
            ("fr:epci:200030195", "Métropole Nice Côte d'Azur"),
            ("fr:arrondissement:134", "Istres"),
            ("fr:commune:05061", "Gap"),
            ("fr:commune:2A004", "Ajaccio"),
            ("fr:commune:01002", "L'Abergement-de-Varey"),
            ("fr:commune:97411", "Saint-Denis"),
        ] {
            assert!(zones.zones.contains(&Zone { id: id.into(), name: name.into() }), "{id} {name}");
        }
    }

    #[test]
    fn finds_only_what_one_zone_bears() {
        let zones = Zones::shipped();
        let one = |name: &str| match zones.find(name) {
            ZoneMatch::One(zone) => zone.id.clone(),
            other => format!("{other:?}"),
        };
        assert_eq!(one("France"), "country:fr");
        assert_eq!(one("L'Haÿ-les-Roses"), "Several(2)", "the town and its arrondissement");
        assert_eq!(one("LHay-les-Roses"), "Several(2)");
        assert_eq!(one("Provence-Alpes-Côte d'Azur"), "fr:region:93");
        assert_eq!(one("Provence-Alpes-Cote-dAzur"), "fr:region:93");
        assert_eq!(one("provence-alpes-cote-dazur"), "None", "slugs keep their capitals");
        assert_eq!(one("Corse-du-Sud"), "fr:departement:2A");
        assert_eq!(one("Fontainebleau"), "Several(2)");
        assert_eq!(one("Digne-les-Bains "), "None");
    }
}
