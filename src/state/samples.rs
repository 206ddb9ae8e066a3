//! The sample conversations, which ship with the page.

/// A sample conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// Its name in the address, and the stem of its files in `samples/`.
    pub name: &'static str,
    /// Its title, in its own language.
    pub title: &'static str,
    /// The title's language.
    pub lang: &'static str,
    /// What it shows, for the list.
    pub about: &'static str,
}

/// All of them; the first is the one that a newcomer is offered.
pub const SAMPLES: [Sample; 3] = [
    Sample {
        name: "interview",
        title: "The piano tuner",
        lang: "en",
        about: "Interview, two voices",
    },
    Sample {
        name: "meeting",
        title: "A whale for the first floor",
        lang: "en",
        about: "Meeting, four voices",
    },
    Sample {
        name: "arabic", title: "حارسة المخطوطات", lang: "ar", about: "Interview in Arabic"
    },
];

/// The sample with this name.
pub fn by_name(name: &str) -> Option<Sample> {
    SAMPLES.iter().copied().find(|sample| sample.name == name)
}
