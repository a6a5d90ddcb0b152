//! Whose turn it is: one request at a time for each host, and a pause before the next.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How often those who wait look whether everything was stopped.
const LOOK: Duration = Duration::from_millis(100);

/// Jobs by host.
pub(crate) struct Queue<J> {
    inner: Mutex<Inner<J>>,
    changed: Condvar,
}

struct Inner<J> {
    hosts: BTreeMap<String, Host<J>>,
    /// Jobs that wait or run.
    open: usize,
    stopped: bool,
}

struct Host<J> {
    jobs: VecDeque<J>,
    busy: bool,
    free: Instant,
}

impl<J> Default for Queue<J> {
    fn default() -> Self {
        let inner = Inner { hosts: BTreeMap::new(), open: 0, stopped: false };
        Queue { inner: Mutex::new(inner), changed: Condvar::new() }
    }
}

impl<J> Queue<J> {
    fn lock(&self) -> MutexGuard<'_, Inner<J>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a job at the end of its host's line, or at the head of it.
    pub(crate) fn push(&self, host: &str, job: J, first: bool) {
        let mut inner = self.lock();
        inner.open += 1;
        let free = Instant::now();
        let host = inner.hosts.entry(host.to_owned()).or_insert_with(|| Host {
            jobs: VecDeque::new(),
            busy: false,
            free,
        });
        if first {
            host.jobs.push_front(job);
        } else {
            host.jobs.push_back(job);
        }
        drop(inner);
        self.changed.notify_all();
    }

    /// The next job that may run, after waiting for it. `None`: there is none and there will be none.
    pub(crate) fn take(&self, stop: impl Fn() -> bool) -> Option<(String, J)> {
        let mut inner = self.lock();
        loop {
            if inner.stopped || stop() || inner.open == 0 {
                return None;
            }
            let now = Instant::now();
            let ready = inner
                .hosts
                .iter_mut()
                .filter(|(_, h)| !h.busy && !h.jobs.is_empty())
                .min_by_key(|(_, h)| h.free);
            let mut wait = LOOK;
            if let Some((name, host)) = ready {
                if host.free <= now {
                    host.busy = true;
                    let name = name.clone();
                    if let Some(job) = host.jobs.pop_front() {
                        return Some((name, job));
                    }
                }
                wait = wait.min(host.free.saturating_duration_since(now));
            }
            inner = self.changed.wait_timeout(inner, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// A job that was taken is done; the host has its pause.
    pub(crate) fn done(&self, host: &str, pause: Duration) {
        let mut inner = self.lock();
        inner.open = inner.open.saturating_sub(1);
        if let Some(host) = inner.hosts.get_mut(host) {
            host.busy = false;
            host.free = Instant::now() + pause;
        }
        drop(inner);
        self.changed.notify_all();
    }

    /// Takes all jobs of a host out of the line.
    pub(crate) fn clear(&self, host: &str) -> Vec<J> {
        let mut inner = self.lock();
        let jobs: Vec<J> = inner.hosts.get_mut(host).map(|h| h.jobs.drain(..).collect()).unwrap_or_default();
        inner.open = inner.open.saturating_sub(jobs.len());
        jobs
    }

    /// Ends it: nobody gets a job any more.
    pub(crate) fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::Queue;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};

    #[test]
    fn one_at_a_time_for_each_host_and_hosts_side_by_side() {
        let queue = Queue::default();
        for n in 0..4 {
            queue.push("a", n, false);
            queue.push("b", n, false);
        }
        let (now, most) = ([AtomicUsize::new(0), AtomicUsize::new(0)], AtomicUsize::new(0));
        let start = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    while let Some((host, _)) = queue.take(|| false) {
                        let of_host = &now[usize::from(host == "b")];
                        assert_eq!(of_host.fetch_add(1, Ordering::SeqCst), 0, "two requests to {host}");
                        let both = now.iter().map(|n| n.load(Ordering::SeqCst)).sum();
                        most.fetch_max(both, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(30));
                        of_host.fetch_sub(1, Ordering::SeqCst);
                        queue.done(&host, Duration::from_millis(20));
                    }
                });
            }
        });
        // Four jobs and three pauses between them.
        assert!(start.elapsed() >= Duration::from_millis(180), "{:?}", start.elapsed());
        assert_eq!(most.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn stopping_ends_the_wait() {
        let queue = Queue::default();
        queue.push("a", 1, false);
        let (host, _) = queue.take(|| false).expect("a job");
        queue.push("a", 2, false);
        queue.done(&host, Duration::from_secs(60));
        std::thread::scope(|scope| {
            let waiting = scope.spawn(|| queue.take(|| false));
            queue.stop();
            assert_eq!(waiting.join().expect("no panic"), None);
        });
        assert_eq!(queue.clear("a"), [2]);
    }
}
