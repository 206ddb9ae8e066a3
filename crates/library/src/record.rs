//! One recording of the library.

use assemblyai::JobOptions;
use assemblyai::job::{Fault, NextStep, Snapshot, Source, Twins, Wall};

use crate::Fingerprint;

/// The service deletes uploads from 24 hours on; one hour is kept in hand.
const UPLOAD_LIVES_MS: u64 = 23 * 60 * 60 * 1_000;

/// The service deletes transcripts after so long, unless its account says otherwise.
const TRANSCRIPT_LIVES_MS: u64 = 30 * 24 * 60 * 60 * 1_000;

/// How the job of a recording stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Outcome {
    /// It goes on, or will when it is taken up again.
    #[default]
    Open,
    /// The transcript is stored.
    Ready(Summary),
    /// It stopped by a failure that stays.
    Failed(Fault),
    /// The user stopped it.
    Cancelled,
}

/// What the list tells of a transcript without reading it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The names of the speakers, in the order of their ids.
    pub speakers: Vec<String>,
    /// The size of the stored answer in bytes.
    pub bytes: u64,
    /// Whether its job brought it and nobody has seen it yet.
    pub is_fresh: bool,
}

/// The copy of a recording's file that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaCopy {
    /// Its size in bytes.
    pub bytes: u64,
    /// Its media type, such as `audio/mpeg`; empty where the browser did not know it.
    pub media_type: String,
}

/// All that is kept of a recording, beside its answer and its media.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Names it on this device.
    pub id: String,
    /// When it was brought.
    pub created: Wall,
    /// What the user calls it.
    pub title: String,
    /// The file it was made from; for a link, what stands for that (see [`Fingerprint::of_link`]).
    pub file: Fingerprint,
    /// The address it was made from, if that is no file.
    pub link: Option<String>,
    /// The recording's length in milliseconds, as the browser or the service tells it.
    pub length: Option<u64>,
    /// The copy of the file, if one is kept.
    pub media: Option<MediaCopy>,
    /// The host that its job runs at, as a person reads it; a job is taken up only where the page
    /// would send a new one to the same host.
    pub host: String,
    /// What was chosen for the job.
    pub options: JobOptions,
    /// Where the job is.
    pub kept: Snapshot,
    /// How it stands.
    pub outcome: Outcome,
}

impl Record {
    /// Whether its job waits to be taken up.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome == Outcome::Open
    }

    /// Whether its transcript is stored.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        matches!(self.outcome, Outcome::Ready(_))
    }

    /// Whether the job cannot go on without the file: nothing of it is at the service yet. That of a
    /// link needs none.
    #[must_use]
    pub const fn needs_file(&self) -> bool {
        self.link.is_none() && self.kept.upload_url.is_none() && self.kept.id.is_none()
    }

    /// What its job is made from.
    #[must_use]
    pub fn source(&self) -> Source {
        self.link.clone().map_or(Source::File { bytes: self.file.size }, Source::Link)
    }

    /// Whether the service has deleted its transcript by now, unless its account is set to keep it
    /// for longer.
    #[must_use]
    pub const fn is_past_retention(&self, now: Wall) -> bool {
        now.since(self.created) > TRANSCRIPT_LIVES_MS
    }

    /// Whether the service may have deleted the upload by now; so it is taken where there is none.
    #[must_use]
    pub fn is_upload_old(&self, now: Wall) -> bool {
        self.kept.uploaded_at.is_none_or(|at| now.since(at) > UPLOAD_LIVES_MS)
    }

    /// Forgets an upload that may be gone, unless a job may have been made from it.
    pub fn drop_old_upload(&mut self, now: Wall) {
        let is_link = self.link.is_some();
        if !is_link
            && self.kept.id.is_none()
            && !self.kept.submit_pending
            && self.is_upload_old(now)
        {
            self.kept = Snapshot::default();
        }
    }

    /// What this job leaves for another one of the same recording, with these options and at this
    /// host. With other options its upload serves the new job; with the same options a job that
    /// stopped goes on itself.
    #[must_use]
    pub fn kept_for(&self, options: JobOptions, host: &str, now: Wall) -> Snapshot {
        let (is_over, is_useless) = match &self.outcome {
            Outcome::Ready(_) => (true, false),
            Outcome::Failed(fault) => match fault.cause.next_step() {
                NextStep::StartOver => (true, false),
                NextStep::UploadAgain | NextStep::ChooseFile => (true, true),
                _ => (false, false),
            },
            Outcome::Open | Outcome::Cancelled => (false, false),
        };
        let is_gone = self.link.is_none() && self.is_upload_old(now) && self.kept.id.is_none();
        if self.host != host || is_useless || is_gone {
            Snapshot::default()
        } else if self.options == options && !is_over {
            self.kept.clone()
        } else {
            Snapshot {
                id: None,
                submit_pending: false,
                before: None,
                twins: Twins::None,
                ..self.kept.clone()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use assemblyai::Voices;
    use assemblyai::job::{Cause, Stage};

    use super::*;

    const HOUR: u64 = 3_600_000;
    const HOST: &str = "api.example";

    /// Uploaded at the hour 100, and submitted.
    fn submitted() -> Record {
        let stored = format!(
            r#"{{"v":1,"id":"a","host":"{HOST}","upload_url":"u","uploaded_at":{},"job":"j"}}"#,
            100 * HOUR
        );
        Record::from_stored(&stored).expect("a record")
    }

    fn at(hour: u64) -> Wall {
        Wall(hour * HOUR)
    }

    fn ended(cause: Cause) -> Record {
        let fault = Fault { stage: Stage::Transcribe, cause };
        Record { outcome: Outcome::Failed(fault), ..submitted() }
    }

    #[test]
    fn the_same_job_goes_on_and_another_takes_its_upload() {
        let record = submitted();
        assert_eq!(record.kept_for(record.options, HOST, at(101)), record.kept);
        let others = JobOptions { voices: Voices::Exactly(2), ..record.options };
        let mut record = record;
        record.kept.before = Some("2026-11-30T10:00:00".to_owned());
        record.kept.twins = Twins::NotDeleted;
        let kept = record.kept_for(others, HOST, at(101));
        assert_eq!((kept.upload_url.as_deref(), kept.id), (Some("u"), None));
        assert_eq!((kept.before, kept.twins), (None, Twins::None), "those are of the first job");
        let ready = Record { outcome: Outcome::Ready(Summary::default()), ..record };
        assert_eq!(ready.kept_for(ready.options, HOST, at(101)).id, None);
    }

    #[test]
    fn nothing_is_taken_from_elsewhere_or_from_what_failed_for_good() {
        let record = submitted();
        let nothing = Snapshot::default();
        assert_eq!(record.kept_for(record.options, "api.other", at(101)), nothing);
        let record = ended(Cause::OtherProject);
        assert_eq!(record.kept_for(record.options, HOST, at(101)), nothing);
        let record = ended(Cause::TranscriptGone);
        assert_eq!(record.kept_for(record.options, HOST, at(101)).upload_url.as_deref(), Some("u"));
        let record = ended(Cause::NeedsCredit);
        assert_eq!(record.kept_for(record.options, HOST, at(101)), record.kept);
    }

    #[test]
    fn a_link_needs_no_file_and_never_grows_old() {
        let stored =
            r#"{"v":1,"id":"a","host":"api.example","link":"https://media.example/a.mp3"}"#;
        let record = Record::from_stored(stored).expect("a record");
        assert!(!record.needs_file());
        assert_eq!(record.source(), Source::Link("https://media.example/a.mp3".into()));
        let pending = Snapshot { submit_pending: true, ..Snapshot::default() };
        let mut record = Record { kept: pending.clone(), ..record };
        record.drop_old_upload(at(2_000));
        assert_eq!(record.kept_for(record.options, HOST, at(2_000)), pending);
    }

    #[test]
    fn transcripts_are_kept_for_thirty_days() {
        let record = Record { created: at(100), ..submitted() };
        assert!(!record.is_past_retention(at(100 + 30 * 24)));
        assert!(record.is_past_retention(at(101 + 30 * 24)));
    }

    #[test]
    fn an_upload_lives_a_day_and_a_job_longer() {
        let mut record = submitted();
        record.drop_old_upload(at(200));
        assert_eq!(record.kept, submitted().kept, "its job is there");
        record.kept.id = None;
        record.kept.submit_pending = true;
        record.drop_old_upload(at(200));
        assert!(record.kept.upload_url.is_some(), "a job may have been made from it");
        record.kept.submit_pending = false;
        record.drop_old_upload(at(122));
        assert!(record.kept.upload_url.is_some());
        record.drop_old_upload(at(124));
        assert_eq!(record.kept, Snapshot::default());
    }
}
