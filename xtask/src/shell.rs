//! Child processes: started in groups of their own, ended with everything they started.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// Process groups that are alive. Read by the signal handler.
static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());
/// Told whenever a group leaves [`GROUPS`].
static GROUP_ENDED: Condvar = Condvar::new();

/// How long a child may take to end by itself before it is killed.
const GRACE: Duration = Duration::from_secs(4);

/// Exit code of a program that was interrupted, as shells count.
const INTERRUPTED: i32 = 130;

/// Says what is about to happen and how long it may take.
pub(crate) fn step(what: &str, how_long: &str) {
    if how_long.is_empty() {
        println!("\n▸ {what}");
    } else {
        println!("\n▸ {what} ({how_long})");
    }
}

/// Ctrl-C, SIGTERM and SIGHUP end every child, then this program.
pub(crate) fn end_children_on_signal() -> Result<()> {
    ctrlc::set_handler(|| {
        end_groups();
        std::process::exit(INTERRUPTED);
    })
    .context("could not watch for Ctrl-C")
}

fn groups() -> MutexGuard<'static, BTreeSet<u32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn end_groups() {
    signal_all(&groups(), Signal::End);
    let (left, _) = GROUP_ENDED
        .wait_timeout_while(groups(), GRACE, |alive| !alive.is_empty())
        .unwrap_or_else(PoisonError::into_inner);
    signal_all(&left, Signal::Kill);
}

fn signal_all(groups: &BTreeSet<u32>, signal: Signal) {
    for group in groups {
        signal_group(*group, signal);
    }
}

#[derive(Clone, Copy)]
enum Signal {
    End,
    Kill,
}

#[cfg(unix)]
fn signal_group(group: u32, signal: Signal) {
    use nix::sys::signal::{self, killpg};
    let signal = match signal {
        Signal::End => signal::SIGTERM,
        Signal::Kill => signal::SIGKILL,
    };
    if let Ok(group) = i32::try_from(group) {
        // The group may have ended a moment ago: nothing is left to do then.
        killpg(nix::unistd::Pid::from_raw(group), signal).ok();
    }
}

#[cfg(not(unix))]
fn signal_group(_group: u32, _signal: Signal) {}

/// A child and all that it starts. Dropping it ends them.
pub(crate) struct Group {
    child: Child,
    name: String,
}

impl Group {
    /// Starts `command` in a group of its own, without our standard input.
    pub(crate) fn spawn(command: &mut Command) -> Result<Self> {
        command.stdin(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(command, 0);
        let name = command.get_program().to_string_lossy().into_owned();
        // Held across the spawn, so that a signal cannot come between start and registration.
        let mut alive = groups();
        let child = command.spawn().with_context(|| format!("could not start {name}"))?;
        alive.insert(child.id());
        drop(alive);
        Ok(Self { child, name })
    }

    /// Waits until the first process of the group ends.
    pub(crate) fn wait(&mut self) -> Result<ExitStatus> {
        let status = self.child.wait().with_context(|| format!("lost track of {}", self.name))?;
        self.forget();
        Ok(status)
    }

    /// The exit status, if it ended already.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        let status =
            self.child.try_wait().with_context(|| format!("lost track of {}", self.name))?;
        if status.is_some() {
            self.forget();
        }
        Ok(status)
    }

    /// The process id, which is the group's too.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// The child's standard output, if it was piped and not taken before.
    pub(crate) const fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.child.stdout.take()
    }

    fn forget(&self) {
        groups().remove(&self.child.id());
        GROUP_ENDED.notify_all();
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if groups().contains(&self.child.id()) {
            signal_group(self.child.id(), Signal::Kill);
            self.child.kill().ok();
            self.child.wait().ok();
            self.forget();
        }
    }
}

/// Runs `command` to its end; anything but success is an error that names it.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = Group::spawn(command)?.wait()?;
    if status.success() {
        return Ok(());
    }
    bail!("`{}` ended with {status}", line(command))
}

/// Runs `command` to its end, showing what it writes to standard output and keeping it.
pub(crate) fn run_listening(command: &mut Command) -> Result<(ExitStatus, String)> {
    run_with(command, |text| print!("{text}"))
}

/// Runs `command` to its end and keeps what it writes to standard output.
pub(crate) fn run_reading(command: &mut Command) -> Result<(ExitStatus, String)> {
    run_with(command, |_| {})
}

/// Runs `command` to its end, showing all that it writes and keeping it, in the order of writing.
pub(crate) fn run_listening_to_all(command: &mut Command) -> Result<(ExitStatus, String)> {
    let (output, input) = std::io::pipe()?;
    let mut group = Group::spawn(command.stdout(input.try_clone()?).stderr(input))?;
    // The pipe ends when nobody can write to it any more.
    command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
    let said = listen(output, |text| print!("{text}"))?;
    Ok((group.wait()?, said))
}

fn run_with(command: &mut Command, hear: impl Fn(&str)) -> Result<(ExitStatus, String)> {
    let mut group = Group::spawn(command.stdout(Stdio::piped()))?;
    let said = match group.take_stdout() {
        Some(output) => listen(output, hear)?,
        None => String::new(),
    };
    Ok((group.wait()?, said))
}

/// All that comes, line by line.
fn listen(output: impl Read, hear: impl Fn(&str)) -> Result<String> {
    let mut output = BufReader::new(output);
    let (mut said, mut line) = (String::new(), Vec::new());
    while output.read_until(b'\n', &mut line)? > 0 {
        let text = String::from_utf8_lossy(&line);
        hear(&text);
        said.push_str(&text);
        line.clear();
    }
    Ok(said)
}

/// Whether this program runs as root.
pub(crate) fn is_root() -> Result<bool> {
    Ok(capture(Command::new("id").arg("-u"))?.trim() == "0")
}

/// Runs `command` with our terminal, so that it can ask for a password.
pub(crate) fn run_with_terminal(command: &mut Command) -> Result<()> {
    let status =
        command.status().with_context(|| format!("could not start `{}`", line(command)))?;
    if status.success() {
        return Ok(());
    }
    bail!("`{}` ended with {status}", line(command))
}

/// The standard output of `command`; errors show what it said.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let output = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .output()
        .with_context(|| format!("could not start `{}`", line(command)))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("`{}` ended with {}\n{}", line(command), output.status, said.trim());
    }
    String::from_utf8(output.stdout)
        .with_context(|| format!("`{}` did not print UTF-8", line(command)))
}

/// The command as it would be typed.
pub(crate) fn line(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy().into_owned()];
    words.extend(command.get_args().map(|arg| arg.to_string_lossy().into_owned()));
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_is_named_with_its_arguments() {
        let error = run(Command::new("ls").arg("/no such folder").stderr(Stdio::null()))
            .expect_err("the folder does not exist");
        assert!(error.to_string().starts_with("`ls /no such folder` ended with"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_dropped_group_ends_its_grandchildren_too() {
        use std::io::{BufRead, BufReader, Read};
        let mut group = Group::spawn(
            Command::new("sh").args(["-c", "echo up; cat & wait"]).stdout(Stdio::piped()),
        )
        .expect("sh starts");
        let mut output = BufReader::new(group.take_stdout().expect("piped"));
        let mut first = String::new();
        output.read_line(&mut first).expect("sh writes");
        assert_eq!(first, "up\n");
        drop(group);
        // The pipe closes only when the last process that holds it is gone.
        let mut rest = String::new();
        output.read_to_string(&mut rest).expect("the pipe closes");
        assert_eq!(rest, "");
    }
}
