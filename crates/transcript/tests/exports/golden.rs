//! What each format looks like as a whole, byte for byte. `RENEW_GOLDEN=1 cargo test -p transcript
//! --test exports` writes the files again; look at what changed.

use std::{env, fs, path::Path};

use transcript::export::{Choice, Format, Options, export};

use crate::{fixture, reread};

fn compare(format: Format, kind: &str, options: &Options) {
    let given = fixture::conversation();
    let file = export(format, &given.input(), options);
    let name = format!("{format:?}{kind}.{}", format.extension());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if env::var_os("RENEW_GOLDEN").is_some() {
        fs::write(&path, &file).expect("the folder is there");
    }
    let golden = fs::read_to_string(&path).expect("RENEW_GOLDEN=1 makes the file");
    assert!(golden == file, "{} is not what is written:\n{file}", path.display());
}

#[test]
fn files_look_as_they_did() {
    for format in Format::ALL {
        compare(format, "", &Options::default());
        compare(format, "-all", &fixture::options(true));
    }
    compare(Format::Html, "-p", &Options::default().with(Choice::Pseudonyms, true));
}

#[test]
fn pseudonyms_leave_no_name() {
    let given = fixture::conversation();
    for format in Format::ALL {
        let options = fixture::options(true).with(Choice::Pseudonyms, true);
        let file = export(format, &given.input(), &options);
        for name in ["Ada", "Holm", "Captain", "Keeper", "Speaker C", "keel &", "boat talk"] {
            assert!(!file.contains(name), "{name} is in\n{file}");
        }
        reread::check(format, &given.input(), &options);
    }
}

#[test]
fn the_conversation_is_read_by_others() {
    let given = fixture::conversation();
    for format in Format::ALL {
        reread::check(format, &given.input(), &Options::default());
        reread::check(format, &given.input(), &fixture::options(true));
        reread::check(format, &given.input(), &fixture::options(false));
    }
}
