//! `cargo xtask data`: builds every lexicon, gazetteer and model that ships, from ../shared/data and data/.

mod events;
mod lexicon;
mod names;

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let wants = |part: &str| args.is_empty() || args.iter().any(|a| a == part);
    if wants("lexicon") {
        lexicon::build()?;
    }
    if wants("names") {
        names::build(!args.iter().any(|a| a == "--tables"))?;
    }
    if wants("events") {
        events::run(args)?;
    }
    Ok(())
}
