//! The keys under which articles find those that may have to do with them.

use crate::error::Result;
use crate::open::Store;
use waqai_merge::KEYS;

impl Store {
    /// Makes the keys of all articles anew, where another program made them in another way: nothing that is taken in from now on would find its
    /// copies and events among them.
    pub(crate) fn rekey(&mut self) -> Result<()> {
        if self.keys_hold()? {
            return Ok(());
        }
        self.writing(|store| {
            // Another program may have done it while this one waited.
            if store.keys_hold()? {
                return Ok(());
            }
            store.db.execute("DELETE FROM keys", [])?;
            let articles: Vec<i64> = store
                .db
                .prepare("SELECT id FROM articles WHERE reading IS NOT NULL ORDER BY id")?
                .query_map([], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            for article in articles {
                let keys = store.sketch_of(article)?.keys();
                store.insert_keys(&keys, article)?;
            }
            store.db.execute("UPDATE keyed SET way = ?1", [KEYS])?;
            Ok(())
        })
    }

    fn keys_hold(&self) -> Result<bool> {
        Ok(self.db.query_row("SELECT way FROM keyed", [], |row| row.get::<_, u32>(0))? == KEYS)
    }
}
