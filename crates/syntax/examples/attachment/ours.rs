//! What the program says of each verb and verbal noun, on the treebank's units.

use crate::treebank::Sentence;
use std::collections::BTreeMap;
use waqai_lang::{Lexicon, Role, Upos, analyse};
use waqai_syntax::{ChunkKind, Complements, Np, SubjectFrom, Syntax};

/// The complements of a verb or verbal noun, as indices of units.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// It was read as a verb; otherwise it is a verbal noun.
    pub(crate) verb: bool,
    /// Its subject, and where it was found.
    pub(crate) subject: Option<(usize, SubjectFrom)>,
    /// Phrases joined to the subject.
    pub(crate) joined: Vec<usize>,
    /// Its objects, or the genitive of a noun.
    pub(crate) objects: Vec<usize>,
    /// Its complements with their preposition.
    pub(crate) preps: Vec<(usize, String)>,
}

/// Reads a text of several sentences that start at `starts`; for each the frames by unit.
pub(crate) fn read(
    lexicon: &Lexicon,
    data: &waqai_names::NameData,
    text: &str,
    sentences: &[&Sentence],
    starts: &[usize],
) -> Vec<BTreeMap<usize, Found>> {
    let analysis = analyse(lexicon, text);
    let names = waqai_names::find_names(&analysis, data, &waqai_names::Context::default());
    let dates = waqai_dates::find_dates(text, None);
    let syntax = waqai_syntax::build(&analysis, &names, &dates);
    let units = Units { sentences, starts };
    let mut out: Vec<BTreeMap<usize, Found>> = sentences.iter().map(|_| BTreeMap::new()).collect();
    for c in 0..syntax.chunks.len() {
        let chunk = &syntax.chunks[c];
        let verb = chunk.kind == ChunkKind::Verb && chunk.participle.is_none();
        for i in chunk.tokens.clone() {
            let Some((s, unit)) = units.of_token(&syntax, i) else { continue };
            if verb && syntax.reading(i).upos == Upos::Verb {
                out[s].insert(unit, of_verb(&syntax, &units, s, &syntax.complements(c)));
            } else if chunk.kind == ChunkKind::Noun
                && syntax.mention_at[i].is_none()
                && analysis.tokens[i].upos() == Upos::Noun
                && analysis.tokens[i].best().verb.is_some()
            {
                out[s].insert(unit, of_noun(&syntax, &units, s, i));
            }
        }
    }
    out
}

fn of_verb(syntax: &Syntax<'_>, units: &Units<'_>, s: usize, c: &Complements) -> Found {
    let place = |np: &Np| units.of_np(syntax, s, np);
    let mut found = Found { verb: true, ..Found::default() };
    if let (Some(np), Some(from)) = (&c.subject, c.subject_from) {
        found.subject = place(np).map(|u| (u, from));
        if !np.pronoun {
            let joined = syntax.coordinated(np.chunk);
            found.joined = joined.into_iter().skip(1).filter_map(|k| place(&syntax.np(k))).collect();
        }
    }
    found.objects = c.object.iter().chain(&c.second_object).filter_map(place).collect();
    found.preps = c.preps.iter().filter_map(|(p, np)| Some((place(np)?, p.to_string()))).collect();
    found
}

fn of_noun(syntax: &Syntax<'_>, units: &Units<'_>, s: usize, i: usize) -> Found {
    let place = |np: &Np| units.of_np(syntax, s, np);
    let mut found = Found::default();
    found.objects.extend(syntax.genitive(i).as_ref().and_then(place));
    found
}

/// The treebank's units in a text made of its sentences.
struct Units<'s> {
    sentences: &'s [&'s Sentence],
    starts: &'s [usize],
}

impl Units<'_> {
    /// The sentence and unit in which a byte lies.
    fn at(&self, byte: usize) -> Option<(usize, usize)> {
        let s = self.starts.partition_point(|&start| start <= byte).checked_sub(1)?;
        let within = u32::try_from(byte - self.starts[s]).ok()?;
        let unit =
            self.sentences[s].units.iter().position(|u| u.span.start <= within && within < u.span.end)?;
        Some((s, unit))
    }

    fn of_token(&self, syntax: &Syntax<'_>, i: usize) -> Option<(usize, usize)> {
        self.at(syntax.analysis.tokens[i].stem.start as usize)
    }

    /// The unit of a phrase's head, in sentence `s`.
    fn of_np(&self, syntax: &Syntax<'_>, s: usize, np: &Np) -> Option<usize> {
        let token = &syntax.analysis.tokens[np.head];
        let enclitic = token.segments.iter().find(|g| np.pronoun && g.role == Role::Enclitic);
        let byte = enclitic.map_or(token.stem.start, |g| g.span.start);
        self.at(byte as usize).filter(|(sentence, _)| *sentence == s).map(|(_, unit)| unit)
    }
}
