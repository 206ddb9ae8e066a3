//! What is said of archives, in whole sentences.

use crate::state::library::{Handed, Missing, News, Offer, What, WhyNot};

/// "12 of 13 recordings are in diarist-….tar, which was handed to the browser. Not in it: …"
pub(super) fn handed(handed: &Handed) -> String {
    let Handed { name, all, incomplete, missing, raw, not_packed } = handed;
    let whole = all - incomplete;
    let mut text = match (incomplete, all) {
        (0, 1) => format!("The one recording is in {name}, which was handed to the browser."),
        (0, _) => format!("All {all} recordings are in {name}, which was handed to the browser."),
        _ => format!(
            "{whole} of {all} recordings are in {name} as a whole, which was handed to the browser. \
             Not in it: {}. It could not be read just now; it stays on this device. Try again after \
             loading the page anew.",
            missing.iter().map(lost).collect::<Vec<_>>().join("; ")
        ),
    };
    add(
        &mut text,
        *raw,
        "1 record that this version cannot read is in it as it is stored.",
        "records that this version cannot read are in it as they are stored.",
    );
    add(
        &mut text,
        *not_packed,
        "1 record that this version cannot read is not in it.",
        "records that this version cannot read are not in it.",
    );
    text
}

fn lost(Missing { title, what }: &Missing) -> String {
    let what = match what {
        What::Transcript => "the transcript",
        What::Corrections => "the corrections",
        What::Media => "the sound",
    };
    format!("{what} of “{title}”")
}

/// What a file lacks of what was packed.
pub(super) fn lacks(titles: &[String]) -> String {
    const SHOWN: usize = 5;
    let named: Vec<String> = titles.iter().take(SHOWN).map(|title| format!("“{title}”")).collect();
    let mut text = format!("Missing or shorter than it was: {}", named.join(", "));
    if titles.len() > SHOWN {
        text.extend([", and ", &(titles.len() - SHOWN).to_string(), " more"]);
    }
    text.push_str(". Nothing is lost here. Export once more, or choose another file.");
    text
}

/// "12 recordings, 3 of them are here already."
pub(super) fn found(found: &Offer) -> String {
    let mut text = match found.all {
        0 => "No recording in it can be read.".to_owned(),
        1 => "1 recording.".to_owned(),
        all => format!("{all} recordings."),
    };
    match found.known {
        0 => {}
        1 => text.push_str(" 1 is here already: what it lacks here comes in."),
        known => {
            let known = known.to_string();
            text.extend([" ", &known, " are here already: what they lack here comes in."]);
        }
    }
    unread(&mut text, found.unreadable, found.newer);
    if found.is_cut_off {
        text.push_str(" The file ends in the middle; the rest of it cannot be read.");
    }
    if found.all > 0 {
        text.push_str(" Nothing that is here is replaced.");
    }
    text
}

/// Whether something of an archive did not come in that should have.
pub(super) const fn is_less_than_all(news: &News) -> bool {
    let left = news.busy + news.unread_here + news.unreadable + news.newer;
    let lost = news.not_stored + news.without_media;
    left + lost > 0 || news.is_cut_off || news.is_stopped
}

/// "12 recordings came in. 3 were here already and are left as they are."
pub(super) fn news(news: &News) -> String {
    let mut text = match news.new {
        0 => "No new recording came in.".to_owned(),
        1 => "1 recording came in.".to_owned(),
        count => format!("{count} recordings came in."),
    };
    add(
        &mut text,
        news.completed,
        "1 was here and got what it lacked.",
        "were here and got what they lacked.",
    );
    add(
        &mut text,
        news.known,
        "1 was here already and is left as it is.",
        "were here already and are left as they are.",
    );
    add(
        &mut text,
        news.beside,
        "1 differs from the one here: both are in the list.",
        "differ from those here: both are in the list.",
    );
    add(
        &mut text,
        news.busy,
        "1 is at work or open just now: import again when it is not.",
        "are at work or open just now: import again when they are not.",
    );
    add(
        &mut text,
        news.unread_here,
        "1 is here in a form that cannot be read, and is left alone.",
        "are here in a form that cannot be read, and are left alone.",
    );
    unread(&mut text, news.unreadable, news.newer);
    add(
        &mut text,
        news.not_stored,
        "1 could not be stored: make room, and import again.",
        "could not be stored: make room, and import again.",
    );
    add(
        &mut text,
        news.without_media,
        "For the sound of 1 there was no room: make some and import again, or choose its file to hear \
         it.",
        "are without their sound, for which there was no room: make some and import again, or choose \
         their files to hear them.",
    );
    if news.is_stopped {
        text.push_str(" It was stopped: import again for the rest.");
    }
    if news.is_cut_off {
        text.push_str(
            " The file ends in the middle: what was whole is here. Copy it once more from where it \
             was made, and import it again for the rest.",
        );
    }
    text
}

fn unread(text: &mut String, unreadable: usize, newer: usize) {
    add(text, unreadable, "1 could not be read.", "could not be read.");
    add(
        text,
        newer,
        "1 was made by a newer version of this page: load the page again to get that.",
        "were made by a newer version of this page: load the page again to get that.",
    );
}

fn add(text: &mut String, count: usize, one: &str, many: &str) {
    match count {
        0 => {}
        1 => text.extend([" ", one]),
        _ => text.extend([" ", &count.to_string(), " ", many]),
    }
}

/// Why a file was not imported.
pub(super) const fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::Unreadable => {
            "It cannot be read from the disk: it was moved or changed. Choose it again."
        }
        WhyNot::NotAnArchive => {
            "It is no archive of Diarist. “Export everything” makes one, named diarist-….tar; a \
             transcript is opened with “Open a transcript file”."
        }
        WhyNot::Newer => {
            "A newer version of this page made it. Load the page again to get that version."
        }
        WhyNot::Blocked => {
            "Another tab with an older version of this page holds what is stored here. Close that tab, \
             and import again."
        }
        WhyNot::NotKept => {
            "This browser keeps nothing for this page just now (a private window, or storage is \
             blocked), so what comes in would be lost. Import it in an ordinary window."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_are_told_in_whole_sentences() {
        let plain = News { new: 12, known: 3, ..News::default() };
        assert_eq!(
            news(&plain),
            "12 recordings came in. 3 were here already and are left as they are."
        );
        assert!(!is_less_than_all(&plain));
        let odd = News {
            new: 1,
            known: 1,
            beside: 2,
            unreadable: 1,
            without_media: 2,
            is_cut_off: true,
            ..News::default()
        };
        assert!(is_less_than_all(&odd));
        let text = news(&odd);
        assert!(text.starts_with("1 recording came in. 1 was here already"), "{text}");
        assert!(text.contains(" 2 differ from those here: both are in the list."), "{text}");
        assert!(text.contains(" 1 could not be read. 2 are without their sound"), "{text}");
        assert!(text.ends_with("for the rest."), "{text}");
        assert_eq!(news(&News::default()), "No new recording came in.");
    }

    #[test]
    fn what_is_not_in_an_archive_is_named() {
        let name = || "diarist-2030-01-02.tar".to_owned();
        let missing = |title: &str, what| Missing { title: title.to_owned(), what };
        let all = Handed {
            name: name(),
            all: 13,
            incomplete: 0,
            missing: Vec::new(),
            raw: 1,
            not_packed: 0,
        };
        assert_eq!(
            handed(&all),
            "All 13 recordings are in diarist-2030-01-02.tar, which was handed to the browser. 1 record \
             that this version cannot read is in it as it is stored."
        );
        let some = Handed {
            incomplete: 1,
            missing: vec![missing("Talk", What::Transcript), missing("Talk", What::Media)],
            ..all
        };
        let text = handed(&some);
        assert!(text.starts_with("12 of 13 recordings are in diarist-2030-01-02.tar"), "{text}");
        assert!(
            text.contains("Not in it: the transcript of “Talk”; the sound of “Talk”."),
            "{text}"
        );
    }

    #[test]
    fn what_is_in_an_archive_is_told_before_it_comes_in() {
        let plain = Offer {
            name: "a.tar".to_owned(),
            all: 12,
            known: 3,
            unreadable: 0,
            newer: 0,
            is_cut_off: false,
        };
        assert_eq!(
            found(&plain),
            "12 recordings. 3 are here already: what they lack here comes in. Nothing that is here is \
             replaced."
        );
    }
}
