//! What PLOVER 2.0 says of its types.

/// Type and quadrant: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict. SANCTION stands where the
/// manual's text puts it, among material conflict, not where its summary table does.
const QUADS: [(&str, i64); 16] = [
    ("AGREE", 1),
    ("CONSULT", 1),
    ("SUPPORT", 1),
    ("CONCEDE", 1),
    ("COOPERATE", 2),
    ("AID", 2),
    ("RETREAT", 2),
    ("REQUEST", 3),
    ("ACCUSE", 3),
    ("REJECT", 3),
    ("THREATEN", 3),
    ("PROTEST", 4),
    ("SANCTION", 4),
    ("MOBILIZE", 4),
    ("COERCE", 4),
    ("ASSAULT", 4),
];

/// The quadrant of a type.
pub(crate) fn quad(kind: &str) -> Option<i64> {
    QUADS.iter().find(|(name, _)| *name == kind).map(|(_, quad)| *quad)
}
