//! `cargo xtask bench`: how fast the whole program is, measured from outside on a real corpus.
//!
//! The corpus stands beside the checkout (../shared/data/permissive/antcorpus) and is not part of the repository.
//! `--articles N` reads only the first N; `--write` writes the table to `docs/evaluation/speed.md`.
//! For single functions there are the criterion benches: `cargo bench -p waqai`.

use anyhow::Context;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 3;

pub(crate) fn run(args: &[String]) -> anyhow::Result<()> {
    let mut most = usize::MAX;
    let mut write = false;
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--articles" => most = args.next().context("--articles needs a number")?.parse()?,
            "--write" => write = true,
            _ => anyhow::bail!("unknown option {arg}; usage: cargo xtask bench [--articles N] [--write]"),
        }
    }
    let corpus = crate::shared()
        .map(|s| s.join("data/permissive/antcorpus/articles.jsonl.gz"))
        .filter(|p| p.is_file());
    let Some(corpus) = corpus else {
        println!("bench: skipped, the corpus (../shared/data/permissive/antcorpus) is not here");
        return Ok(());
    };
    let program = crate::release_build()?;
    let root = crate::root();
    std::fs::create_dir_all(root.join("target/bench"))?;
    let input = root.join("target/bench/articles.jsonl");
    let (articles, words) = unpack(&corpus, &input, most)?;
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    // Other work on the machine only ever slows a run down, so the best of several is the one that tells; they are
    // taken in turns, so that a busy minute does not hit one kind alone.
    let (mut one, mut two, mut all, mut add) = (None, None, None, None);
    let store = root.join("target/bench/store");
    for _ in 0..RUNS {
        better(&mut one, measure(&program, &input, &code(1))?);
        better(&mut two, measure(&program, &input, &code(2))?);
        if cores > 2 {
            better(&mut all, measure(&program, &input, &code(cores))?);
        }
        match std::fs::remove_dir_all(&store) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e.into()),
            _ => {}
        }
        let command =
            ["add", "--quiet", "--threads", "2", "--store", &store.to_string_lossy()].map(str::to_owned);
        better(&mut add, measure(&program, &input, &command)?);
    }
    let (Some(one), Some(two), Some(add)) = (one, two, add) else { anyhow::bail!("nothing was measured") };
    let kept = Kept { add, input: size(&input)?, store: size(&store)?, index: size(&store.join("index"))? };
    let table = table(&Figures { articles, words, cores, one, two, all, kept, start: start_up(&program)? })?;
    print!("{table}");
    if write {
        let head = "# How fast it is\n\nMade by `cargo xtask bench --write`; do not edit.\n\n";
        std::fs::write(root.join("docs/evaluation/speed.md"), format!("{head}{table}"))?;
    }
    Ok(())
}

/// Writes the first `most` articles as lines of the contract; returns their number and that of their words.
fn unpack(corpus: &Path, to: &Path, most: usize) -> anyhow::Result<(usize, u64)> {
    let from = BufReader::new(flate2::read::MultiGzDecoder::new(std::fs::File::open(corpus)?));
    let mut to = std::io::BufWriter::new(std::fs::File::create(to)?);
    let (mut articles, mut words) = (0, 0);
    for line in from.lines().take(most) {
        let article: serde_json::Value = serde_json::from_str(&line?)?;
        let text = article["text"].as_str().unwrap_or_default();
        if text.trim().is_empty() {
            continue;
        }
        articles += 1;
        for part in [text, article["title"].as_str().unwrap_or_default()] {
            // A word is what stands between spaces and has a letter or digit.
            words += part.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count() as u64;
        }
        let kept = serde_json::json!({
            "id": article["id"], "title": article["title"], "text": article["text"], "published": article["published"],
        });
        writeln!(to, "{kept}")?;
    }
    to.flush()?;
    Ok((articles, words))
}

fn better(best: &mut Option<Run>, run: Run) {
    if best.as_ref().is_none_or(|b| run.wall < b.wall) {
        *best = Some(run);
    }
}

/// One run over the corpus.
struct Run {
    wall: Duration,
    /// Largest resident memory in bytes, where the system tells it.
    peak: Option<u64>,
    /// Seconds by stage, summed over threads.
    stages: Vec<(String, f64)>,
}

fn code(threads: usize) -> Vec<String> {
    ["code", "--timings", "--quiet", "--threads", &threads.to_string()].map(str::to_owned).to_vec()
}

/// Bytes of a file or of all files in a folder.
fn size(path: &Path) -> anyhow::Result<u64> {
    let meta = std::fs::metadata(path).with_context(|| path.display().to_string())?;
    if !meta.is_dir() {
        return Ok(meta.len());
    }
    std::fs::read_dir(path)?.map(|entry| size(&entry?.path())).sum()
}

fn measure(program: &Path, input: &Path, command: &[String]) -> anyhow::Result<Run> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(command)
        .arg(input)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let id = child.id();
    let stderr = child.stderr.take().context("no standard error")?;
    let reader =
        std::thread::spawn(move || BufReader::new(stderr).lines().map_while(Result::ok).collect::<Vec<_>>());
    let mut peak = None;
    let status = loop {
        // The high-water mark only grows, so the last look before the end is the one that counts.
        peak = high_water_mark(id).or(peak);
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let wall = start.elapsed();
    let lines = reader.join().map_err(|_| anyhow::anyhow!("reading standard error failed"))?;
    anyhow::ensure!(status.success(), "waqai code ended with {status}: {}", lines.join("; "));
    let stages = lines
        .iter()
        .filter_map(|line| {
            let (name, seconds) = line.strip_prefix("timing ")?.split_once(' ')?;
            Some((name.to_owned(), seconds.parse().ok()?))
        })
        .collect();
    Ok(Run { wall, peak, stages })
}

fn high_water_mark(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// The median time of a run with nothing to read.
fn start_up(program: &Path) -> anyhow::Result<Duration> {
    let mut times = Vec::new();
    for _ in 0..11 {
        let start = Instant::now();
        Command::new(program).arg("code").stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}

/// What it takes to keep the articles.
struct Kept {
    add: Run,
    input: u64,
    /// With the index.
    store: u64,
    index: u64,
}

struct Figures {
    articles: usize,
    words: u64,
    cores: usize,
    one: Run,
    two: Run,
    all: Option<Run>,
    kept: Kept,
    start: Duration,
}

fn table(f: &Figures) -> anyhow::Result<String> {
    let speed = |run: &Run| f.words as f64 / run.wall.as_secs_f64();
    let peak =
        |run: &Run| run.peak.map_or("not told".to_owned(), |bytes| format!("{} MB", bytes / 1_000_000));
    let mut out = String::new();
    writeln!(
        out,
        "{} articles, {} words, {} cores; whole program, reading and writing\nincluded; the best of {RUNS} runs each.\n",
        f.articles, f.words, f.cores
    )?;
    writeln!(out, "| threads | seconds | words a second | peak memory |")?;
    writeln!(out, "| --- | --- | --- | --- |")?;
    let mut runs = vec![(1, &f.one), (2, &f.two)];
    runs.extend(f.all.as_ref().map(|all| (f.cores, all)));
    for (threads, run) in runs {
        let seconds = run.wall.as_secs_f64();
        writeln!(out, "| {threads} | {seconds:.1} | {:.0} | {} |", speed(run), peak(run))?;
    }
    writeln!(out, "\nTwo threads are {:.2} times as fast as one.\n", speed(&f.two) / speed(&f.one))?;
    writeln!(out, "Start-up (median of 11 runs without input): {} ms.\n", f.start.as_millis())?;
    let megabytes = |bytes: u64| format!("{:.1} MB", bytes as f64 / 1e6);
    let kept = &f.kept;
    writeln!(
        out,
        "`waqai add` into a new store, search index included, two threads: {:.1} s, {:.2} times `waqai code`, {}. The\nstore takes {}, {} of it the index: {:.2} times the input ({}).\n",
        kept.add.wall.as_secs_f64(),
        kept.add.wall.as_secs_f64() / f.two.wall.as_secs_f64(),
        peak(&kept.add),
        megabytes(kept.store),
        megabytes(kept.index),
        kept.store as f64 / kept.input as f64,
        megabytes(kept.input)
    )?;
    writeln!(out, "| stage, one thread | seconds | share |")?;
    writeln!(out, "| --- | --- | --- |")?;
    let total: f64 = f.one.stages.iter().filter(|(n, _)| n != "total").map(|(_, s)| s).sum();
    for (name, seconds) in f.one.stages.iter().filter(|(n, _)| n != "total") {
        writeln!(out, "| {name} | {seconds:.2} | {:.0} % |", 100.0 * seconds / total)?;
    }
    Ok(out)
}
