//! An address to bytes, within limits.

use crate::items::Limits;
use crate::problem::{Kind, Problem};
use std::time::Duration;

/// What came back.
pub(crate) struct Fetched {
    /// The address after redirects.
    pub(crate) url: String,
    /// The `Content-Type` header.
    pub(crate) content_type: Option<String>,
    /// The body.
    pub(crate) bytes: Vec<u8>,
}

const REDIRECTS: u32 = 5;

/// Gets a page.
pub(crate) fn get(url: &str, limits: Limits) -> Result<Fetched, Problem> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(limits.seconds)))
        .max_redirects(REDIRECTS)
        .user_agent(crate::AGENT)
        .accept("text/html, application/xhtml+xml, text/plain;q=0.9, application/x-ndjson;q=0.8, */*;q=0.1")
        .build()
        .into();
    let failed = |e: ureq::Error| problem(url, &e, limits);
    let mut response = agent.get(url).call().map_err(failed)?;
    let content_type =
        response.headers().get("content-type").and_then(|v| v.to_str().ok()).map(str::to_owned);
    let bytes = response.body_mut().with_config().limit(limits.bytes as u64).read_to_vec().map_err(failed)?;
    let url = ureq::ResponseExt::get_uri(&response).to_string();
    Ok(Fetched { url, content_type, bytes })
}

fn problem(url: &str, error: &ureq::Error, limits: Limits) -> Problem {
    let (what, hint) = match error {
        ureq::Error::BodyExceedsLimit(_) => return Problem::too_big(url.to_owned(), limits.bytes),
        ureq::Error::StatusCode(404 | 410) => ("there is no such page".to_owned(), "check the address"),
        ureq::Error::StatusCode(code @ (401 | 403)) => {
            (format!("the server refuses (status {code})"), "save the page in a browser and give the file")
        }
        ureq::Error::StatusCode(429) => ("the server asks to wait".to_owned(), "try later"),
        ureq::Error::StatusCode(code) => (format!("the server answers with status {code}"), "try later"),
        ureq::Error::TooManyRedirects | ureq::Error::RedirectFailed => {
            (format!("more than {REDIRECTS} redirects"), "open it in a browser and give the final address")
        }
        ureq::Error::Timeout(_) | ureq::Error::BodyStalled => (
            format!("no answer within {} seconds", limits.seconds),
            "give --timeout with more seconds, or try later",
        ),
        ureq::Error::HostNotFound => ("no such host".to_owned(), "check the address and the connection"),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => {
            ("not a valid address".to_owned(), "check its spelling")
        }
        ureq::Error::Io(e) => {
            (format!("the connection fails ({})", e.kind()), "check the address and the connection")
        }
        other => (format!("it cannot be fetched ({other})"), "check the address and the connection"),
    };
    Problem { place: url.to_owned(), what, hint: hint.to_owned(), kind: Kind::Network }
}
