//! The faults that stay.

use super::{Body, Lasting, Next, Obstacle, Step};

const NO_TOKEN: Body =
    Body::json(r#"{"error":"Authentication error, API token missing/invalid."}"#);
const INVALID_KEY: Body = Body::json(r#"{"error":"Invalid API key"}"#);
const NEGATIVE: Body = Body::json(
    r#"{"error":"Your current account balance is negative. Please top up to continue using the API."}"#,
);
const NO_SPEAKERS: Body = Body::json(
    r#"{"error":"The following models are not available in this language: speaker_labels"}"#,
);
const SCHEMA: Body = Body::json(
    r#"{"error":"Invalid endpoint schema, please refer to documentation for examples."}"#,
);
const FOREIGN: Body = Body::json(r#"{"error":"Cannot access uploaded file"}"#);
const NO_SUCH_ID: Body =
    Body::json(r#"{"error":"Transcript lookup error, transcript id not found"}"#);
const NOT_ALLOWED: Body = Body::json(r#"{"error":"Your plan does not include this."}"#);
const TEAPOT: Body = Body::json(r#"{"error":"Only <b>teapots</b> today"}"#);
const TOO_LARGE: Body = Body::json(r#"{"error":"File too large"}"#);
const PROXY_LIMIT: Body = Body::html("<html><h1>413 Request Entity Too Large</h1></html>");
const NOT_FOUND: Body = Body::html("<html><h1>404 Not Found</h1></html>");

const ADD_CREDIT: &str = "Add credit at AssemblyAI";
const CHARGES: &str = "What AssemblyAI charges for";

const KEY_REFUSED: &str = "AssemblyAI did not accept this key.";
const NEEDS_CREDIT: &str = "Your AssemblyAI account needs credit.";
const LARGER: &str = "Larger than AssemblyAI’s upload limit (2.2 GB)";
const KEPT: &str = "The upload is kept: trying again does not send the file again.";
const PASTE: &str = "Paste your AssemblyAI API key";
const UNREADABLE: &str = "This file cannot be read";
const GONE: &str = "AssemblyAI no longer has this transcript.";

const AGAIN: Next = Next::Press("Try again");
const WITH_KEY: Next = Next::TypeKeyAndPress("Try again");
const SETTINGS: Next = Next::GoBack("Change the settings");
const START_OVER: Next = Next::GoBack("Back to settings");
const OTHER_FILE: Next = Next::ChooseAgain("Choose the file again");

/// The faults that stay.
pub const LASTING: &[Lasting] = &[
    // The form.
    Lasting::new("no recording", Obstacle::NoFile, &["No recording is chosen"], Next::ChooseFile)
        .sample(),
    Lasting::new("no key", Obstacle::Key(""), &[PASTE], Next::TypeKey),
    Lasting::new("“Bearer” and no key", Obstacle::Key("Bearer "), &[PASTE], Next::TypeKey),
    Lasting::new(
        "a key that no header can hold",
        Obstacle::Key("schlüssel"),
        &[PASTE],
        Next::TypeKey,
    ),
    Lasting::new(
        "no voices",
        Obstacle::Voices("0"),
        &["Give a whole number of voices from 1 to 30"],
        Next::Correct("Number of voices", "2"),
    ),
    Lasting::new(
        "from 5 to 2 voices",
        Obstacle::VoicesBetween("5", "2"),
        &["The first number must not be larger than the second."],
        Next::Correct("At least", "2"),
    ),
    Lasting::new("empty file", Obstacle::EmptyFile, &["This file is empty."], Next::ChangeFile)
        .sample(),
    Lasting::new(
        "file over 2.2 GB",
        Obstacle::LargeFile,
        &[LARGER, "2.2 GB", "Save only its sound", "public link"],
        Next::ChangeFile,
    )
    .sample(),
    Lasting::new(
        "file deleted after it was chosen",
        Obstacle::FileGone,
        &[UNREADABLE],
        Next::ChangeFile,
    ),
    Lasting::new(
        "file changed after it was chosen",
        Obstacle::FileChanged,
        &[UNREADABLE],
        Next::ChangeFile,
    ),
    // The key.
    refused("401", Step::Check, 401, NO_TOKEN, &[KEY_REFUSED], Next::TypeKey).sample(),
    refused("401 “Invalid API key”", Step::Check, 401, INVALID_KEY, &[KEY_REFUSED], Next::TypeKey),
    refused("401 with an empty body", Step::Check, 401, Body::EMPTY, &[KEY_REFUSED], Next::TypeKey),
    refused("402", Step::Check, 402, Body::EMPTY, &[NEEDS_CREDIT, "Nothing was sent."], AGAIN)
        .link(ADD_CREDIT),
    refused(
        "403 with another sentence",
        Step::Check,
        403,
        NOT_ALLOWED,
        &["(status 403)", "“Your plan does not include this.”", "Nothing was sent."],
        AGAIN,
    ),
    refused(
        "404 with HTML",
        Step::Check,
        404,
        NOT_FOUND,
        &["(status 404)", "Nothing was sent."],
        AGAIN,
    ),
    // The upload.
    refused("401", Step::Upload, 401, NO_TOKEN, &[KEY_REFUSED], WITH_KEY),
    refused("402", Step::Upload, 402, Body::EMPTY, &[NEEDS_CREDIT], AGAIN).link(ADD_CREDIT),
    refused("413", Step::Upload, 413, TOO_LARGE, &[LARGER, "Save only the sound"], OTHER_FILE),
    refused("413 with HTML", Step::Upload, 413, PROXY_LIMIT, &[LARGER], OTHER_FILE),
    refused(
        "400",
        Step::Upload,
        400,
        SCHEMA,
        &["(status 400)", "“Invalid endpoint schema, please refer to documentation for examples.”"],
        SETTINGS,
    ),
    refused(
        "418",
        Step::Upload,
        418,
        TEAPOT,
        &["(status 418)", "“Only <b>teapots</b> today”"],
        AGAIN,
    ),
    Lasting::new(
        "file deleted while it is sent",
        Obstacle::FileGoneInUpload,
        &["The file changed on disk.", "Choose it again.", "Your settings are kept."],
        OTHER_FILE,
    ),
    // The request for the job.
    refused(
        "400, the balance is negative",
        Step::Submit,
        400,
        NEGATIVE,
        &[NEEDS_CREDIT, KEPT],
        AGAIN,
    )
    .link(ADD_CREDIT)
    .sample(),
    refused("402", Step::Submit, 402, Body::EMPTY, &[NEEDS_CREDIT, KEPT], AGAIN).link(ADD_CREDIT),
    refused(
        "400, no speakers in this language",
        Step::Submit,
        400,
        NO_SPEAKERS,
        &["not available in this language: speaker_labels", "Language", KEPT],
        Next::ChangeLanguage("Change the settings"),
    )
    .sample(),
    refused(
        "400",
        Step::Submit,
        400,
        SCHEMA,
        &[
            "(status 400)",
            "“Invalid endpoint schema, please refer to documentation for examples.”",
            KEPT,
        ],
        SETTINGS,
    ),
    refused("422", Step::Submit, 422, SCHEMA, &["(status 422)", KEPT], SETTINGS),
    refused("401", Step::Submit, 401, NO_TOKEN, &[KEY_REFUSED, KEPT], WITH_KEY).sample(),
    refused(
        "403, the upload of another key",
        Step::Submit,
        403,
        FOREIGN,
        &["This upload belongs to another key."],
        Next::Press("Upload again"),
    )
    .makes(2, 1)
    .sample(),
    refused("404 with HTML", Step::Submit, 404, NOT_FOUND, &["(status 404)", KEPT], AGAIN),
    // The search for a job whose answer was lost.
    refused("401", Step::Find, 401, NO_TOKEN, &[KEY_REFUSED, KEPT], WITH_KEY),
    refused("400", Step::Find, 400, SCHEMA, &["(status 400)", KEPT], SETTINGS),
    // The polls.
    refused("400, no such id", Step::Poll, 400, NO_SUCH_ID, &[GONE], START_OVER).makes(1, 2),
    refused("404, no such id", Step::Poll, 404, NO_SUCH_ID, &[GONE], START_OVER).makes(1, 2),
    refused("404 with HTML", Step::Poll, 404, NOT_FOUND, &["(status 404)", KEPT], AGAIN),
    refused("410 with an empty body", Step::Poll, 410, Body::EMPTY, &["(status 410)", KEPT], AGAIN),
    refused("401", Step::Poll, 401, NO_TOKEN, &[KEY_REFUSED, KEPT], WITH_KEY),
    refused("402", Step::Poll, 402, Body::EMPTY, &[NEEDS_CREDIT, KEPT], AGAIN).link(ADD_CREDIT),
    refused(
        "403 with another sentence",
        Step::Poll,
        403,
        NOT_ALLOWED,
        &["(status 403)", KEPT],
        AGAIN,
    ),
    ends("File does not appear to contain audio. File type is text/html").sample(),
    ends("Audio duration is too short."),
    ends(
        "Download error, unable to download https://cdn.example/1. Please make sure the file exists.",
    ),
    Lasting::new(
        "transcript deleted at AssemblyAI",
        Obstacle::Deleted,
        &["This transcript was deleted at AssemblyAI.", "“Deleted by user.”"],
        START_OVER,
    )
    .makes(1, 2)
    .sample(),
];

/// A request that is refused.
const fn refused(
    name: &'static str,
    step: Step,
    status: u16,
    body: Body,
    told: &'static [&'static str],
    next: Next,
) -> Lasting {
    Lasting::new(name, Obstacle::Refused(step, status, body), told, next)
}

/// A job that ends with an error; trying again makes another of the same upload.
const fn ends(error: &'static str) -> Lasting {
    let told = &["Transcription failed: ", KEPT];
    Lasting::new(error, Obstacle::JobError(error), told, AGAIN).link(CHARGES).makes(1, 2)
}
