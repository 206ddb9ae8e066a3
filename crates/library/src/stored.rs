//! The stored form of a record: JSON text with the version of its form.

use assemblyai::job::{Cause, Fault, Snapshot, Stage, Twins, Wall};
use assemblyai::json::{Cursor, DecodeError, Scalar, write};
use assemblyai::{JobOptions, Voices, language};
use thiserror::Error;

use crate::{Fingerprint, MediaCopy, Outcome, Record, Summary, is_id};

/// The version that is written. A newer page may read older ones; an older page refuses newer
/// ones rather than lose what it does not know.
const VERSION: u64 = 1;

/// Why a stored text is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum StoredError {
    /// It was written by a newer version of the page.
    #[error("written by a newer version ({0})")]
    Newer(u64),
    /// It cannot be read.
    #[error("not a record: {0}")]
    Corrupt(#[from] DecodeError),
    /// It lacks what every record has: an id that is one ([`is_id`]), or the version.
    #[error("a record without an id or a version")]
    Incomplete,
}

impl Record {
    /// The text to be stored.
    #[must_use]
    pub fn to_stored(&self) -> String {
        let mut text = Object::default();
        text.number("v", VERSION);
        text.text("id", &self.id);
        text.number("created", self.created.0);
        text.text("title", &self.title);
        text.text("name", &self.file.name);
        text.number("size", self.file.size);
        text.number("modified", self.file.modified);
        text.text("ends", &hex(self.file.ends));
        text.number_if("length", self.length);
        if let Some(media) = &self.media {
            text.number("media", media.bytes);
            text.text("media_type", &media.media_type);
        }
        text.text("host", &self.host);
        if let Some((least, most)) = bounds(self.options.voices) {
            text.number("least", least.into());
            text.number("most", most.into());
        }
        if let Some(language) = self.options.language {
            text.text("language", language.code);
        }
        text.text_if("upload_url", self.kept.upload_url.as_ref());
        text.number_if("uploaded_at", self.kept.uploaded_at.map(|at| at.0));
        if self.kept.submit_pending {
            text.number("submit_pending", 1);
        }
        text.text_if("job", self.kept.id.as_ref());
        text.text_if("before", self.kept.before.as_ref());
        match &self.kept.twins {
            Twins::None => {}
            Twins::Found(ids) => text.list("twins", ids),
            other => text.text("twin", twins_name(other)),
        }
        text.text_if("link", self.link.as_ref());
        match &self.outcome {
            Outcome::Open => {}
            Outcome::Ready(summary) => {
                text.text("outcome", "ready");
                text.list("speakers", &summary.speakers);
                text.number("bytes", summary.bytes);
                if summary.is_fresh {
                    text.number("fresh", 1);
                }
            }
            Outcome::Failed(fault) => {
                text.text("outcome", "failed");
                text.text("stage", stage_name(fault.stage));
                let (cause, status, why) = cause_parts(&fault.cause);
                text.text("cause", cause);
                text.number_if("status", status.map(u64::from));
                text.text_if("why", why);
            }
            Outcome::Cancelled => text.text("outcome", "cancelled"),
        }
        text.finish()
    }

    /// Reads a stored text.
    pub fn from_stored(text: &str) -> Result<Self, StoredError> {
        let fields = Fields::read(text)?;
        match fields.version {
            Some(VERSION) => fields.record().ok_or(StoredError::Incomplete),
            Some(newer) if newer > VERSION => Err(StoredError::Newer(newer)),
            _ => Err(StoredError::Incomplete),
        }
    }
}

/// An object under construction.
#[derive(Default)]
pub(crate) struct Object(String);

impl Object {
    fn key(&mut self, key: &str) {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        write(&mut self.0, key);
        self.0.push(':');
    }

    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        write(&mut self.0, value);
    }

    pub(crate) fn number(&mut self, key: &str, value: u64) {
        self.key(key);
        self.0.push_str(&value.to_string());
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.0.push_str(json);
    }

    fn text_if(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    pub(crate) fn number_if(&mut self, key: &str, value: Option<u64>) {
        if let Some(value) = value {
            self.number(key, value);
        }
    }

    fn list(&mut self, key: &str, values: &[String]) {
        self.key(key);
        self.0.push('[');
        for (at, value) in values.iter().enumerate() {
            self.0.push_str(if at == 0 { "" } else { "," });
            write(&mut self.0, value);
        }
        self.0.push(']');
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// What was found in a text.
#[derive(Default)]
struct Fields {
    version: Option<u64>,
    id: Option<String>,
    created: u64,
    title: String,
    name: String,
    size: u64,
    modified: u64,
    ends: String,
    length: Option<u64>,
    media: Option<u64>,
    media_type: String,
    link: Option<String>,
    host: String,
    least: u64,
    most: u64,
    language: String,
    kept: Snapshot,
    outcome: String,
    summary: Summary,
    stage: String,
    cause: String,
    status: u64,
    why: Option<String>,
}

impl Fields {
    fn read(text: &str) -> Result<Self, DecodeError> {
        let mut fields = Self::default();
        let mut cursor = Cursor::new(text.as_bytes(), 0);
        let is_object = cursor.object(&mut |cursor, key| fields.member(cursor, key))?;
        cursor.end()?;
        if is_object { Ok(fields) } else { Err(DecodeError::NotAnObject) }
    }

    fn member(&mut self, cursor: &mut Cursor<'_>, key: &str) -> Result<(), DecodeError> {
        match key {
            "speakers" => return texts(cursor, &mut self.summary.speakers),
            "twins" => {
                let mut ids = Vec::new();
                texts(cursor, &mut ids)?;
                self.kept.twins = Twins::Found(ids);
                return Ok(());
            }
            _ => {}
        }
        let value = cursor.scalar()?;
        match key {
            "v" => self.version = whole(&value),
            "id" => self.id = value.into_text().filter(|id| is_id(id)),
            "created" => self.created = whole(&value).unwrap_or_default(),
            "title" => self.title = value.into_text().unwrap_or_default(),
            "name" => self.name = value.into_text().unwrap_or_default(),
            "size" => self.size = whole(&value).unwrap_or_default(),
            "modified" => self.modified = whole(&value).unwrap_or_default(),
            "ends" => self.ends = value.into_text().unwrap_or_default(),
            "host" => self.host = value.into_text().unwrap_or_default(),
            "least" => self.least = whole(&value).unwrap_or_default(),
            "most" => self.most = whole(&value).unwrap_or_default(),
            "language" => self.language = value.into_text().unwrap_or_default(),
            "upload_url" => self.kept.upload_url = value.into_text(),
            "uploaded_at" => self.kept.uploaded_at = whole(&value).map(Wall),
            "submit_pending" => self.kept.submit_pending = whole(&value) == Some(1),
            "job" => self.kept.id = value.into_text(),
            "before" => self.kept.before = value.into_text(),
            "twin" => self.kept.twins = twins_of(&value.into_text().unwrap_or_default()),
            "link" => self.link = value.into_text(),
            "outcome" => self.outcome = value.into_text().unwrap_or_default(),
            "stage" => self.stage = value.into_text().unwrap_or_default(),
            "cause" => self.cause = value.into_text().unwrap_or_default(),
            "status" => self.status = whole(&value).unwrap_or_default(),
            "why" => self.why = value.into_text(),
            "length" => self.length = whole(&value),
            "media" => self.media = whole(&value),
            "media_type" => self.media_type = value.into_text().unwrap_or_default(),
            "bytes" => self.summary.bytes = whole(&value).unwrap_or_default(),
            "fresh" => self.summary.is_fresh = whole(&value) == Some(1),
            _ => {}
        }
        Ok(())
    }

    fn record(self) -> Option<Record> {
        let file = Fingerprint {
            name: self.name,
            size: self.size,
            modified: self.modified,
            ends: u64::from_str_radix(&self.ends, 16).unwrap_or_default(),
        };
        let outcome = match self.outcome.as_str() {
            "ready" => Outcome::Ready(self.summary),
            "failed" => Outcome::Failed(Fault {
                stage: stage_of(&self.stage),
                cause: cause_of(&self.cause, self.status, self.why),
            }),
            "cancelled" => Outcome::Cancelled,
            _ => Outcome::Open,
        };
        Some(Record {
            id: self.id?,
            created: Wall(self.created),
            title: self.title,
            file,
            link: self.link,
            length: self.length,
            media: self.media.map(|bytes| MediaCopy { bytes, media_type: self.media_type }),
            host: self.host,
            options: JobOptions {
                voices: voices(self.least, self.most),
                language: language::by_code(&self.language),
            },
            kept: self.kept,
            outcome,
        })
    }
}

/// Takes a list of texts.
fn texts(cursor: &mut Cursor<'_>, into: &mut Vec<String>) -> Result<(), DecodeError> {
    let mut each = |cursor: &mut Cursor<'_>| {
        into.push(cursor.scalar()?.into_text().unwrap_or_default());
        Ok(())
    };
    cursor.list(&mut each).map(drop)
}

const TWINS: [(Twins, &str); 4] = [
    (Twins::Sought, "sought"),
    (Twins::Deleted, "deleted"),
    (Twins::NotDeleted, "not deleted"),
    (Twins::NotSought, "not sought"),
];

fn twins_name(twins: &Twins) -> &'static str {
    TWINS.iter().find(|(known, _)| known == twins).map_or("", |(_, name)| name)
}

fn twins_of(name: &str) -> Twins {
    TWINS.iter().find(|(_, known)| *known == name).map_or(Twins::None, |(twins, _)| twins.clone())
}

const STAGES: [(Stage, &str); 4] = [
    (Stage::Check, "check"),
    (Stage::Upload, "upload"),
    (Stage::Submit, "submit"),
    (Stage::Transcribe, "transcribe"),
];

fn stage_name(stage: Stage) -> &'static str {
    STAGES.iter().find(|(known, _)| *known == stage).map_or("check", |(_, name)| name)
}

fn stage_of(name: &str) -> Stage {
    STAGES.iter().find(|(_, known)| *known == name).map_or(Stage::Check, |(stage, _)| *stage)
}

/// A cause's name, and the status and the sentence of the service where it has them.
const fn cause_parts(cause: &Cause) -> (&'static str, Option<u16>, Option<&String>) {
    match cause {
        Cause::KeyRejected => ("key", None, None),
        Cause::NeedsCredit => ("credit", None, None),
        Cause::TooLarge => ("large", None, None),
        Cause::FileChanged => ("file", None, None),
        Cause::LanguageWithoutSpeakers { text } => ("language", None, Some(text)),
        Cause::OtherProject => ("project", None, None),
        Cause::TranscriptGone => ("gone", None, None),
        Cause::TranscriptDeleted => ("deleted", None, None),
        Cause::LinkUnreachable { text } => ("download", None, Some(text)),
        Cause::LinkIsPage { text } => ("page", None, Some(text)),
        Cause::JobFailed { text } => ("job", None, Some(text)),
        Cause::Refused { status, text } => ("refused", Some(*status), text.as_ref()),
    }
}

/// A cause that this version does not know is a refusal: trying again finds out.
fn cause_of(name: &str, status: u64, why: Option<String>) -> Cause {
    match name {
        "key" => Cause::KeyRejected,
        "credit" => Cause::NeedsCredit,
        "large" => Cause::TooLarge,
        "file" => Cause::FileChanged,
        "language" => Cause::LanguageWithoutSpeakers { text: why.unwrap_or_default() },
        "project" => Cause::OtherProject,
        "gone" => Cause::TranscriptGone,
        "deleted" => Cause::TranscriptDeleted,
        "download" => Cause::LinkUnreachable { text: why.unwrap_or_default() },
        "page" => Cause::LinkIsPage { text: why.unwrap_or_default() },
        "job" => Cause::JobFailed { text: why.unwrap_or_default() },
        _ => Cause::Refused { status: u16::try_from(status).unwrap_or_default(), text: why },
    }
}

const fn bounds(voices: Voices) -> Option<(u8, u8)> {
    match voices {
        Voices::Auto => None,
        Voices::Exactly(count) => Some((count, count)),
        Voices::Between(least, most) => Some((least, most)),
    }
}

/// Two equal bounds are a number: the service takes both alike.
fn voices(least: u64, most: u64) -> Voices {
    match (u8::try_from(least), u8::try_from(most)) {
        (Ok(least @ 1..), Ok(most)) if least == most => Voices::Exactly(least),
        (Ok(least @ 1..), Ok(most)) if least < most => Voices::Between(least, most),
        _ => Voices::Auto,
    }
}

/// A whole number that a JSON number holds exactly.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be exact")]
pub(crate) fn whole(value: &Scalar<'_>) -> Option<u64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let number = value.number()?;
    (number.fract() == 0.0 && (0.0..=EXACT).contains(&number)).then_some(number as u64)
}

/// 16 digits: a number of JSON holds 53 bits only.
fn hex(number: u64) -> String {
    format!("{number:016x}")
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_fault() -> impl Strategy<Value = Fault> {
        let text = any::<String>();
        let cause = prop_oneof![
            Just(Cause::KeyRejected),
            Just(Cause::NeedsCredit),
            Just(Cause::TooLarge),
            Just(Cause::FileChanged),
            text.prop_map(|text| Cause::LanguageWithoutSpeakers { text }),
            Just(Cause::OtherProject),
            Just(Cause::TranscriptGone),
            Just(Cause::TranscriptDeleted),
            text.prop_map(|text| Cause::JobFailed { text }),
            text.prop_map(|text| Cause::LinkUnreachable { text }),
            text.prop_map(|text| Cause::LinkIsPage { text }),
            (any::<u16>(), proptest::option::of(text))
                .prop_map(|(status, text)| Cause::Refused { status, text }),
        ];
        let stage = prop::sample::select(STAGES.map(|(stage, _)| stage).to_vec());
        (stage, cause).prop_map(|(stage, cause)| Fault { stage, cause })
    }

    const EXACT: u64 = 9_007_199_254_740_992;

    fn any_twins() -> impl Strategy<Value = Twins> {
        prop_oneof![
            Just(Twins::None),
            proptest::collection::vec(any::<String>(), 1..3).prop_map(Twins::Found),
            prop::sample::select(TWINS.map(|(twins, _)| twins).to_vec()),
        ]
    }

    pub(crate) fn any_options() -> impl Strategy<Value = JobOptions> {
        let voices = prop_oneof![
            Just(Voices::Auto),
            (1..=30_u8).prop_map(Voices::Exactly),
            (1..=15_u8, 16..=30_u8).prop_map(|(least, most)| Voices::Between(least, most)),
        ];
        let language = proptest::option::of(0..language::LANGUAGES.len());
        (voices, language).prop_map(|(voices, language)| JobOptions {
            voices,
            language: language.and_then(|at| language::LANGUAGES.get(at).copied()),
        })
    }

    pub(crate) fn any_snapshot() -> impl Strategy<Value = Snapshot> {
        let parts = (
            proptest::option::of(any::<String>()),
            proptest::option::of((0..EXACT).prop_map(Wall)),
            any::<bool>(),
            proptest::option::of(any::<String>()),
            proptest::option::of(any::<String>()),
            any_twins(),
        );
        parts.prop_map(|(upload_url, uploaded_at, submit_pending, id, before, twins)| Snapshot {
            upload_url,
            uploaded_at,
            submit_pending,
            id,
            before,
            twins,
        })
    }

    pub(crate) fn any_outcome() -> impl Strategy<Value = Outcome> {
        let speakers = proptest::collection::vec(any::<String>(), 0..4);
        prop_oneof![
            Just(Outcome::Open),
            Just(Outcome::Cancelled),
            any_fault().prop_map(Outcome::Failed),
            (speakers, 0..EXACT, any::<bool>()).prop_map(|(speakers, bytes, is_fresh)| {
                Outcome::Ready(Summary { speakers, bytes, is_fresh })
            }),
        ]
    }

    pub(crate) fn any_record() -> impl Strategy<Value = Record> {
        let number = 0..EXACT;
        let file = (any::<String>(), number.clone(), number.clone(), any::<u64>())
            .prop_map(|(name, size, modified, ends)| Fingerprint { name, size, modified, ends });
        let (options, kept, outcome) = (any_options(), any_snapshot(), any_outcome());
        let names = ("[a-z0-9]{1,16}", any::<String>(), any::<String>());
        let media = (number.clone(), any::<String>())
            .prop_map(|(bytes, media_type)| MediaCopy { bytes, media_type });
        let media = (proptest::option::of(media), proptest::option::of(any::<String>()));
        let times = (number.clone(), proptest::option::of(number), media);
        (names, times, file, options, kept, outcome).prop_map(
            |((id, title, host), (created, length, media), file, options, kept, outcome)| Record {
                link: media.1,
                id,
                created: Wall(created),
                title,
                file,
                length,
                media: media.0,
                host,
                options,
                kept,
                outcome,
            },
        )
    }

    proptest! {
        #[test]
        fn what_is_stored_is_read_back(record in any_record()) {
            let stored = record.to_stored();
            prop_assert!(serde_json::from_str::<serde_json::Value>(&stored).is_ok());
            prop_assert_eq!(Record::from_stored(&stored), Ok(record));
        }

        #[test]
        fn no_text_is_a_panic(text in any::<String>(), record in any_record(), cut in 0..400_usize) {
            let _either_way = Record::from_stored(&text);
            let stored = record.to_stored();
            let cut = stored.floor_char_boundary(cut);
            if cut < stored.len() {
                prop_assert!(Record::from_stored(&stored[..cut]).is_err());
            }
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let read = |text| Record::from_stored(text).map(drop);
        assert_eq!(read(r#"{"v":2,"id":"a"}"#), Err(StoredError::Newer(2)));
        assert_eq!(read(r#"{"v":1}"#), Err(StoredError::Incomplete));
        assert_eq!(read(r#"{"id":"a"}"#), Err(StoredError::Incomplete));
        for id in ["", "..", "../../.ssh", "victim000000/00000000", "A b"] {
            let text = format!(r#"{{"v":1,"id":"{id}"}}"#);
            let error = Record::from_stored(&text).map(drop);
            assert_eq!(error, Err(StoredError::Incomplete), "{id}");
        }
        assert_eq!(read("[]"), Err(StoredError::Corrupt(DecodeError::NotAnObject)));
        assert_eq!(read(r#"{"v":1,"id":"a""#), Err(StoredError::Corrupt(DecodeError::CutOff)));
        assert_eq!(read(r#"{"v":1,"id":"a","later":{"x":[1]}}"#), Ok(()));
    }

    #[test]
    fn a_job_needs_its_file_until_it_is_uploaded() {
        let record = Record::from_stored(r#"{"v":1,"id":"a"}"#).expect("a record");
        assert!(record.is_open() && record.needs_file());
        let stored = r#"{"v":1,"id":"a","upload_url":"https://cdn.example/upload/1"}"#;
        assert!(!Record::from_stored(stored).expect("a record").needs_file());
    }
}
