//! The archive's format as `docs/archive-format.md` has it: files that must be read and files that must
//! be refused, by our reader and by one in Python that knows the document alone; and what we write, read
//! by that.

#![allow(clippy::expect_used, reason = "a file that cannot be read is what is looked for")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use assemblyai::job::Wall;
use library::archive::{
    ArchiveError, Contents, END, Member, Refused, Scan, check_manifest, manifest, padding,
};
use library::{Record, is_id};
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: Wall = Wall(1_790_000_000_000);

/// What our reader makes of a file.
#[derive(Debug, PartialEq, Eq)]
enum Read {
    /// Nothing.
    No(ArchiveError),
    /// The ids of recordings; those that are refused, with why; whether it is cut off.
    Yes(Vec<String>, Vec<Refused>, bool),
}

fn read(file: &[u8]) -> Read {
    let bytes = |(from, to): (u64, u64)| {
        let at = |place| usize::try_from(place).expect("a place");
        &file[at(from)..at(to)]
    };
    let mut scan = Scan::new(file.len() as u64);
    while let Some(place) = scan.header() {
        if let Err(error) = scan.take(bytes(place)) {
            return Read::No(error);
        }
    }
    let (members, is_cut_off) = scan.end();
    let contents = Contents::of(members, is_cut_off);
    let Some(place) = contents.manifest else { return Read::No(ArchiveError::NotAnArchive) };
    if let Err(error) = check_manifest(bytes(place)) {
        return Read::No(error);
    }
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (id, folder) in &contents.folders {
        let unpacked = contents
            .record_of(folder)
            .and_then(|place| contents.unpack(id, &String::from_utf8_lossy(bytes(place)), NOW));
        match unpacked {
            Ok(unpacked) => good.push(unpacked.record.id),
            Err(why) => bad.push(why),
        }
    }
    Read::Yes(good, bad, is_cut_off)
}

/// What the reader in Python makes of files.
fn read_in_python(files: &[PathBuf]) -> Vec<Value> {
    let reader = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reader.py");
    let output = Command::new("python3").arg(reader).args(files).output();
    let output = output.expect("python3 is there: cargo xtask setup installs it");
    let told = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<Value> =
        told.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), files.len(), "{}", String::from_utf8_lossy(&output.stderr));
    lines
}

fn fixtures() -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/archive");
    let mut files: Vec<(String, PathBuf)> = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("an entry").path())
        .map(|path| (path.file_stem().expect("a name").to_string_lossy().into_owned(), path))
        .collect();
    files.sort();
    files
}

#[test]
fn fixtures_are_read_or_refused() {
    let both = || vec!["0zz".to_owned(), "a1b2c3d4e5f6".to_owned()];
    let damaged = |good: &[&str]| {
        let good = good.iter().map(|id| (*id).to_owned()).collect();
        Read::Yes(good, vec![Refused::Damaged], false)
    };
    let nothing = || Read::Yes(Vec::new(), Vec::new(), false);
    let expected: BTreeMap<&str, Read> = [
        ("good-empty", nothing()),
        ("good-two", Read::Yes(both(), Vec::new(), false)),
        ("good-other-order", Read::Yes(both(), Vec::new(), false)),
        // What is no recording of ours is not even looked at.
        ("bad-id", nothing()),
        ("bad-slip", nothing()),
        ("bad-absolute", nothing()),
        ("bad-long-name", nothing()),
        ("bad-checksum", Read::Yes(Vec::new(), Vec::new(), true)),
        ("bad-cut", Read::Yes(Vec::new(), vec![Refused::CutOff], true)),
        ("bad-no-end", Read::Yes(both(), Vec::new(), true)),
        ("bad-newer", Read::No(ArchiveError::Newer(2))),
        ("bad-newer-record", Read::Yes(Vec::new(), vec![Refused::Newer], false)),
        ("bad-twice", damaged(&[])),
        // Its job is known, so that its answer can be asked for.
        ("bad-link", Read::Yes(vec!["a1b2c3d4e5f6".to_owned()], Vec::new(), false)),
        ("bad-other-id", damaged(&[])),
        ("bad-no-answer", damaged(&[])),
        ("bad-no-manifest", Read::No(ArchiveError::NotAnArchive)),
    ]
    .into();
    let fixtures = fixtures();
    assert_eq!(fixtures.len(), expected.len(), "a fixture is missing, here or there");
    for (name, path) in &fixtures {
        let file = fs::read(path).expect("a file");
        assert_eq!(Some(&read(&file)), expected.get(name.as_str()), "{name}");
    }
    let document = include_str!("../../../docs/archive-format.md");
    for (name, _) in &fixtures {
        assert!(document.contains(&format!("| `{name}.tar` |")), "{name} is not told of");
    }
}

#[test]
fn a_reader_of_the_document_alone_agrees() {
    let fixtures = fixtures();
    let paths: Vec<PathBuf> = fixtures.iter().map(|(_, path)| path.clone()).collect();
    for ((name, _), told) in fixtures.iter().zip(read_in_python(&paths)) {
        let is_refused = told.get("refused").is_some();
        assert_eq!(is_refused, name.starts_with("bad-"), "{name}: {told}");
        let titles: Vec<&str> = told["recordings"]
            .as_object()
            .map(|all| all.values().filter_map(|one| one["title"].as_str()).collect())
            .unwrap_or_default();
        let expected: &[&str] =
            if is_refused || name == "good-empty" { &[] } else { &["Fähre", "Harbour"] };
        assert_eq!(titles, expected, "{name}");
    }
}

fn pack(members: &[(Member, Vec<u8>)]) -> Vec<u8> {
    let mut file = Vec::new();
    for (member, content) in members {
        file.extend(member.header(content.len() as u64, NOW));
        file.extend(content);
        file.resize(
            file.len() + usize::try_from(padding(content.len() as u64)).expect("a block"),
            0,
        );
    }
    file.extend(END);
    file
}

#[test]
fn what_is_written_is_read_by_others() {
    let file = pack(&[
        (Member::Manifest, manifest().into_bytes()),
        (
            Member::Record("z".repeat(32)),
            format!(r#"{{"v":1,"id":"{}","title":"Ü","outcome":"ready"}}"#, "z".repeat(32)).into(),
        ),
        (Member::Transcript("z".repeat(32)), b"{}".to_vec()),
        (
            Member::Edits("z".repeat(32)),
            b"{\"v\":2,\"of\":\"00000000000000ff\",\"steps\":1}\n{\"v\":2,\"step\":\"undo\"}"
                .to_vec(),
        ),
        (Member::Media("z".repeat(32), format!("{}/..\\\u{7}.mp3", "ß".repeat(90))), vec![1; 700]),
    ]);
    let path = std::env::temp_dir().join(format!("diarist-written-{}.tar", std::process::id()));
    fs::write(&path, file).expect("the file");
    let told = read_in_python(std::slice::from_ref(&path));
    fs::remove_file(&path).expect("it goes");
    let expected = json!({ "beside": 0, "recordings": { "z".repeat(32): {
        "title": "Ü", "outcome": "ready", "transcript.json": 2, "media": 700, "corrections.jsonl": 1,
    }}});
    assert_eq!(told, [expected]);
}

/// Texts as a hostile record has them.
fn any_record() -> impl Strategy<Value = String> {
    let id = prop_oneof![
        any::<String>(),
        "[a-z0-9]{1,40}",
        Just("../../.ssh".to_owned()),
        Just("victim000000/00000000".to_owned()),
        Just("..".to_owned()),
    ];
    (id, any::<String>(), any::<String>(), any::<u32>()).prop_map(|(id, title, name, created)| {
        json!({ "v": 1, "id": id, "title": title, "name": name, "created": created }).to_string()
    })
}

proptest! {
    /// Whatever the record, the names in its archive are ours.
    #[test]
    fn names_in_an_archive_are_ours(text in any_record(), media in any::<String>()) {
        let Ok(record) = Record::from_stored(&text) else { return Ok(()) };
        prop_assert!(is_id(&record.id), "{:?}", record.id);
        for member in [
            Member::Record(record.id.clone()),
            Member::Transcript(record.id.clone()),
            Member::Edits(record.id.clone()),
            Member::Media(record.id.clone(), media),
        ] {
            let header = member.header(0, NOW);
            let mut file = header.to_vec();
            file.extend(END);
            let mut other = tar::Archive::new(&file[..]);
            let entry = other.entries().expect("entries").next().expect("one").expect("whole");
            let path = entry.path().expect("a path").to_string_lossy().into_owned();
            let parts: Vec<&str> = path.split('/').collect();
            prop_assert_eq!(parts[0], record.id.as_str());
            prop_assert!(parts.iter().all(|part| !matches!(*part, "" | "." | "..")), "{}", path);
            // It is read again as what it is: no name is cut.
            let read = Member::read(&header).expect("a header").expect("a member").0;
            prop_assert_eq!(core::mem::discriminant(&read), core::mem::discriminant(&member));
        }
    }

    /// Any bytes as members are read or refused.
    #[test]
    fn no_member_is_a_panic(
        block in proptest::collection::vec(any::<u8>(), 512), text in any::<Vec<u8>>(),
    ) {
        let _either_way = Member::read(&block);
        let text = String::from_utf8_lossy(&text);
        let _either_way = Record::from_stored(&text);
        let _either_way = library::edits::from_stored(&text);
        let _either_way = library::edits::Log::from_stored(&text);
        let _either_way = read(&block);
    }

    /// A file that is changed somewhere is read or refused; ids in it stay ids.
    #[test]
    fn changed_files_are_read_or_refused(
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let mut file = include_bytes!("../../../tests/fixtures/archive/good-two.tar").to_vec();
        let place = at.index(file.len());
        file[place] = byte;
        file.truncate(cut.index(file.len()) + 1);
        if let Read::Yes(good, ..) = read(&file) {
            prop_assert!(good.iter().all(|id| is_id(id)));
        }
    }
}
