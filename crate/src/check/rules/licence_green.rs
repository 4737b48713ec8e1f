//! A raised licence flag that data.gouv.fr counts as a fulfilled criterion.

use crate::check::{Level, Rule, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "LIC-COMPTEE",
    level: Level::Silence,
    title: "Licence comptée comme renseignée alors qu’elle ne l’est pas",
    constat: "La licence manque ou n’est pas reconnue, mais data.gouv.fr en attribue une d’office.",
    effect: "Le critère « Licence renseignée » est vert : rien, sur data.gouv.fr, ne dit au producteur que la licence manque.",
    fixes: fixes::LICENCE,
    in_bulk: "Corrigez les constats de licence de la liste : celui-ci disparaît avec eux.",
    verify: "Fiez-vous à l’état de la licence donné ici plutôt qu’à la note de qualité.",
    check: |case| {
        let licence = case.flags?.iter().find(|flag| flag.subject == Subject::Licence)?;
        let counted = case.item.dataset().is_some_and(|dataset| dataset.quality.license);
        (counted && licence.standing.is_raised()).then(|| licence.into())
    },
};
