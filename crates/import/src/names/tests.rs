//! Who is named, and who is not.

use transcript::Millis;

use super::*;

fn read(texts: &[&str]) -> Vec<(String, String)> {
    let mut cues = Cues::default();
    for (second, text) in (0..).zip(texts) {
        cues.begin(Millis(second * 1_000), Millis(second * 1_000), Place::default());
        text.lines().for_each(|line| cues.line(line));
    }
    let pieces = attributed(&mut cues);
    let told =
        |piece: &Piece| (pieces.text(piece.speaker).to_owned(), pieces.text(piece.text).to_owned());
    pieces.all.iter().map(told).collect()
}

fn said(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

#[test]
fn a_name_counts_from_the_first_cue_until_another() {
    let cues = ["Ann Lee: One.", "Two.", "Bo: Three: four", "Ann Lee:\nFive.\nSix."];
    let expected = [
        ("Ann Lee", "One."),
        ("Ann Lee", "Two."),
        ("Bo", "Three: four"),
        ("Ann Lee", "Five. Six."),
    ];
    assert_eq!(read(&cues), said(&expected));
}

#[test]
fn speech_with_a_colon_names_nobody() {
    for cues in [
        &["So it began.", "One thing: it rained.", "Then: nothing."][..],
        &["Translator: Ann Lee", "It began at 10:30.", "http://example.org: see there"],
        &["and he said: no", "and he said: yes", "and he said: no"],
        &["Yes", "No", "Well", "Maybe", "Then", "So", "But", "Or", "Sum: 5", "Sum: 6"],
    ] {
        assert!(read(cues).iter().all(|(speaker, _)| speaker.is_empty()), "{cues:?}");
    }
    let cues = ["Ann: So", "and the question is: why?", "Bo: Note: it rains", "Example: rain"];
    let expected = [
        ("Ann", "So"),
        ("Ann", "and the question is: why?"),
        ("Bo", "Note: it rains"),
        ("Bo", "Example: rain"),
    ];
    assert_eq!(read(&cues), said(&expected));
}

#[test]
fn brackets_hold_names_or_sounds() {
    let cues = ["[Ann] Yes.", "[laughs] No.", "[Music]", "[Bo]: So?", "[Applause] Well"];
    let expected = [
        ("Ann", "Yes."),
        ("Ann", "[laughs] No."),
        ("Ann", "[Music]"),
        ("Bo", "So?"),
        ("Bo", "[Applause] Well"),
    ];
    assert_eq!(read(&cues), said(&expected));
    let sounds = ["[Music]", "[Music] So", "[Music] it began"];
    assert!(read(&sounds).iter().all(|(speaker, _)| speaker.is_empty()));
}

#[test]
fn odd_names_and_roles_count_where_they_repeat() {
    let cues = ["=cmd|' /C calc'!A0: One.", "host: Two.", "=cmd|' /C calc'!A0: Three.", "host: F"];
    let names: Vec<String> = read(&cues).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["=cmd|' /C calc'!A0", "host", "=cmd|' /C calc'!A0", "host"]);
}

#[test]
fn two_may_share_a_cue() {
    let cues = ["Ann: Yes.", "Bo: No.", "Ann: Yes!\nBo: No!"];
    let expected = [("Ann", "Yes."), ("Bo", "No."), ("Ann", "Yes!"), ("Bo", "No!")];
    assert_eq!(read(&cues), said(&expected));
    // The second only ever on second lines.
    let cues = ["ANN: The rope!\nBO: Yes.", "ANN: Then pull.\nBO: I do.\nHarder."];
    let expected =
        [("ANN", "The rope!"), ("BO", "Yes."), ("ANN", "Then pull."), ("BO", "I do. Harder.")];
    assert_eq!(read(&cues), said(&expected));
    let cues = ["-UNA: I have it.\n-MARC: Good.", "UNA: So.", "- [MARC] No.", "– MARC: Here."];
    let expected = [
        ("UNA", "I have it."),
        ("MARC", "Good."),
        ("UNA", "So."),
        ("MARC", "No."),
        ("MARC", "Here."),
    ];
    assert_eq!(read(&cues)[..3], said(&expected[..3]));
    assert_eq!(read(&cues)[4..], said(&expected[4..]));
}

#[test]
fn those_who_share_a_cue_share_its_time() {
    let mut cues = Cues::default();
    cues.begin(Millis(1_000), Millis(2_000), Place::default());
    for line in ["ANN: Yes.", "BO: No, no, no.", "ANN: Oh."] {
        cues.line(line);
    }
    cues.begin(Millis(3_000), Millis(4_000), Place::default());
    cues.line("BO: So.");
    let pieces = attributed(&mut cues);
    let times: Vec<_> = pieces.all.iter().map(|one| (one.start().0, one.end().0)).collect();
    assert_eq!(times, [(1_000, 1_222), (1_222, 1_833), (1_833, 2_000), (3_000, 4_000)]);
}

#[test]
fn chevrons_begin_another_voice() {
    let cues = [
        ">> CLERK: The park.",
        ">> MAYOR: So?",
        ">> I have one.",
        ">> MAYOR: Go on.",
        "CLERK: Two.",
    ];
    let expected = [
        ("CLERK", "The park."),
        ("MAYOR", "So?"),
        ("", "I have one."),
        ("MAYOR", "Go on."),
        ("CLERK", "Two."),
    ];
    assert_eq!(read(&cues), said(&expected));
    assert_eq!(read(&[">> is a sign", "in code"]), said(&[("", ">> is a sign"), ("", "in code")]));
}

#[test]
fn names_have_lines_for_themselves() {
    let cues = [
        "Before we begin",
        "The Chair (Ann Lee):\nThank you. I begin",
        "with the bridge.",
        "Bo Ek (River and Old Town) (Con):\nI thank the chair",
        "and ask.",
        "Then: nothing.",
    ];
    let (chair, bo) = ("The Chair (Ann Lee)", "Bo Ek (River and Old Town) (Con)");
    let expected = [
        ("", "Before we begin"),
        (chair, "Thank you. I begin"),
        (chair, "with the bridge."),
        (bo, "I thank the chair"),
        (bo, "and ask."),
        (bo, "Then: nothing."),
    ];
    assert_eq!(read(&cues), said(&expected));
    let cues = [
        "(Ann Lee)\nI wanted to ask",
        "(Ann Lee)\nwho it was.\n-\n(Bo Ek)\nNobody did",
        "(Bo Ek)\n(laughs)\nas far",
    ];
    let expected = [
        ("Ann Lee", "I wanted to ask"),
        ("Ann Lee", "who it was."),
        ("Bo Ek", "Nobody did"),
        ("Bo Ek", "(laughs) as far"),
    ];
    assert_eq!(read(&cues), said(&expected));
    assert_eq!(
        read(&["(door)\nSo.", "(door)\nNo."]),
        said(&[("", "(door) So."), ("", "(door) No.")])
    );
}

#[test]
fn what_all_cues_begin_with_is_a_name() {
    let cues = [
        "Ann Lee: Good morning.",
        "Doe, Jordan: Yes, I can.",
        "Ann Lee: Then: the first.",
        "iPhone de Petra: I am on the road.",
        "Sam Roe (she/her): One question.",
        "Doe, Jordan: We wait.",
    ];
    let names: Vec<String> = read(&cues).into_iter().map(|(name, _)| name).collect();
    let expected = [
        "Ann Lee",
        "Doe, Jordan",
        "Ann Lee",
        "iPhone de Petra",
        "Sam Roe (she/her)",
        "Doe, Jordan",
    ];
    assert_eq!(names, expected);
    let nobody = ["Ann: So.", "Yes, Ann: no.", "It rained.", "Ann: Oh."];
    assert_eq!(read(&nobody)[1], ("Ann".to_owned(), "Yes, Ann: no.".to_owned()));
}

#[test]
fn who_is_named_off_screen_does_not_take_over_a_scene() {
    let cues = [
        "[Ann] It was my first",
        "day at the mill.",
        "- You are late.",
        "Digo: nobody.",
        "So.",
        "Oh.",
        "[Ann] It ended.",
    ];
    let expected = [
        ("Ann", "It was my first"),
        ("Ann", "day at the mill."),
        ("", "- You are late."),
        ("", "Digo: nobody."),
        ("", "So."),
        ("", "Oh."),
        ("Ann", "It ended."),
    ];
    assert_eq!(read(&cues), said(&expected));
}
