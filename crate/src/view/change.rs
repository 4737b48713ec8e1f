//! What became of a value, in French: the only place where it is written.

use std::fmt;

use crate::{
    model::{Change, Invalid, IsoPart, Loss},
    text::date::long_date,
};

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Lost(loss) => return loss.fmt(f),
            Self::Becomes(text) => return write!(f, "devient « {} »", text.0),
            Self::MadeTitle(title) => return write!(f, "« {} », faute de titre", title.0),
            Self::Licence(licence) => return write!(f, "devient « {} »", licence.title),
            Self::Frequency(frequency) => return write!(f, "devient « {} »", frequency.label()),
            Self::Day(day) => return write!(f, "lu comme le {}", long_date(*day)),
            Self::Swapped => "la fin précède le début : data.gouv.fr les échange",
            Self::Completed(_) => "complété avec le jour du moissonnage",
            Self::Zone(zone) => {
                return write!(f, "Zone reconnue : {} ({}). {APPROXIMATE}", zone.name, zone.id);
            }
            Self::Markdown => "HTML converti en Markdown",
            Self::NoLicence => "aucune licence reconnue : « License Not Specified »",
            Self::NoLicenceId => "sans « license_id », udata lit « not-specified »",
            Self::DefaultLicence => {
                "Licence Ouverte 2.0 mise par défaut par ce moissonneur : ce n’est pas vous qui l’avez choisie."
            }
            Self::PageOfPortal => "la page du jeu sur le portail",
            Self::UnknownPortal => "Adresse du portail inconnue : donnez-la pour voir la vraie page.",
            Self::Prefixed => "Précédé du préfixe d’URL distante du formulaire.",
            Self::Restricts => "Limite d’accès INSPIRE : accès restreint.",
            Self::ServiceStandard => "la norme du service l’emporte",
            Self::Part => "« Autre » : venue de dct:hasPart",
            Self::Api => "« API »",
            Self::OneKeyword => "Tous ces mots ne feront qu’un seul mot-clé : donnez une liste.",
            Self::Theme => "Thème ajouté aux mots-clés, en minuscules.",
            Self::Export => "Export du portail, d’après l’identifiant du jeu de données.",
        })
    }
}

const APPROXIMATE: &str = "La liste utilisée ici approche celle de data.gouv.fr.";
const ASIDE: &str = "Gardé dans l’extra « ckan:spatial-text ».";

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Invalid(invalid) => return write!(f, "{invalid} Toute la fiche échoue."),
            Self::Schema(misfit) => return misfit.fmt(f),
            Self::Untaken(part, others) => return write_untaken(f, *part, *others),
            Self::FrequencyKeptAside(meant) => {
                f.write_str("Fréquence non reconnue, gardée dans l’extra « ckan:frequency ».")?;
                return meant.map_or(Ok(()), |meant| write!(f, " Écrivez « {} ».", meant.id()));
            }
            Self::SeveralZones(count) => {
                return write!(f, "{count} zones portent ce nom : aucune n’est retenue. {APPROXIMATE} {ASIDE}");
            }
            Self::NoZone => return write!(f, "Aucune zone ne porte exactement ce nom. {APPROXIMATE} {ASIDE}"),
            Self::ZonesNotLoaded => {
                return write!(f, "La liste des zones n’est pas chargée : ce nom n’est pas cherché. {ASIDE}");
            }
            Self::NotAZone => return write!(f, "Ce n’est pas un nom de zone. {ASIDE}"),
            Self::OtherGeometry(kind) => {
                return write!(f, "data.gouv.fr ne garde que les polygones, pas une géométrie « {} ».", kind.0);
            }
            Self::SeveralDois(dois) => {
                return write!(f, "Plusieurs DOI ({}) : data.gouv.fr n’en garde aucun.", dois.0);
            }
            Self::BadAddress(error) => return f.write_str(&error.explain()),
            Self::ReplacedBy(other) => {
                return write!(
                    f,
                    "resources[{other}] a le même identifiant et remplace cette ressource. Donnez à chacune le sien."
                );
            }
            of_one_sentence => of_one_sentence.sentence(),
        })
    }
}

impl Loss {
    /// Of those that always say the same.
    fn sentence(&self) -> &'static str {
        match self {
            Self::Unexpected => {
                "Cette valeur n’est pas de la sorte que data.gouv.fr attend : toute la fiche échoue."
            }
            Self::HalfCharacter => {
                "Un caractère y est coupé en deux : data.gouv.fr ne peut pas enregistrer la fiche, qui échoue."
            }
            Self::LargeInteger => {
                "Ce nombre entier dépasse 64 bits : data.gouv.fr ne peut pas enregistrer la fiche, qui échoue."
            }
            Self::NullKey => {
                "Un nom de clé contient un caractère nul : data.gouv.fr ne peut pas enregistrer la fiche, qui échoue. Renommez cette clé."
            }
            Self::UnknownClass => {
                "data.gouv.fr ne sait pas enregistrer ici une valeur de ce type : la fiche échoue. Écrivez un texte, sans type."
            }
            Self::OtherModel => {
                "Plusieurs clés habituelles de CKAN manquent : le portail a son propre modèle de fiche. Rétablissez-les ou, si le portail publie son catalogue en DCAT (/catalog.xml), choisissez le moissonneur DCAT."
            }
            Self::KeyAbsent => "Cette clé est absente : toute la fiche échoue.",
            Self::NoContent => {
                "Ni enregistrements, ni pièces jointes, ni exports : data.gouv.fr ignore ce jeu de données."
            }
            Self::Inspire => {
                "Jeu de données INSPIRE : data.gouv.fr l’ignore tant que l’option « Inspire » du moissonneur est désactivée."
            }
            Self::NoName => {
                "Le nom du jeu est vide : data.gouv.fr ne peut pas le demander au portail et l’ignore."
            }
            Self::NoObject => "Ce n’est pas un jeu de données : il faut un objet JSON.",
            Self::NoResource => {
                "Ce jeu n’a aucune ressource : data.gouv.fr l’ignore. Ajoutez un fichier, ou un lien vers l’application ou l’API."
            }
            Self::SameIdentifier => {
                "Un autre jeu porte déjà cet identifiant : seul le premier est moissonné. Donnez à chaque jeu le sien."
            }
            Self::LongName => "Ce nom a plus de 255 caractères : tout le jeu échoue. Raccourcissez-le.",
            Self::BadName => {
                "Ce nom ne fait pas une adresse valide : tout le jeu échoue. Renommez le jeu avec des lettres sans accent, des chiffres et des tirets."
            }
            Self::NotCarried => {
                "Ce moissonneur ne reprend pas cette valeur : l’export DCAT du portail peut la porter."
            }
            Self::OneOfSeveral => "data.gouv.fr ne garde qu’une valeur.",
            Self::NotFrench => "data.gouv.fr ne garde que le français (« fr »).",
            Self::NoneFrench => "Aucune valeur n’est marquée « fr » : data.gouv.fr garde la première.",
            Self::DescriptionNode => {
                "Une description doit être un texte : celle-ci est un nœud, elle est perdue."
            }
            Self::ShortKeyword => "Un mot-clé de moins de trois caractères est ignoré.",
            Self::KeywordAddress => "Un mot-clé doit être un texte : data.gouv.fr ignore les adresses.",
            Self::UnlabelledTheme => {
                "Ce thème n’a pas de libellé (skos:prefLabel) dans le catalogue : aucun mot-clé."
            }
            Self::NearlyInspire => {
                "data.gouv.fr ne reconnaît pas là le thésaurus des thèmes INSPIRE : les mots sont repris, sans « inspire »."
            }
            Self::UnknownLicence => "data.gouv.fr ne reconnaît aucune licence dans ce texte.",
            Self::RestrictedLicence => "L’accès est restreint (INSPIRE) : data.gouv.fr retire la licence.",
            Self::UnknownFrequency => {
                "Cette fréquence n’est dans aucun des deux vocabulaires que data.gouv.fr connaît : perdue."
            }
            Self::UnreadableDate => "Cette date est illisible : data.gouv.fr l’ignore.",
            Self::FatalDate => "Cette date est illisible : toute la fiche échoue.",
            Self::FutureDate => "Cette date est dans le futur : data.gouv.fr l’ignore.",
            Self::UnreadableBound => "Ce n’est pas une date. Écrivez AAAA-MM-JJ.",
            Self::BoundOfOtherType => {
                "Cette valeur fait échouer tout le jeu. Donnez un texte AAAA-MM-JJ, entre guillemets."
            }
            Self::NoEnd => "Sans « temporal_end », la période est perdue. Donnez les deux dates.",
            Self::NoStart => "Sans « temporal_start », la période est perdue. Donnez les deux dates.",
            Self::SingleDate => "Une date seule n’est pas une période : il faut « début/fin ».",
            Self::EmptyPeriod => "Cette période n’a ni début ni fin.",
            Self::UnreadablePeriod => "Cette période est illisible pour data.gouv.fr.",
            Self::PeriodAddress => {
                "Cette période est une adresse, que data.gouv.fr va lire au lieu des dates du catalogue : perdue."
            }
            Self::IncomparableDates => {
                "Ces deux bornes ne se comparent pas (l’une n’est pas une date, ou a seule une heure ou un fuseau). Toute la fiche échoue."
            }
            Self::PlaceAddress => {
                "Une adresse ne donne pas de couverture spatiale ; gardée dans l’extra « ckan:spatial-uri »."
            }
            Self::NotGeoJson => {
                "Ce n’est pas du GeoJSON : tout le jeu échoue. Donnez un polygone GeoJSON, ou retirez cet extra (un nom de lieu va dans « spatial-text »)."
            }
            Self::NotAPolygon => {
                "Seuls les types « Polygon » et « MultiPolygon » sont acceptés ; un autre fait échouer tout le jeu. Donnez l’emprise comme un polygone."
            }
            Self::BadBox => {
                "Cette emprise est refusée et fait échouer tout le jeu. Donnez un polygone GeoJSON fermé, de points à deux nombres."
            }
            Self::ZoneAndBox => {
                "Une zone et une emprise à la fois : tout le jeu échoue. Retirez « spatial » ou « spatial-text »."
            }
            Self::NotABox => "data.gouv.fr n’accepte ici qu’une emprise « ouest,sud,est,nord » : perdu.",
            Self::UnreadableGeometry => "Cette géométrie est mal écrite : data.gouv.fr ne peut pas la lire.",
            Self::InvalidGeometry => {
                "La géométrie n’est pas valide (nombres illisibles, par exemple) : elle est perdue."
            }
            Self::NoGeometry => {
                "Ce lieu n’a pas de géométrie en WKT ou en GeoJSON dans le catalogue : perdu."
            }
            Self::NestedGeometry => {
                "La géométrie de ce lieu est dans un nœud à part, où data.gouv.fr ne la lit pas : perdu."
            }
            Self::EmptyContact => {
                "Ni nom, ni adresse électronique, ni formulaire dans le catalogue : contact ignoré."
            }
            Self::AddressNode => {
                "Un nœud tient la place de l’adresse électronique : data.gouv.fr affiche un code à sa place."
            }
            Self::NoContactAddress => {
                "Un point de contact doit avoir une adresse électronique ou un formulaire : contact ignoré."
            }
            Self::ContactNameType => "Le nom n’est pas un texte : contact ignoré.",
            Self::LongContact => "Plus de 255 caractères : contact ignoré.",
            Self::BadContactForm => "L’adresse du formulaire n’est pas valide : contact ignoré.",
            Self::ReservedExtra => {
                "Les extras « custom:… » sont réservés à data.gouv.fr : tout le jeu échoue. Renommez celui-ci."
            }
            Self::DollarExtra => {
                "Un nom d’extra ne peut pas commencer par « $ » : tout le jeu échoue. Renommez celui-ci."
            }
            Self::ExtraAddress => "Cet extra doit être une adresse complète : tout le jeu échoue.",
            Self::AddressType => {
                "Cette valeur n’est pas un texte : tout le jeu échoue. Donnez une adresse, ou rien."
            }
            Self::BadLandingPage => {
                "Cette adresse n’est pas valide : data.gouv.fr prend l’adresse de la fiche, si elle l’est."
            }
            Self::NoSchemaAddress => "Ni ce nœud ni son dct:type n’ont une adresse valide : pas de schéma.",
            Self::UnreadableResolution => "La résolution n’est pas écrite comme attendu : perdue.",
            Self::UnknownDataset => {
                "Ce jeu de données n’est pas dans le catalogue : data.gouv.fr ne le rattache pas."
            }
            Self::ResourceType => {
                "data.gouv.fr laisse de côté les ressources de ce type. Écrivez « file » ou « api »."
            }
            Self::NoAddress => "Aucune adresse de fichier n’est donnée : cette distribution est perdue.",
            Self::Undescribed => {
                "Le catalogue nomme cette distribution, sans rien en dire : elle est perdue."
            }
            Self::UnlabelledLicence => {
                "Ce nœud n’a ni rdfs:label ni dct:description : data.gouv.fr n’en lit pas le texte."
            }
            Self::WithItsFile => "Écrite sur un fichier sans adresse : perdue avec lui.",
            Self::PartWithoutAddress => "Ce nœud n’a pas d’adresse : il ne devient pas une ressource.",
            Self::Merged => {
                "Une autre distribution a la même adresse : elles sont réunies, la dernière l’emporte."
            }
            Self::OtherAddress => "data.gouv.fr ne garde qu’une adresse par ressource.",
            Self::OverruledFormat => "La norme du service l’emporte sur ce format.",
            Self::UnknownAlgorithmOfTyped => {
                "data.gouv.fr ne connaît que md5, sha1 et sha256 : empreinte perdue. Sa valeur porte un type (xsd:hexBinary, le plus souvent) qui ferait échouer la fiche : retirez-le avant de changer l’algorithme."
            }
            Self::UnknownAlgorithm => "data.gouv.fr ne connaît que md5, sha1 et sha256 : empreinte perdue.",
            Self::NoShapefile => {
                "Plus de 50 000 enregistrements : pas d’export Shapefile, il serait incomplet."
            }
            Self::Invalid(_)
            | Self::Schema(_)
            | Self::Untaken(..)
            | Self::FrequencyKeptAside(_)
            | Self::SeveralZones(_)
            | Self::NoZone
            | Self::ZonesNotLoaded
            | Self::NotAZone
            | Self::OtherGeometry(_)
            | Self::SeveralDois(_)
            | Self::BadAddress(_)
            | Self::ReplacedBy(_) => "",
        }
    }
}

fn write_untaken(f: &mut fmt::Formatter<'_>, part: Option<IsoPart>, others: u32) -> fmt::Result {
    let remark = part.map(IsoPart::remark).unwrap_or_default();
    let between = if remark.is_empty() || others == 0 { "" } else { ". " };
    match others {
        0 => f.write_str(remark),
        1 => write!(f, "et une autre valeur{between}{remark}"),
        _ => write!(f, "et {others} autres valeurs{between}{remark}"),
    }
}

impl IsoPart {
    /// What to know of it.
    fn remark(self) -> &'static str {
        match self {
            Self::MetadataMaintenance => {
                "Fréquence de la fiche : data.gouv.fr lit celle des données, dans gmd:resourceMaintenance."
            }
            Self::TopicCategory => "La catégorie ISO n’est pas reprise dans les mots-clés.",
            Self::ConstraintCode => {
                "Seule la présence du code compte : le texte est lu dans gmd:otherConstraints."
            }
            Self::AnchorLabel => "Seule l’adresse de cette ancre est lue, et non son texte.",
            Self::PlaceName => "Un nom de lieu n’est pas repris : data.gouv.fr lit le rectangle d’emprise.",
            Self::Bound(_) => "Une des quatre bornes n’est pas un nombre : toute l’emprise est perdue.",
            Self::BoundingPolygon => {
                "Le polygone n’est pas repris : data.gouv.fr lit le rectangle d’emprise."
            }
            Self::ReferenceSystem => "La projection n’est pas reprise.",
            Self::Overview => "L’aperçu graphique n’est pas repris.",
            Self::DateStamp => "Date de la fiche : data.gouv.fr lit celles des données, dans gmd:citation.",
            Self::Aggregation => "Le lien avec d’autres jeux de données n’est pas repris.",
            Self::MetadataContact => {
                "Contact de la fiche : data.gouv.fr lit celui des données, gmd:pointOfContact."
            }
        }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "Cette valeur n’est pas un texte (c’est un nombre, une date ou un nœud).",
            Self::Length => "Ce texte a plus de 128 caractères.",
            Self::Missing => "Cette valeur manque.",
            Self::Date => "Cette date est illisible.",
            Self::Integer => "Ce n’est pas un nombre entier d’octets.",
            Self::Polygon => {
                "Ce n’est pas un polygone valide : chaque anneau doit se refermer, en deux coordonnées."
            }
            Self::Address(error) => return f.write_str(&error.explain()),
            Self::Other => "Cette valeur est refusée.",
        })
    }
}
