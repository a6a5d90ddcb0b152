//! Standard output.

use std::io::{self, BufWriter, Stdout, Write};

/// Standard output. A reader that goes away (`waqai code … | head`) ends the program quietly.
pub(crate) struct Out {
    to: BufWriter<Stdout>,
    // Someone waits at a terminal: each record is shown at once.
    at_once: bool,
}

impl Out {
    pub(crate) fn new() -> Self {
        let stdout = io::stdout();
        let at_once = io::IsTerminal::is_terminal(&stdout);
        Out { to: BufWriter::with_capacity(1 << 16, stdout), at_once }
    }

    /// Writes `bytes`; says whether that went well, and says so on standard error if not.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> bool {
        let mut result = self.to.write_all(bytes);
        if self.at_once && result.is_ok() {
            result = self.to.flush();
        }
        check(&result)
    }

    /// Writes what is still held back.
    pub(crate) fn finish(mut self) -> bool {
        check(&self.to.flush())
    }
}

fn check(result: &io::Result<()>) -> bool {
    match result {
        Ok(()) => true,
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(e) => {
            crate::report::say(format_args!(
                "standard output: {e}; free some space or choose another target [io]"
            ));
            false
        }
    }
}
