//! Tables recorded from the reference, for the tests of every room.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use super::date::DateTime;

/// The instant the tables were recorded at.
pub fn now() -> DateTime {
    DateTime::naive(NaiveDate::from_ymd_opt(2026, 11, 22).unwrap().and_hms_opt(10, 30, 0).unwrap())
}

/// The rows of a recorded table, or of the larger one that the environment names.
pub fn table<T: DeserializeOwned>(variable: &str, recorded: &str) -> Vec<T> {
    match std::env::var(variable) {
        Ok(path) => serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap(),
        Err(_) => serde_json::from_str(recorded).unwrap(),
    }
}

/// Prints how many rows agree, and fails on those that do not.
pub fn assert_agreement(what: &str, rows: usize, wrong: &[String]) {
    println!("{what}: {} of {rows} as the reference", rows - wrong.len());
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
}
