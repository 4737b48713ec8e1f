//! What to do before and after the form: for everyone, then for whoever's software or portal asks for more.

/// Steps around the form, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// Before creating the harvester.
    pub before: &'static [&'static str],
    /// Once it is created.
    pub after: &'static [&'static str],
}

/// For everyone, first.
pub const FIRST: Steps = Steps {
    before: &[
        "Créez votre organisation sur data.gouv.fr, ou rejoignez-la, et demandez-en les droits d’administration.",
        "Un seul moissonneur par portail : cherchez s’il en existe déjà un (le vôtre, ou celui d’une plateforme régionale), car deux moissonneurs donnent des doublons.",
    ],
    after: &[
        "À la deuxième étape, data.gouv.fr prévisualise 20 fiches : comparez-les avec celles d’ici.",
        "Laissez « Activé » coché (« Actif » dans les anciens guides) : décoché, le moissonneur reste enregistré, mais ne passe pas.",
        "À la troisième, « Demander la validation » ouvre un formulaire d’aide : collez-y le message ci-dessous.",
        "Rien n’est publié avant la validation ; un message vous dit quand elle est faite.",
        "Une fois validé, le moissonnage passe chaque nuit. Lisez le rapport du lendemain : fiches ignorées et en échec y ont leur raison.",
    ],
};

/// For organisations whose catalogue is on DataSud (`*.datasud.fr`).
pub const DATASUD: Steps = Steps {
    before: &[
        "Sur DataSud, vérifiez que vos jeux sont publics, et relevez l’identifiant de votre organisation (la fin de l’adresse de sa page) : c’est la valeur du filtre « organization ».",
        "Cherchez sur data.gouv.fr ceux de vos jeux qui y sont déjà, déposés à la main ou moissonnés d’ailleurs (un catalogue géographique, par exemple) : le moissonneur de DataSud ne les reconnaîtrait pas, et ce seraient des doublons.",
    ],
    after: &[
        "Écrivez à DataSud (datasud@maregionsud.fr), qui demande la validation à data.gouv.fr. Si DataSud moissonne déjà votre organisation, un seul des deux moissonneurs doit rester.",
        "Seules les métadonnées sont synchronisées : ce que vous changez sur DataSud arrive sur data.gouv.fr la nuit suivante, et les fichiers restent sur DataSud. Ne corrigez pas là-bas ce que le moissonneur réécrirait.",
        "Ce que vous supprimez sur DataSud ne l’est pas sur data.gouv.fr : supprimez-y aussi le jeu vous-même, et pour un grand nombre de jeux écrivez à son équipe.",
    ],
};

/// For catalogues shared by Isogeo.
pub const ISOGEO: Steps = Steps {
    before: &[
        "Dans Isogeo (Administration > Partages), créez un partage pour data.gouv.fr seulement : le groupe à publier, les applications serveur DCAT et OpenCatalog, puis copiez son lien DCAT.",
        "Le lien de partage donne accès au catalogue : ne le publiez pas, et ne le renouvelez pas ensuite, le moissonnage s’arrêterait.",
    ],
    after: &[
        "Complétez sur data.gouv.fr ce que le partage n’exporte pas : la couverture spatiale y est gardée d’un moissonnage à l’autre.",
    ],
};

/// For a CSW service of Isogeo.
pub const ISOGEO_CSW: Steps = Steps {
    before: &[
        "Dans Isogeo (Administration > Partages), gardez un partage pour data.gouv.fr seulement, avec l’application serveur CSW : son adresse est celle du formulaire, sans paramètre.",
        "Le partage DCAT du même catalogue garde plus de champs ; un seul des deux doit être moissonné, ou chaque fiche serait publiée deux fois.",
    ],
    after: &[
        "La fiche n’a pas d’adresse publique dans un CSW d’Isogeo : donnez le « Préfixe d’URL distante » de votre OpenCatalog pour que « Voir la source originale » y mène.",
    ],
};

/// For everyone, last.
pub const LAST: Steps = Steps {
    before: &[
        "Essayez d’abord sur demo.data.gouv.fr : c’est là, et pas ici, qu’un nom peut contenir « test ».",
    ],
    after: &["Une fiche retirée du portail est archivée sur data.gouv.fr au bout de 7 jours."],
};
