//! Why a document is not well formed, in French.

use crate::formats::xml::Fault;

/// What was found, and what to do, in French.
pub(super) fn explain(fault: &Fault) -> (String, &'static str) {
    let (found, advice) = match fault {
        Fault::InvalidToken => (
            "Ce n’est pas du XML bien formé : un caractère n’a pas sa place ici.".to_owned(),
            "Écrivez « &amp; » pour « & » et « &lt; » pour « < », et retirez les \
             caractères de contrôle.",
        ),
        Fault::UnclosedToken => (
            "Le fichier s’arrête au milieu d’une balise ou d’un commentaire.".to_owned(),
            "Téléchargez-le de nouveau jusqu’au bout, ou fermez la balise.",
        ),
        Fault::UnclosedCdata => (
            "Une section « <![CDATA[ » n’est pas fermée.".to_owned(),
            "Fermez-la par « ]]> », ou téléchargez de nouveau le fichier jusqu’au bout.",
        ),
        Fault::NoElement => (
            "Le fichier s’arrête avant la fin de son élément racine.".to_owned(),
            "Téléchargez-le de nouveau jusqu’au bout.",
        ),
        Fault::Junk => (
            "Quelque chose suit la fin de l’élément racine.".to_owned(),
            "Retirez ce qui suit la dernière balise fermante : un document XML n’a qu’une racine.",
        ),
        Fault::Syntax => (
            "Ce n’est pas du XML : un élément est attendu ici.".to_owned(),
            "Donnez le document RDF/XML lui-même, sans rien avant « <?xml » ni avant la racine.",
        ),
        Fault::SpaceInNamespace(namespace) => (
            format!("L’espace de noms « {namespace} » contient une espace."),
            "Retirez l’espace dans la déclaration « xmlns ».",
        ),
        Fault::Declaration => (
            "La déclaration « <?xml … ?> » est mal écrite.".to_owned(),
            "Écrivez « <?xml version=\"1.0\" encoding=\"UTF-8\"?> ».",
        ),
        Fault::MisplacedDeclaration => (
            "La déclaration « <?xml … ?> » n’est pas au tout début du fichier.".to_owned(),
            "Retirez les lignes vides ou les caractères qui la précèdent.",
        ),
        Fault::Mismatched { opened, closed } => (
            format!("La balise « <{opened}> » est fermée par « </{closed}> »."),
            "Fermez chaque balise par son propre nom, dans l’ordre inverse de l’ouverture.",
        ),
        Fault::DuplicateAttribute(name) => (
            format!("L’attribut « {name} » est écrit deux fois dans la même balise."),
            "Gardez une seule des deux valeurs.",
        ),
        Fault::InvalidCharacterNumber => (
            "Une référence « &#…; » désigne un caractère interdit en XML.".to_owned(),
            "Retirez ce caractère de la fiche, souvent venu d’un copier-coller.",
        ),
        Fault::UndefinedEntity(name) => (
            format!("L’entité « &{name}; » n’est pas définie en XML."),
            "Écrivez le caractère lui-même : seules &amp;, &lt;, &gt;, &quot; et &apos; existent sans \
             déclaration.",
        ),
        Fault::RecursiveEntity(name) => (
            format!("L’entité « &{name}; » se contient elle-même."),
            "Corrigez sa déclaration dans le DOCTYPE.",
        ),
        Fault::BinaryEntity
        | Fault::ExternalEntityInAttribute
        | Fault::ParameterEntity
        | Fault::EntityBoundary => (
            "Une entité déclarée dans le DOCTYPE est utilisée là où XML l’interdit.".to_owned(),
            "Écrivez son texte à sa place.",
        ),
        Fault::IncompleteEntity | Fault::PublicIdentifier => (
            "Une déclaration du DOCTYPE est mal écrite.".to_owned(),
            "Retirez le DOCTYPE : data.gouv.fr n’en a pas besoin.",
        ),
        Fault::Amplification | Fault::NestedEntities => (
            "Les entités du DOCTYPE se multiplient au-delà de toute mesure.".to_owned(),
            "Retirez le DOCTYPE et écrivez les textes en entier.",
        ),
        Fault::UnboundPrefix(prefix) => (
            format!("Le préfixe « {prefix}: » n’est pas déclaré."),
            "Ajoutez sa déclaration « xmlns:… » à l’élément racine.",
        ),
        Fault::UndeclaredPrefix | Fault::ReservedPrefix(_) | Fault::ReservedNamespace => (
            "Une déclaration « xmlns » est interdite.".to_owned(),
            "Donnez au préfixe une adresse d’espace de noms, sans redéfinir « xml » ni « xmlns ».",
        ),
    };
    (found, advice)
}
