//! Models of the event stage. Made by `cargo xtask data events` from the project's own corpus.

/// Weights that decide who fills which role of an event.
pub static EVENT_ROLES: &[u8] = include_bytes!("../assets/event-roles.bin");
/// Weights that decide whom an event concerns that names only one side.
pub static EVENT_DISCOURSE: &[u8] = include_bytes!("../assets/event-discourse.bin");
/// Weights that tell how likely an event is right.
pub static EVENT_WORTH: &[u8] = include_bytes!("../assets/event-worth.bin");
