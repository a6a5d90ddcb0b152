//! One request at a time: within limits, without following anything by itself.

use crate::address::{Guard, NotPublic, Private};
use std::time::Duration;
use url::Url;

/// The first part of [`crate::AGENT`]: the name under which robots.txt knows this program.
pub(crate) const NAME: &str = "waqai";

/// What makes requests.
pub(crate) struct Client {
    agent: ureq::Agent,
}

/// What is asked of one request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub(crate) bytes: usize,
    pub(crate) timeout: Duration,
    pub(crate) etag: Option<&'a str>,
    pub(crate) last_modified: Option<&'a str>,
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) content_type: Option<String>,
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    pub(crate) location: Option<String>,
    pub(crate) retry_after: Option<Duration>,
    /// Of a status 200 only.
    pub(crate) body: Vec<u8>,
}

/// Why nothing came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// It may be otherwise in a while.
    Passing(String),
    /// It will be the same the next time.
    Lasting(String),
    /// More than was asked for.
    TooBig,
    /// An address that may not be fetched from.
    Private,
}

impl Client {
    /// `contact`: whom a server's owner can write to.
    pub(crate) fn new(private: Private, contact: Option<&str>) -> Self {
        let agent = contact.map_or_else(|| crate::AGENT.to_owned(), |c| format!("{} ({c})", crate::AGENT));
        let config = ureq::Agent::config_builder()
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // Through a proxy the address that is connected to would be the proxy's, and could not be checked.
            .proxy(None)
            .user_agent(agent)
            .accept("text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.9, */*;q=0.1")
            .build();
        let connector = ureq::unversioned::transport::DefaultConnector::default();
        Client { agent: ureq::Agent::with_parts(config, connector, Guard::new(private)) }
    }

    pub(crate) fn get(&self, url: &Url, ask: Ask<'_>) -> Result<Answer, Failure> {
        let mut bare = url.clone();
        bare.set_fragment(None);
        let mut request = self.agent.get(bare.as_str());
        // A header that came from elsewhere may hold what no header can: then it is left out.
        let sound = |v: &&str| ureq::http::HeaderValue::from_str(v).is_ok();
        if let Some(etag) = ask.etag.filter(sound) {
            request = request.header("If-None-Match", etag);
        }
        if let Some(date) = ask.last_modified.filter(sound) {
            request = request.header("If-Modified-Since", date);
        }
        let mut response = request
            .config()
            .timeout_global(Some(ask.timeout))
            .build()
            .call()
            .map_err(|e| failure(&e, ask.timeout))?;
        let header =
            |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).map(str::to_owned);
        let mut answer = Answer {
            status: response.status().as_u16(),
            content_type: header("content-type"),
            etag: header("etag"),
            last_modified: header("last-modified"),
            location: header("location"),
            retry_after: header("retry-after").and_then(|v| wait(&v, header("date").as_deref())),
            body: Vec::new(),
        };
        if answer.status == 200 {
            let body = response.body_mut().with_config().limit(ask.bytes as u64).read_to_vec();
            answer.body = body.map_err(|e| failure(&e, ask.timeout))?;
        }
        Ok(answer)
    }
}

/// How long a server asks to wait: seconds, or a time by its own clock.
fn wait(value: &str, date: Option<&str>) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = chrono::DateTime::parse_from_rfc2822(value.trim()).ok()?;
    let now = chrono::DateTime::parse_from_rfc2822(date?.trim()).ok()?;
    (until - now).to_std().ok()
}

fn failure(error: &ureq::Error, timeout: Duration) -> Failure {
    match error {
        ureq::Error::BodyExceedsLimit(_) => Failure::TooBig,
        ureq::Error::Timeout(_) | ureq::Error::BodyStalled => {
            Failure::Passing(format!("no answer within {} seconds", timeout.as_secs_f32()))
        }
        ureq::Error::HostNotFound => Failure::Passing("no such host".to_owned()),
        ureq::Error::ConnectionFailed => Failure::Passing("the connection fails".to_owned()),
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Failure::Lasting("not a valid address".to_owned()),
        ureq::Error::Io(e) if e.get_ref().is_some_and(|e| e.is::<NotPublic>()) => Failure::Private,
        ureq::Error::Io(e) if e.kind() == std::io::ErrorKind::UnexpectedEof => {
            Failure::Passing("the answer ends too early".to_owned())
        }
        ureq::Error::Io(e) => Failure::Passing(format!("the connection fails ({})", e.kind())),
        ureq::Error::Protocol(_) => Failure::Passing("the answer is not HTTP".to_owned()),
        ureq::Error::LargeResponseHeader(..) => {
            Failure::Lasting("the head of the answer is too long".to_owned())
        }
        other => Failure::Passing(format!("it cannot be fetched ({other})")),
    }
}

#[cfg(test)]
mod tests {
    use super::wait;
    use std::time::Duration;

    #[test]
    fn how_long_to_wait() {
        let date = Some("Wed, 11 Feb 2026 10:00:00 GMT");
        assert_eq!(wait("120", None), Some(Duration::from_secs(120)));
        assert_eq!(wait("Wed, 11 Feb 2026 10:01:30 GMT", date), Some(Duration::from_secs(90)));
        assert_eq!(wait("Wed, 11 Feb 2026 09:00:00 GMT", date), None);
        assert_eq!(wait("Wed, 11 Feb 2026 10:01:30 GMT", None), None);
        assert_eq!(wait("soon", date), None);
        assert_eq!(wait("-5", date), None);
    }
}
