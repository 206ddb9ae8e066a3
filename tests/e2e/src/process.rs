//! Child processes that never outlive the run: their output is kept, their whole tree is ended.

use std::ffi::OsStr;
use std::fs;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::{Context, Result};
use rustix::process::{Pid, Signal, kill_process};
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};
use tokio::process::{Child, Command};

/// Every line that a process and its children wrote, in order of arrival.
#[derive(Clone, Default, Debug)]
pub struct Lines(Arc<Mutex<Vec<String>>>);

impl Lines {
    /// How many lines have come so far: a mark to read from later.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether nothing has been written yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The lines from `mark` on.
    #[must_use]
    pub fn since(&self, mark: usize) -> Vec<String> {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.get(mark..).map(<[String]>::to_vec).unwrap_or_default()
    }

    fn push(&self, line: String) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
    }

    fn collect(&self, stream: impl AsyncRead + Unpin + Send + 'static) {
        let lines = self.clone();
        tokio::spawn(async move {
            let mut reader = BufReader::new(stream);
            let mut bytes = Vec::new();
            // Browsers write what pages log, which need not be UTF-8.
            while matches!(reader.read_until(b'\n', &mut bytes).await, Ok(n) if n > 0) {
                lines.push(String::from_utf8_lossy(&bytes).trim_end().to_owned());
                bytes.clear();
            }
        });
    }
}

/// Process ids of the children that run now, for [`end_all`].
static LIVE: Mutex<Vec<i32>> = Mutex::new(Vec::new());

/// Ends every child that still runs, for the moment before the process itself ends.
pub fn end_all() {
    let live = std::mem::take(&mut *LIVE.lock().unwrap_or_else(PoisonError::into_inner));
    live.into_iter().for_each(end_tree);
}

/// A running child; dropping it ends it and everything that it started.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// What it wrote to its two outputs.
    pub lines: Lines,
}

impl Process {
    /// Starts `program` with its outputs kept and nothing on its input.
    pub fn start(
        program: &OsStr,
        args: impl IntoIterator<Item = String>,
        env: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self> {
        let mut child = Command::new(program)
            .args(args)
            .envs(env)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} does not start", program.display()))?;
        if let Some(id) = child.id().and_then(|id| i32::try_from(id).ok()) {
            LIVE.lock().unwrap_or_else(PoisonError::into_inner).push(id);
        }
        let lines = Lines::default();
        if let Some(stdout) = child.stdout.take() {
            lines.collect(stdout);
        }
        if let Some(stderr) = child.stderr.take() {
            lines.collect(stderr);
        }
        Ok(Self { child, lines })
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let Some(root) = self.child.id().and_then(|id| i32::try_from(id).ok()) else { return };
        LIVE.lock().unwrap_or_else(PoisonError::into_inner).retain(|id| *id != root);
        end_tree(root);
    }
}

fn end_tree(root: i32) {
    for pid in tree(root).into_iter().filter_map(Pid::from_raw) {
        // An error says that it has just ended by itself, which is what we want.
        kill_process(pid, Signal::KILL).unwrap_or_default();
    }
}

/// `root` and all its descendants. Killing a driver alone would leave its browsers behind.
fn tree(root: i32) -> Vec<i32> {
    let parents = parents();
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        found.extend(parents.iter().filter(|(_, of)| *of == parent).map(|(pid, _)| *pid));
        next += 1;
    }
    found
}

/// Every process of the machine with its parent, from `/proc`.
fn parents() -> Vec<(i32, i32)> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let pid = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name, in brackets, may hold anything; state and parent follow it.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse().ok()?;
            Some((pid, parent))
        })
        .collect()
}
