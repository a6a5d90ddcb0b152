//! Gazetteers, the knowledge base of names, the name recogniser.
