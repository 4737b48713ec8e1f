//! High-value datasets (regulation (EU) 2023/138): the categories of which the address marks a record.

/// Address and keyword of each category (`EU_HVD_CATEGORIES`, `core/dataset/constants.py`).
pub const CATEGORIES: [(&str, &str); 6] = [
    ("http://data.europa.eu/bna/c_164e0bf5", "Météorologiques"),
    ("http://data.europa.eu/bna/c_a9135398", "Entreprises et propriété d'entreprises"),
    ("http://data.europa.eu/bna/c_ac64a52d", "Géospatiales"),
    ("http://data.europa.eu/bna/c_b79e35eb", "Mobilité"),
    ("http://data.europa.eu/bna/c_dd313021", "Observation de la terre et environnement"),
    ("http://data.europa.eu/bna/c_e1da4e07", "Statistiques"),
];
