//! Formats of one line each, split as their specifications say.

use transcript::export::{Input, Options};

use super::{millis, name, one_line, turns, words};

pub(crate) fn check_rttm(file: &str, input: &Input<'_>, options: &Options) {
    let turns = turns(input);
    assert_eq!(file.lines().count(), turns.len());
    let mut names = std::collections::HashMap::new();
    for (line, turn) in file.lines().zip(turns) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(fields.len(), 10, "{line}");
        assert_eq!((fields[0], fields[2]), ("SPEAKER", "1"));
        assert_eq!([fields[5], fields[6], fields[8], fields[9]], ["<NA>"; 4]);
        assert_eq!(millis(fields[3]), turn.start.0);
        assert_eq!(millis(fields[4]), turn.end.0 - turn.start.0);
        assert!(fields[7].starts_with(&name(input, options, turn.speaker).replace(' ', "_")));
        assert_eq!(*names.entry(fields[7].to_owned()).or_insert(turn.speaker), turn.speaker);
    }
}

pub(crate) fn check_ctm(file: &str, input: &Input<'_>, _: &Options) {
    let mut words = words(input);
    words.retain(|word| !one_line(word.text).is_empty());
    words.sort_by_key(|word| word.start);
    assert_eq!(file.lines().count(), words.len());
    for (line, word) in file.lines().zip(words) {
        let fields: Vec<&str> = line.split_whitespace().collect();
        assert!(matches!(fields.len(), 5 | 6), "{line}");
        assert!(!line.starts_with(";;"), "a comment");
        assert_eq!(millis(fields[2]), word.start.0);
        assert_eq!(millis(fields[3]), word.end.0 - word.start.0);
        assert_eq!(fields[4], one_line(word.text).replace(' ', "_"));
        if let Some(share) = fields.get(5) {
            let share: f32 = share.parse().expect("a number");
            assert!((share - word.confidence.expect("known").get()).abs() < 1e-5);
        }
    }
}

pub(crate) fn check_audacity(file: &str, input: &Input<'_>, _: &Options) {
    let turns = turns(input);
    assert_eq!(file.split_terminator('\n').count(), turns.len());
    for (line, turn) in file.split_terminator('\n').zip(turns) {
        let fields: Vec<&str> = line.split('\t').collect();
        assert_eq!(fields.len(), 3, "{line}");
        assert_eq!((millis(fields[0]), millis(fields[1])), (turn.start.0, turn.end.0));
        assert!(fields[2].ends_with(&one_line(input.transcript.turn_text(turn))));
    }
}
