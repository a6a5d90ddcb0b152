//! Memory does not grow with the number of events. One test in a file of its own, for it reads the peak of its process.

mod common;

/// Kilobytes that this process held at most so far, where the system tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn a_hundred_thousand_events_take_no_more_memory_than_row_groups_do() {
    // Five tables of Parquet with a row group of at most 16 MB each, and what gathers and encodes them.
    const MOST: u64 = 220 << 10;
    let folder = common::fresh("memory");
    let written =
        common::write(&folder, common::request(&["parquet", "csv"]), (0..100_000).map(common::event));
    assert_eq!(written.events, 100_000);
    let bytes: u64 =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum();
    std::fs::remove_dir_all(&folder).unwrap();
    assert!(bytes > 300 << 20, "{bytes} bytes are too few to tell anything");
    if let Some(peak) = peak() {
        assert!(peak < MOST, "{peak} kB");
    }
}
