//! « Non prévisible ici »: what only data.gouv.fr or time can tell.

/// One thing that this tool cannot know, and how to know it.
#[derive(Debug, Clone, Copy)]
pub struct Unforeseeable {
    /// What.
    pub what: &'static str,
    /// How to know it.
    pub how: &'static str,
}

/// All of them.
pub const UNFORESEEABLE: &[Unforeseeable] = &[
    Unforeseeable {
        what: "Si un identifiant appartient déjà à une autre organisation (« Item has another owner »).",
        how: "Cherchez un de vos jeux sur data.gouv.fr avant de demander le moissonnage.",
    },
    Unforeseeable {
        what: "Ce qui est gardé d’un moissonnage précédent : licence, fréquence, couverture et fichiers disparus du portail.",
        how: "Comparez la page actuelle sur data.gouv.fr avec l’aperçu.",
    },
    Unforeseeable {
        what: "Les redirections, les certificats incomplets et les pare-feu qui refusent le moissonneur.",
        how: "curl -sS -I -A 'uData/0.1 dcat' --max-redirs 0 ADRESSE : la réponse doit être 200.",
    },
    Unforeseeable {
        what: "Si les fichiers répondent : data.gouv.fr les visite après le moissonnage.",
        how: "Ouvrez quelques adresses depuis l’extérieur de votre réseau.",
    },
    Unforeseeable {
        what: "Les labels INSPIRE et « données de forte valeur », posés la nuit suivante selon l’organisation.",
        how: "Attendez le lendemain du premier moissonnage.",
    },
    Unforeseeable {
        what: "Ce que data.gouv.fr demande ailleurs à chaque moissonnage : la feuille de style qui convertit ISO 19139, sur une branche qui bouge, et le catalogue des schémas.",
        how: "L’aperçu suit la feuille de style livrée avec udata ; « À propos » en donne l’empreinte.",
    },
    Unforeseeable {
        what: "Les contacts dans la prévisualisation de data.gouv.fr : elle n’en crée aucun, alors que le moissonnage le fait.",
        how: "Cet aperçu les montre ; vérifiez-les sur la page publiée, après le premier moissonnage.",
    },
    Unforeseeable {
        what: "Les adaptations que l’équipe de data.gouv.fr fait à la main, et les réglages de production.",
        how: "Demandez au support de data.gouv.fr, en joignant le rapport de cet outil.",
    },
];
