//! Everything in one file: taking it away, and bringing it here.

use super::plan::Plan;
use crate::reactive::Var;
use crate::state::library::{News, Transfer, WhyNot, use_library};
use crate::ui::button::button;
use crate::ui::check_box::check_box;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::file_input::file_input;
use crate::ui::note::{Tone, hint, note, row, sentence};
use crate::views::wording;

/// What opens the picker for an archive, and the native file input behind it.
pub(in crate::views::start) fn archive_picker() -> (Box<dyn Fn()>, El) {
    let library = use_library();
    file_input("Archive file", ".tar,application/x-tar", move |files| {
        if let Some(file) = files.into_iter().next() {
            library.import(file);
        }
    })
}

/// The dialog, open while this is the plan.
pub(super) fn export_dialog(plan: Var<Option<Plan>>) -> El {
    let is_open = move || plan.get() == Some(Plan::Export);
    dialog(
        "Export everything",
        is_open,
        move || plan.set(None),
        move || is_open().then(|| choices(plan)),
    )
}

fn choices(plan: Var<Option<Plan>>) -> El {
    let library = use_library();
    let text = "One file with every recording of this list: its transcript, names and state. Import \
                it in another browser or on another machine. Your key is not in it.";
    let media = library.media_bytes();
    let with_media = Var::new(media > 0);
    let label =
        format!("With the sound and pictures that are kept here ({})", wording::size(media));
    let media = (media > 0)
        .then(|| check_box(&label, move || with_media.get(), move |is_on| with_media.set(is_on)));
    let export = move || {
        plan.set(None);
        library.export(with_media.get_untracked());
    };
    el("div").class("stackv").child(el("p").text(text)).children(media).child(row([
        button("primary", "Export", export),
        button("quiet", "Not now", move || plan.set(None)),
    ]))
}

/// What became of the last archive.
pub(super) fn transfer_note() -> Option<El> {
    let library = use_library();
    let done = || row([button("quiet", "Done", move || library.forget_transfer())]);
    let bad =
        |title: &str, text: &str| Some(note(Tone::Bad, "alert", title, [sentence(text), done()]));
    match library.transfer()? {
        Transfer::Packing => Some(hint("busy", "refresh", "Making the archive…")),
        Transfer::Reading => Some(hint("busy", "refresh", "Reading the archive…")),
        Transfer::Packed(name) => {
            Some(hint("ok", "check", &format!("Everything is in {name}, among your downloads.")))
        }
        Transfer::NotPacked => bad(
            "The archive could not be made",
            "This browser has no room for it. Export without the sound, or remove recordings that \
             you do not need.",
        ),
        Transfer::Read(news) if news.is_cut_off || news.unreadable + news.without_media > 0 => {
            bad("Not all of the archive came in", &told(news))
        }
        Transfer::Read(news) => Some(hint("ok", "check", &told(news))),
        Transfer::NotRead(name, why) => {
            let text = match why {
                WhyNot::Unreadable => {
                    "It cannot be read from the disk: it was moved or changed. Choose it again."
                }
                WhyNot::NotAnArchive => {
                    "It is no archive of Diarist. “Export everything” makes one, named \
                     diarist-….tar; a transcript is opened with “Open a transcript file”."
                }
                WhyNot::Newer => {
                    "A newer version of this page made it. Load the page again to get that version."
                }
            };
            bad(&format!("{name} was not imported"), text)
        }
    }
}

/// "12 recordings came in. 3 were here already and are left as they are."
fn told(news: News) -> String {
    let mut text = match news.new {
        0 => "No new recording came in.".to_owned(),
        1 => "1 recording came in.".to_owned(),
        count => format!("{count} recordings came in."),
    };
    let mut add = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => text.push_str(one),
        _ => {
            text.push(' ');
            text.push_str(&count.to_string());
            text.push_str(many);
        }
    };
    add(
        news.known,
        " 1 was here already and is left as it is.",
        " were here already and are left as they are.",
    );
    add(news.unreadable, " 1 could not be read.", " could not be read.");
    add(
        news.without_media,
        " For the sound of 1 there was no room: choose its file again to hear it.",
        " are without their sound, for which there was no room: choose their files again to hear \
         them.",
    );
    if news.is_cut_off {
        text.push_str(
            " The file ends in the middle: what was whole is here. Copy it once more from where it \
             was made, and import it again for the rest.",
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_are_told_in_whole_sentences() {
        let news = News { new: 12, known: 3, ..News::default() };
        assert_eq!(
            told(news),
            "12 recordings came in. 3 were here already and are left as they are."
        );
        let news = News { new: 1, known: 1, unreadable: 1, without_media: 2, is_cut_off: true };
        let text = told(news);
        assert!(text.starts_with("1 recording came in. 1 was here already"), "{text}");
        assert!(text.contains(" 1 could not be read. 2 are without their sound"), "{text}");
        assert!(text.ends_with("for the rest."), "{text}");
        assert_eq!(told(News::default()), "No new recording came in.");
    }
}
