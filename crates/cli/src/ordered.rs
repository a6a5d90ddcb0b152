//! Work on many items in several threads, results in the order of the items.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

// Deeply nested pages must not depend on the platform's default.
const STACK_BYTES: usize = 16 << 20;
// Items in flight for each thread: enough that a long article does not stop the others, few enough that memory
// stays independent of the input's length.
const AHEAD: usize = 16;

/// Applies `work` to each item in `threads` threads and hands the results to `sink` in the order of the items.
///
/// The items are drawn in a thread of their own, never more than a fixed number ahead of the sink. `sink` runs in the
/// calling thread; when it returns `false`, no further item is worked on.
pub(crate) fn map<I, T>(
    items: impl Iterator<Item = I> + Send,
    threads: usize,
    work: impl Fn(I) -> T + Sync,
    mut sink: impl FnMut(T) -> bool,
) where
    I: Send,
    T: Send,
{
    let threads = threads.max(1);
    // Every item comes with the sender of its own result; the receivers stand in a queue in the order of the items.
    let (to_work, jobs) = sync_channel::<(I, SyncSender<T>)>(threads * AHEAD);
    let (to_sink, results) = sync_channel::<Receiver<T>>(threads * AHEAD);
    let jobs = Arc::new(Mutex::new(jobs));
    let work = &work;
    thread::scope(|scope| {
        scope.spawn(move || {
            for item in items {
                let (send, receive) = sync_channel(1);
                if to_sink.send(receive).is_err() || to_work.send((item, send)).is_err() {
                    break;
                }
            }
        });
        for _ in 0..threads {
            let jobs = Arc::clone(&jobs);
            let spawned = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, move || {
                loop {
                    let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok((item, send)) = job else { break };
                    // The sink may have stopped: then nobody waits for the result.
                    let _ = send.send(work(item));
                }
            });
            if spawned.is_err() {
                // The system gives no more threads; those that run do the work.
                break;
            }
        }
        drop(jobs);
        for result in results {
            let Ok(result) = result.recv() else { break };
            if !sink(result) {
                break;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::map;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_come_in_order_whatever_the_threads() {
        for threads in [0, 1, 2, 7] {
            let mut got = Vec::new();
            let work = |n: u64| {
                std::thread::sleep(Duration::from_micros((n * 37) % 300));
                n * 2
            };
            map(0..500, threads, work, |n| {
                got.push(n);
                true
            });
            assert_eq!(got, (0..500).map(|n| n * 2).collect::<Vec<_>>());
        }
    }

    #[test]
    fn items_are_drawn_only_a_little_ahead() {
        let (drawn, mut done, mut most) = (AtomicUsize::new(0), 0, 0);
        let items = (0..5_000).inspect(|_| {
            drawn.fetch_add(1, Ordering::SeqCst);
        });
        map(
            items,
            2,
            |n: u32| n,
            |_| {
                done += 1;
                if done % 100 == 0 {
                    std::thread::sleep(Duration::from_millis(1));
                }
                most = most.max(drawn.load(Ordering::SeqCst) - done);
                true
            },
        );
        assert_eq!(done, 5_000);
        assert!(most <= 80, "{most} items in flight");
    }

    #[test]
    fn a_sink_that_has_enough_ends_the_work() {
        let mut got = 0;
        map(
            0..,
            3,
            |n: u64| n,
            |_| {
                got += 1;
                got < 10
            },
        );
        assert_eq!(got, 10);
    }
}
