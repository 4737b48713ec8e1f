//! Why a document is not well formed, in French.

use crate::formats::xml::Fault;

/// What was found, and what to do, in French.
pub(super) fn explain(fault: &Fault) -> (String, &'static str) {
    let (found, advice) = match fault {
        Fault::InvalidToken => (
            "Ce n’est pas du XML bien formé\u{a0}: un caractère n’a pas sa place ici.".to_owned(),
            "Écrivez «\u{a0}&amp;\u{a0}» pour «\u{a0}&\u{a0}» et «\u{a0}&lt;\u{a0}» pour «\u{a0}<\u{a0}», et retirez les \
             caractères de contrôle.",
        ),
        Fault::UnclosedToken => (
            "Le fichier s’arrête au milieu d’une balise ou d’un commentaire.".to_owned(),
            "Téléchargez-le de nouveau jusqu’au bout, ou fermez la balise.",
        ),
        Fault::UnclosedCdata => (
            "Une section «\u{a0}<![CDATA[\u{a0}» n’est pas fermée.".to_owned(),
            "Fermez-la par «\u{a0}]]>\u{a0}», ou téléchargez de nouveau le fichier jusqu’au bout.",
        ),
        Fault::NoElement => (
            "Le fichier s’arrête avant la fin de son élément racine.".to_owned(),
            "Téléchargez-le de nouveau jusqu’au bout.",
        ),
        Fault::Junk => (
            "Quelque chose suit la fin de l’élément racine.".to_owned(),
            "Retirez ce qui suit la dernière balise fermante\u{a0}: un document XML n’a qu’une racine.",
        ),
        Fault::Syntax => (
            "Ce n’est pas du XML\u{a0}: un élément est attendu ici.".to_owned(),
            "Donnez le document RDF/XML lui-même, sans rien avant «\u{a0}<?xml\u{a0}» ni avant la racine.",
        ),
        Fault::SpaceInNamespace(namespace) => (
            format!("L’espace de noms «\u{a0}{namespace}\u{a0}» contient une espace."),
            "Retirez l’espace dans la déclaration «\u{a0}xmlns\u{a0}».",
        ),
        Fault::Declaration => (
            "La déclaration «\u{a0}<?xml … ?>\u{a0}» est mal écrite.".to_owned(),
            "Écrivez «\u{a0}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\u{a0}».",
        ),
        Fault::MisplacedDeclaration => (
            "La déclaration «\u{a0}<?xml … ?>\u{a0}» n’est pas au tout début du fichier.".to_owned(),
            "Retirez les lignes vides ou les caractères qui la précèdent.",
        ),
        Fault::Mismatched { opened, closed } => (
            format!("La balise «\u{a0}<{opened}>\u{a0}» est fermée par «\u{a0}</{closed}>\u{a0}»."),
            "Fermez chaque balise par son propre nom, dans l’ordre inverse de l’ouverture.",
        ),
        Fault::DuplicateAttribute(name) => (
            format!("L’attribut «\u{a0}{name}\u{a0}» est écrit deux fois dans la même balise."),
            "Gardez une seule des deux valeurs.",
        ),
        Fault::InvalidCharacterNumber => (
            "Une référence «\u{a0}&#…;\u{a0}» désigne un caractère interdit en XML.".to_owned(),
            "Retirez ce caractère de la fiche, souvent venu d’un copier-coller.",
        ),
        Fault::UndefinedEntity(name) => (
            format!("L’entité «\u{a0}&{name};\u{a0}» n’est pas définie en XML."),
            "Écrivez le caractère lui-même\u{a0}: seules &amp;, &lt;, &gt;, &quot; et &apos; existent sans \
             déclaration.",
        ),
        Fault::RecursiveEntity(name) => (
            format!("L’entité «\u{a0}&{name};\u{a0}» se contient elle-même."),
            "Corrigez sa déclaration dans le DOCTYPE.",
        ),
        Fault::BinaryEntity
        | Fault::ExternalEntityInAttribute
        | Fault::ParameterEntity
        | Fault::EntityBoundary => (
            "Une entité déclarée dans le DOCTYPE est utilisée là où XML l’interdit.".to_owned(),
            "Écrivez son texte à sa place.",
        ),
        Fault::Amplification | Fault::NestedEntities => (
            "Les entités du DOCTYPE se multiplient au-delà de toute mesure.".to_owned(),
            "Retirez le DOCTYPE et écrivez les textes en entier.",
        ),
        Fault::UnboundPrefix(prefix) => (
            format!("Le préfixe «\u{a0}{prefix}:\u{a0}» n’est pas déclaré."),
            "Ajoutez sa déclaration «\u{a0}xmlns:…\u{a0}» à l’élément racine.",
        ),
        Fault::UndeclaredPrefix | Fault::ReservedPrefix(_) | Fault::ReservedNamespace => (
            "Une déclaration «\u{a0}xmlns\u{a0}» est interdite.".to_owned(),
            "Donnez au préfixe une adresse d’espace de noms, sans redéfinir «\u{a0}xml\u{a0}» ni «\u{a0}xmlns\u{a0}».",
        ),
    };
    (found, advice)
}
