//! Searching the recordings of this device, by what they are called and by what is said in them.

use library::{Outcome, Record};
use transcript::search::{Occurrences, look_through};

use super::correcting::corrected;
use super::{Entry, Library};
use crate::platform::fold::fold;
use crate::platform::frame::breathe;
use crate::platform::task::spawn;
use crate::platform::timer::after_ms;
use crate::service::read::{self, Whence};

/// Letters that are shown before what was found, and after it.
const AROUND: usize = 48;

/// What was found in a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    id: String,
    /// What is said there; `None` if only its name, its file or a speaker is called so.
    pub said: Option<Said>,
}

/// What is said, with what stands before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What is said before.
    pub before: String,
    /// What was found.
    pub found: String,
    /// What is said after.
    pub after: String,
    /// How often it is said.
    pub count: u32,
}

/// A search of the library.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    /// What is asked for; empty if nothing is.
    asked: String,
    findings: Vec<Finding>,
    /// Whether all recordings were looked through.
    is_done: bool,
    /// Whether recordings are looked through just now: one walk does it, whatever is typed meanwhile,
    /// or each letter would read the same answer once more.
    is_walking: bool,
}

/// How long nothing more is typed before what is said is looked through.
const PAUSE_MS: u32 = 150;

impl Library {
    /// What is asked for.
    pub fn sought(self) -> String {
        self.search.with(|search| search.asked.clone())
    }

    /// Asks for the recordings in which this is said, or which are called so.
    pub fn seek(self, text: &str) {
        // All that are called so are there at once: the list is built anew each time.
        let findings = if text.trim().is_empty() { Vec::new() } else { self.called(text) };
        let asked = text.to_owned();
        let is_walking = self.search.with_untracked(|search| search.is_walking);
        self.search.set(Search { asked, findings, is_done: false, is_walking });
        if !is_walking && !text.trim().is_empty() {
            self.search.update(|search| search.is_walking = true);
            spawn(walk(self));
        }
    }

    /// The recordings that are called so.
    fn called(self, asked: &str) -> Vec<Finding> {
        let is_called =
            |entry: &Entry| look_through(&entry.with_record(names), asked, &mut fold).is_some();
        let called = self.entries_untracked().into_iter().filter(is_called);
        called.map(|entry| Finding { id: entry.id(), said: None }).collect()
    }

    /// The recordings to be shown: all, or those in which something was found.
    pub fn shown(self) -> Vec<Entry> {
        let entries = self.entries();
        self.search.with(|search| {
            if search.is_asked() {
                entries.into_iter().filter(|entry| search.of(*entry).is_some()).collect()
            } else {
                entries
            }
        })
    }

    /// What was found in a recording.
    pub fn finding(self, entry: Entry) -> Option<Finding> {
        self.search.with(|search| search.of(entry).cloned())
    }

    /// How many recordings were found, and whether all were looked through; `None` if nothing is
    /// asked for.
    pub fn found(self) -> Option<(usize, bool)> {
        self.search.with(|s| s.is_asked().then_some((s.findings.len(), s.is_done)))
    }

    /// What is to be searched for in the conversation of a recording: what it was found by.
    pub(super) fn sought_in(self, entry: Entry) -> Option<String> {
        self.search.with_untracked(|search| {
            let is_said = search.of(entry)?.said.is_some();
            is_said.then(|| search.asked.clone())
        })
    }

    fn is_sought(self, asked: &str) -> bool {
        self.search.with_untracked(|search| search.asked == asked)
    }

    fn add_finding(self, finding: Finding) {
        self.search.update(|search| {
            search.findings.retain(|known| known.id != finding.id);
            search.findings.push(finding);
        });
    }

    /// What is said in a recording, a turn in each line.
    async fn text_of(self, entry: Entry) -> Option<String> {
        let id = entry.id();
        let storage = self.storage();
        if let Some(storage) = &storage
            && let Ok(Some(text)) = storage.text(&id).await
        {
            return Some(text);
        }
        let raw = self.answer(entry).await?;
        let here = self.part.arrived().await;
        let answer = read::read(raw, Whence::User, here).end().await.ok()?.answer;
        let stored = self.stored_edits(entry).await;
        let log = stored.as_ref().ok().map(|texts| texts.log.clone());
        let transcript = corrected(answer.transcript, stored);
        let lines = transcript.turns().iter().map(|turn| transcript.turn_text(turn));
        let text = lines.map(|line| line.replace('\n', " ")).collect::<Vec<_>>().join("\n");
        if let Some((storage, log)) = storage.zip(log) {
            // Made anew next time where it cannot be kept.
            let _kept = storage.save_text(&id, &text, log.as_deref()).await;
        }
        Some(text)
    }
}

impl Search {
    fn is_asked(&self) -> bool {
        !self.asked.trim().is_empty()
    }

    fn of(&self, entry: Entry) -> Option<&Finding> {
        self.findings.iter().find(|finding| entry.is(&finding.id))
    }
}

/// Looks through what is said, for what is asked for by then, until nothing else is asked for.
async fn walk(library: Library) {
    loop {
        let asked = library.search.with_untracked(|search| search.asked.clone());
        if asked.trim().is_empty() {
            break;
        }
        after_ms(PAUSE_MS).await;
        look(library, &asked).await;
        if library.is_sought(&asked) {
            break;
        }
    }
    library.search.update(|search| search.is_walking = false);
}

/// Looks through what is said in all recordings, one after another, as long as this is asked for.
async fn look(library: Library, asked: &str) {
    for entry in library.entries_untracked() {
        if !library.is_sought(asked) {
            return;
        }
        if entry.with_record(|record| !record.is_ready()) {
            continue;
        }
        let text = library.text_of(entry).await.unwrap_or_default();
        breathe().await;
        // Another letter was typed meanwhile.
        if !library.is_sought(asked) {
            return;
        }
        if let Some(found) = look_through(&text, asked, &mut fold) {
            let said = Some(said(&text, &found));
            library.add_finding(Finding { id: entry.id(), said });
        }
    }
    library.search.update(|search| search.is_done = true);
}

/// What a recording, its file and its speakers are called, each in a line.
fn names(record: &Record) -> String {
    let mut names = format!("{}\n{}", record.title, record.file.name);
    if let Outcome::Ready(summary) = &record.outcome {
        for speaker in &summary.speakers {
            names.push('\n');
            names.push_str(speaker);
        }
    }
    names
}

fn said(text: &str, found: &Occurrences) -> Said {
    let (start, end) = (found.first.start as usize, found.first.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let from = start.saturating_sub(AROUND).max(line_start);
    let to = (end + AROUND).min(line_end);
    // Whole words, as far as there are blanks to cut at.
    let from = if from == line_start {
        from
    } else {
        let from = text.ceil_char_boundary(from);
        text[from..start].find(' ').map_or(from, |at| from + at + 1)
    };
    let to = if to == line_end {
        to
    } else {
        let to = text.floor_char_boundary(to);
        text[end..to].rfind(' ').map_or(to, |at| end + at)
    };
    Said {
        before: format!("{}{}", if from > line_start { "…" } else { "" }, &text[from..start]),
        found: text[start..end].to_owned(),
        after: format!("{}{}", &text[end..to], if to < line_end { "…" } else { "" }),
        count: found.count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str, wanted: &str) -> (String, String, String) {
        let start = text.find(wanted).expect("it is there");
        let first = u32::try_from(start).unwrap()..u32::try_from(start + wanted.len()).unwrap();
        let said = said(text, &Occurrences { first, count: 1 });
        (said.before, said.found, said.after)
    }

    #[test]
    fn a_finding_is_shown_with_whole_words_of_its_turn() {
        let is = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(cut("One.\nTwo three.\nFour.", "three"), is("Two ", "three", "."));
        let long = "word ".repeat(30);
        let (before, found, after) = cut(&format!("{long}NEEDLE {long}"), "NEEDLE");
        assert!(before.starts_with("…word ") && before.ends_with("word ") && before.len() < 60);
        assert!(after.starts_with(" word ") && after.ends_with("word…") && after.len() < 60);
        assert_eq!(found, "NEEDLE");
        // Without blanks, between letters.
        let (before, _, after) = cut(&format!("{}火{}", "水".repeat(40), "木".repeat(40)), "火");
        assert_eq!((before.chars().count(), after.chars().count()), (17, 17));
    }
}
