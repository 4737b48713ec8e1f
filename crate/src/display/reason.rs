//! Why access to a dataset is restricted, as the site words it: the limits of article 13(1) of the INSPIRE directive.

/// A reason.
#[derive(Debug)]
pub struct RestrictionReason {
    id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// What the directive says of it.
    pub definition: &'static str,
}

/// The reason with this identifier.
pub fn of(id: &str) -> Option<&'static RestrictionReason> {
    REASONS.iter().find(|reason| reason.id == id)
}

static REASONS: [RestrictionReason; 8] = [
    RestrictionReason {
        id: "confidentiality_of_proceedings_of_public_authorities",
        label: "Confidentialité des procédures des autorités publiques",
        definition: "L'accès du public aux jeux de données et aux services nuirait à la confidentialité des procédures des autorités publiques, lorsque cette confidentialité est prévue par la loi.",
    },
    RestrictionReason {
        id: "international_relations_public_security_or_national_defence",
        label: "Relations internationales, sécurité publique ou défense nationale.",
        definition: "L'accès du public aux jeux de données et aux services aurait des répercussions négatives sur les relations internationales, la sécurité publique ou la défense nationale.",
    },
    RestrictionReason {
        id: "course_of_justice_or_fair_trial",
        label: "Cours de la justice",
        definition: "L'accès du public aux jeux de données et aux services aurait un impact négatif sur le cours de la justice, la capacité de toute personne de recevoir un procès équitable ou la capacité d'une autorité publique à mener une enquête à caractère criminel ou disciplinaire.",
    },
    RestrictionReason {
        id: "confidentiality_of_commercial_or_industrial_information",
        label: "Confidentialité commerciale ou industrielle",
        definition: "L'accès du public aux jeux de données et aux services nuirait à la confidentialité des informations commerciales ou industrielles, lorsque cette confidentialité est prévue par le droit national ou communautaire pour protéger un intérêt économique légitime, y compris l'intérêt du public pour le maintien de la confidentialité statistique et du secret fiscal.",
    },
    RestrictionReason {
        id: "intellectual_property_rights",
        label: "Droits de propriété intellectuelle",
        definition: "L'accès du public aux jeux de données et aux services aurait des répercussions négatives sur les droits de propriété intellectuelle.",
    },
    RestrictionReason {
        id: "confidentiality_of_personal_data",
        label: "Confidentialité des données personnelles",
        definition: "L'accès du public aux jeux de données et aux services nuirait à la confidentialité des données à caractère personnel et/ou des fichiers relatifs à une personne physique où cette personne n'a pas consenti à la divulgation de l'information au public, lorsque cette confidentialité est prévue par le droit national ou communautaire.",
    },
    RestrictionReason {
        id: "protection_of_voluntary_information_suppliers",
        label: "Protection des fournisseurs d'informations volontaires",
        definition: "L'accès du public aux jeux de données et aux services nuirait aux intérêts ou à la protection de toute personne qui a fourni les informations demandées sur une base volontaire sans être souscrite, ou pouvant être soumis, une obligation légale de le faire, à moins que cette personne ait consenti à la divulgation des renseignements concernés.",
    },
    RestrictionReason {
        id: "protection_of_environment",
        label: "Protection de l'environnement",
        definition: "L'accès du public aux jeux de données et aux services nuirait à la protection de l'environnement auquel ces informations se rapportent, comme l'emplacement d'espèces rares.",
    },
];
