//! Why a document is not well formed, in French.

use crate::formats::xml::XmlFault;

/// What was found, and what to do, in French.
pub(super) fn explain(fault: &XmlFault) -> (String, &'static str) {
    let (found, advice) = match fault {
        XmlFault::InvalidToken => (
            "Ce n’est pas du XML bien formé : un caractère n’a pas sa place ici.".to_owned(),
            "Écrivez « &amp; » pour « & » et « &lt; » pour « < », et retirez les \
             caractères de contrôle.",
        ),
        XmlFault::UnclosedToken => (
            "Le fichier s’arrête au milieu d’une balise ou d’un commentaire.".to_owned(),
            "Téléchargez-le de nouveau jusqu’au bout, ou fermez la balise.",
        ),
        XmlFault::UnclosedCdata => (
            "Une section « <![CDATA[ » n’est pas fermée.".to_owned(),
            "Fermez-la par « ]]> », ou téléchargez de nouveau le fichier jusqu’au bout.",
        ),
        XmlFault::NoElement => (
            "Le fichier s’arrête avant la fin de son élément racine.".to_owned(),
            "Téléchargez-le de nouveau jusqu’au bout.",
        ),
        XmlFault::Junk => (
            "Quelque chose suit la fin de l’élément racine.".to_owned(),
            "Retirez ce qui suit la dernière balise fermante : un document XML n’a qu’une racine.",
        ),
        XmlFault::Syntax => (
            "Ce n’est pas du XML : un élément est attendu ici.".to_owned(),
            "Donnez le document RDF/XML lui-même, sans rien avant « <?xml » ni avant la racine.",
        ),
        XmlFault::SpaceInNamespace(namespace) => (
            format!("L’espace de noms « {namespace} » contient une espace."),
            "Retirez l’espace dans la déclaration « xmlns ».",
        ),
        XmlFault::Declaration => (
            "La déclaration « <?xml … ?> » est mal écrite.".to_owned(),
            "Écrivez « <?xml version=\"1.0\" encoding=\"UTF-8\"?> ».",
        ),
        XmlFault::MisplacedDeclaration => (
            "La déclaration « <?xml … ?> » n’est pas au tout début du fichier.".to_owned(),
            "Retirez les lignes vides ou les caractères qui la précèdent.",
        ),
        XmlFault::Mismatched { opened, closed } => (
            format!("La balise « <{opened}> » est fermée par « </{closed}> »."),
            "Fermez chaque balise par son propre nom, dans l’ordre inverse de l’ouverture.",
        ),
        XmlFault::DuplicateAttribute(name) => (
            format!("L’attribut « {name} » est écrit deux fois dans la même balise."),
            "Gardez une seule des deux valeurs.",
        ),
        XmlFault::InvalidCharacterNumber => (
            "Une référence « &#…; » désigne un caractère interdit en XML.".to_owned(),
            "Retirez ce caractère de la fiche, souvent venu d’un copier-coller.",
        ),
        XmlFault::UndefinedEntity(name) => (
            format!("L’entité « &{name}; » n’est pas définie en XML."),
            "Écrivez le caractère lui-même : seules &amp;, &lt;, &gt;, &quot; et &apos; existent sans \
             déclaration.",
        ),
        XmlFault::RecursiveEntity(name) => (
            format!("L’entité « &{name}; » se contient elle-même."),
            "Corrigez sa déclaration dans le DOCTYPE.",
        ),
        XmlFault::BinaryEntity
        | XmlFault::ExternalEntityInAttribute
        | XmlFault::ParameterEntity
        | XmlFault::EntityBoundary => (
            "Une entité déclarée dans le DOCTYPE est utilisée là où XML l’interdit.".to_owned(),
            "Écrivez son texte à sa place.",
        ),
        XmlFault::IncompleteEntity | XmlFault::PublicIdentifier => (
            "Une déclaration du DOCTYPE est mal écrite.".to_owned(),
            "Retirez le DOCTYPE : data.gouv.fr n’en a pas besoin.",
        ),
        XmlFault::Amplification | XmlFault::NestedEntities => (
            "Les entités du DOCTYPE se multiplient au-delà de toute mesure.".to_owned(),
            "Retirez le DOCTYPE et écrivez les textes en entier.",
        ),
        XmlFault::UnboundPrefix(prefix) => (
            format!("Le préfixe « {prefix}: » n’est pas déclaré."),
            "Ajoutez sa déclaration « xmlns:… » à l’élément racine.",
        ),
        XmlFault::UndeclaredPrefix | XmlFault::ReservedPrefix(_) | XmlFault::ReservedNamespace => (
            "Une déclaration « xmlns » est interdite.".to_owned(),
            "Donnez au préfixe une adresse d’espace de noms, sans redéfinir « xml » ni « xmlns ».",
        ),
    };
    (found, advice)
}
