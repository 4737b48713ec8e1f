//! How the command is told in French: its help, and what is wrong with what was typed.

use std::{error::Error as _, process::ExitCode};

use clap::{
    Command, Parser,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};

use super::told;

/// The help without clap's English headings.
pub const TEMPLATE: &str = "{about-with-newline}\nUtilisation : {usage}\n\nCe qui est à lire :\n{positionals}\n\nOptions :\n{options}";

/// What was typed, or what the command exits with after it has said why not.
pub fn parse<T: Parser>(say: impl Fn(&str)) -> Result<T, ExitCode> {
    let error = match T::try_parse() {
        Ok(arguments) => return Ok(arguments),
        Err(error) => error,
    };
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return Err(told(error.print(), ExitCode::SUCCESS));
    }
    say(&format!("{}\nToutes les options : avant-moisson --help\n", explain(&error)));
    Err(ExitCode::from(2))
}

/// What is wrong, and what to type.
fn explain(error: &Error) -> String {
    let one = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    };
    let (argument, value) = (one(ContextKind::InvalidArg), one(ContextKind::InvalidValue));
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let near = one(ContextKind::SuggestedArg);
            let near = if near.is_empty() { String::new() } else { format!(" Vouliez-vous dire {near} ?") };
            format!("L’option « {argument} » n’existe pas.{near}")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            format!("Il manque une valeur : écrivez {argument}.")
        }
        ErrorKind::InvalidValue => {
            format!(
                "« {value} » n’est pas une valeur de {argument} : écrivez {}.",
                one(ContextKind::ValidValue)
            )
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map_or_else(String::new, |why| format!(" : {why}"));
            format!("« {value} » n’est pas une valeur de {argument}{why}.")
        }
        ErrorKind::MissingRequiredArgument => {
            "Donnez l’adresse d’un portail ou un fichier, par exemple : avant-moisson https://data.maville.fr"
                .to_owned()
        }
        ErrorKind::ArgumentConflict => {
            let other = one(ContextKind::PriorArg);
            if other == argument {
                return format!("{argument} est écrit plusieurs fois : écrivez-le une seule fois.");
            }
            let other = if other.is_empty() { "autre chose" } else { &other };
            format!("{argument} ne va pas avec {other} : écrivez l’un ou l’autre.")
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues | ErrorKind::TooFewValues => {
            format!("{argument} n’a pas le nombre de valeurs attendu.")
        }
        ErrorKind::InvalidUtf8 => {
            "Une valeur n’est pas du texte en UTF-8 : écrivez-la autrement, ou renommez le fichier qu’elle nomme."
                .to_owned()
        },
        _ => "Cette ligne de commande n’est pas comprise.".to_owned(),
    }
}

/// The page of the manual, with French headings.
pub fn manual(command: Command) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    clap_mangen::Man::new(command).render(&mut out)?;
    let text = String::from_utf8_lossy(&out)
        .replace(".SH NAME", ".SH NOM")
        .replace(".SH SYNOPSIS", ".SH UTILISATION")
        .replace("[possible values: ", "[valeurs : ");
    Ok(text.into_bytes())
}
