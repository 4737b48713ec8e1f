use chrono::{NaiveDate, NaiveDateTime};

use super::*;
use crate::formats::json::Json;

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").unwrap()
}

fn setting(now: &str) -> Setting<'static> {
    Setting {
        now: DateTime::naive(at(now)),
        zone: TimeZone::Paris,
        locale: Locale::French,
        kind: None,
        source: None,
        zones: None,
    }
}

#[test]
fn paris_keeps_summer_time() {
    let table = [
        ("2026-03-29T00:59:59", "2026-03-29T01:59:59"),
        ("2026-03-29T01:00:00", "2026-03-29T03:00:00"),
        ("2026-10-25T00:59:59", "2026-10-25T02:59:59"),
        ("2026-10-25T01:00:00", "2026-10-25T02:00:00"),
        ("1995-09-24T01:00:00", "1995-09-24T02:00:00"),
        ("1950-07-01T12:00:00", "1950-07-01T13:00:00"),
        ("1900-01-01T00:00:00", "1900-01-01T00:09:21"),
        ("0001-01-01T00:00:00", "0001-01-01T00:09:21"),
    ];
    for (utc, local) in table {
        assert_eq!(TimeZone::Paris.local(at(utc)), at(local), "{utc}");
    }
}

#[test]
fn recent_dates_are_relative() {
    let table = [
        ("2026-11-01T00:00:00", "aujourd’hui"),
        ("2026-10-31T23:30:00", "aujourd’hui"),
        ("2026-10-31T22:30:00", "hier"),
        ("2026-10-30T10:00:00", "avant-hier"),
        ("2026-11-02T10:00:00", "demain"),
        ("2026-11-03T10:00:00", "après-demain"),
        ("2026-11-05T10:00:00", "dans 4 jours"),
        ("2026-10-03T10:00:00", "il y a 29 jours"),
        ("2026-10-02T10:00:00", "le 2 oct. 2026"),
        ("2026-12-01T10:00:00", "le 1 déc. 2026"),
        ("2019-02-28T10:00:00", "le 28 févr. 2019"),
    ];
    for (date, expected) in table {
        let written = date::updated(at(date), true, setting("2026-11-01T00:00:00"));
        assert_eq!(written, format!("Mis à jour {expected}"), "{date}");
    }
    // Thirty days but some milliseconds, and thirty days but the hour of summer time.
    let written = date::updated(at("2026-10-31T10:00:00.309"), false, setting("2026-11-30T12:00:00"));
    assert_eq!(written, "Mis à jour le mois dernier");
    let written = date::updated(at("2026-03-15T10:00:00"), false, setting("2026-04-14T12:00:00"));
    assert_eq!(written, "Mis à jour il y a 30 jours");
}

#[test]
fn periods_are_told_as_short_as_they_can() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let table = [
        ("2020-01-01", "2020-12-31", "2020"),
        ("2020-01-01", "2021-12-31", "2020 et 2021"),
        ("2012-01-01", "2021-12-31", "2012 à 2021"),
        ("2020-03-01", "2020-03-31", "mars 2020"),
        ("2020-03-01", "2020-04-30", "mars et avril 2020"),
        ("2020-03-01", "2021-04-30", "mars 2020 et avril 2021"),
        ("2020-12-01", "2021-01-31", "décembre 2020 et janvier 2021"),
        ("2020-03-01", "2020-06-30", "mars à juin 2020"),
        ("2020-03-03", "2020-03-03", "le 3 mars 2020"),
        ("2020-03-03", "2020-04-05", "du 3 mars au 5 avril 2020"),
        ("2020-03-03", "2021-04-05", "du 3 mars 2020 au 5 avril 2021"),
        ("2020-01-01", "", "depuis 2020"),
        ("2020-03-01", "", "depuis mars 2020"),
        ("2020-03-03", "", "depuis le 3 mars 2020"),
    ];
    for (start, end, expected) in table {
        assert_eq!(date::period(day(start), end.parse().ok()), expected, "{start} {end}");
    }
}

#[test]
fn sizes_have_one_decimal() {
    let table = [
        (1, "1,0 o"),
        (1023, "1 023,0 o"),
        (1024, "1,0 Ko"),
        (1_288_490_188, "1,2 Go"),
        (1280, "1,3 Ko"),
        (-5, "-5,0 o"),
        (i64::MAX, "8,0 Eo"),
    ];
    for (bytes, expected) in table {
        assert_eq!(quantity::size(bytes), expected);
    }
    assert_eq!(quantity::percent(5.0 / 9.0), "56 %");
}

#[test]
fn extras_are_printed_as_a_browser_prints_them() {
    let extras = r#"{"b": [1.0, 1e21, 1e-7, -0.0, 0.5], "10": {"z": null, "a": "x\"y\n"}, "2": true, "vide": "", "nul": null, "rien": []}"#;
    let Ok(Json::Object(extras)) = Json::parse(extras) else { panic!("an object") };
    let rows = extras::rows(&extras);
    let rows: Vec<_> = rows.iter().collect();
    assert_eq!(
        rows,
        [
            ("2", "true"),
            ("10", r#"{ "z": null, "a": "x\"y\n" }"#),
            ("b", "[ 1, 1e+21, 1e-7, 0, 0.5 ]"),
            ("rien", "[]"),
        ]
    );
}

#[test]
fn names_of_blank_nodes_are_hidden() {
    let name = format!("n{}b12", "0f".repeat(16));
    assert_eq!(space::tidy(&format!(" a\u{a0}{name},  b ")), "a (nœud anonyme), b");
    assert_eq!(space::tidy(&format!("x{name}")), format!("x{name}"));
    assert_eq!(space::tidy(&format!("{name}x")), format!("{name}x"));
}

#[test]
fn a_card_may_end_with_half_a_character() {
    let trees = "🌳".repeat(120);
    let card = description::of_dataset_card(&trees);
    assert_eq!(card.chars().filter(|c| *c == '🌳').count(), 99);
    assert_eq!(crate::text::surrogates::shown(card.trim_end()), format!("{}�…", "🌳".repeat(99)));
    let cut = description::of_dataset_card(&format!("a{trees}"));
    assert_eq!(cut.trim_end(), format!("a{}…", "🌳".repeat(99)));
    // What is already half a character is one unit.
    let halves = crate::text::surrogates::character(0xd83d).to_string().repeat(200);
    assert_eq!(description::of_dataset_card(&halves).trim_end(), halves);
}
