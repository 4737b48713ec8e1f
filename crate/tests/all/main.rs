//! Tests of the library and of the command from outside, in one program: each program would link the whole crate again, and wait
//! for the one before.

#![allow(clippy::expect_used)]

mod agreement;
mod case;
mod cases;
mod checks;
mod checks_corpus;
mod checks_refusals;
mod ckan;
mod ckan_filters;
mod command;
mod correction;
mod csw;
mod cures;
mod cut;
mod dcat;
mod dcat_bad;
mod display;
mod effects;
mod exchanges;
mod hostile;
mod html;
mod interruption;
mod jobs;
mod layering;
mod linear;
mod no_prose;
mod ods;
mod ods_routes;
mod page;
mod portal;
mod random;
mod rdf;
mod routes;
mod same_words;
mod statements;
mod surface;
mod syntaxes;
mod text_robustness;
