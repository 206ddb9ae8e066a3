//! Subtitles: by plain rules, then by others' parsers, which know no more than 99 hours.

use std::time::Duration;

use subtp::{
    srt::SubRip,
    vtt::{VttBlock, WebVtt},
};
use transcript::{
    SpeakerId,
    export::{Choice, Input, Options},
};

use super::{name, one_line, solid, turns};

/// A cue as it stands in the file.
struct Block<'a> {
    start: u64,
    end: u64,
    lines: Vec<&'a str>,
}

const LONG: u64 = 99 * 3_600_000;

pub(crate) fn check_srt(file: &str, input: &Input<'_>, options: &Options) {
    let blocks = blocks(file, ',');
    check_blocks(&blocks, options, str::to_owned);
    // Nothing is left out but what becomes something safe, and names come on top.
    let said = |text: &str| solid(text).chars().filter(|c| c.is_alphabetic()).count();
    let spoken: usize = turns(input).iter().map(|t| said(input.transcript.turn_text(t))).sum();
    let shown: usize = blocks.iter().flat_map(|block| &block.lines).map(|line| said(line)).sum();
    assert!(shown >= spoken);
    assert!(options.has(Choice::Names) || shown == spoken);
    if blocks.iter().all(|block| block.end < LONG) {
        let items = srtparse::from_str(file).expect("srtparse reads it");
        assert_eq!(items.len(), blocks.len());
        for ((index, item), block) in items.iter().enumerate().zip(&blocks) {
            assert_eq!(item.pos, index + 1);
            assert_eq!(Duration::from(item.start_time), Duration::from_millis(block.start));
            assert_eq!(Duration::from(item.end_time), Duration::from_millis(block.end));
            assert_eq!(item.text, block.lines.join("\n"));
        }
        let subtitles = SubRip::parse(file).expect("subtp reads it").subtitles;
        assert_eq!(subtitles.len(), blocks.len());
        for (subtitle, block) in subtitles.iter().zip(&blocks) {
            assert_eq!(subtitle.text, block.lines);
        }
    }
}

pub(crate) fn check_vtt(file: &str, input: &Input<'_>, options: &Options) {
    let (header, cues) = file.split_once("\n\n").expect("a header");
    assert_eq!(header, "WEBVTT");
    let (note, cues) = cues.split_once("\n\n").expect("a note");
    assert!(note.starts_with("NOTE ") && !note.contains("-->") && !note.contains('\n'));
    let blocks = blocks(cues, '.');
    let names: Vec<String> = (0..input.transcript.speakers().len())
        .map(|id| name(input, options, SpeakerId(u16::try_from(id).expect("few speakers"))))
        .collect();
    check_blocks(&blocks, options, |line| plain(line, options.has(Choice::Names), &names));
    let shown = blocks.iter().flat_map(|block| &block.lines);
    let mut shown: Vec<char> = shown
        .flat_map(|line| {
            solid(&plain(line, options.has(Choice::Names), &names)).chars().collect::<Vec<_>>()
        })
        .collect();
    let spoken = turns(input);
    let mut spoken: Vec<char> = spoken
        .iter()
        .flat_map(|t| solid(input.transcript.turn_text(t)).chars().collect::<Vec<_>>())
        .collect();
    // Turns that overlap are mixed.
    shown.sort_unstable();
    spoken.sort_unstable();
    assert_eq!(shown, spoken);
    if blocks.iter().all(|block| block.end < LONG) {
        let read = WebVtt::parse(file).expect("subtp reads it").blocks;
        let read: Vec<_> = read
            .into_iter()
            .filter_map(|block| if let VttBlock::Que(cue) = block { Some(cue) } else { None })
            .collect();
        assert_eq!(read.len(), blocks.len());
        for (cue, block) in read.iter().zip(&blocks) {
            assert_eq!(cue.payload, block.lines);
        }
    }
}

fn blocks(file: &str, mark: char) -> Vec<Block<'_>> {
    let texts = file.split_terminator("\n\n");
    let block = texts.enumerate().map(|(index, text)| {
        let mut lines = text.split('\n');
        assert_eq!(lines.next(), Some((index + 1).to_string().as_str()));
        let times = lines.next().expect("a line of times");
        let (start, end) = times.split_once(" --> ").expect("two times");
        let lines: Vec<&str> = lines.collect();
        assert!(!lines.is_empty());
        Block { start: time(start, mark), end: time(end, mark), lines }
    });
    block.collect()
}

fn time(text: &str, mark: char) -> u64 {
    let (clock, part) = text.split_once(mark).expect("milliseconds");
    assert_eq!(part.len(), 3);
    let seconds = clock.split(':').fold(0, |sum, part| {
        assert!(part.len() >= 2);
        sum * 60 + part.parse::<u64>().expect("a number")
    });
    seconds * 1_000 + part.parse::<u64>().expect("a number")
}

fn check_blocks(blocks: &[Block<'_>], options: &Options, plain: impl Fn(&str) -> String) {
    let (most, count) = (options.cues.line.clamp(10, 500), options.cues.lines.clamp(1, 10));
    assert!(blocks.is_sorted_by_key(|block| block.start));
    for block in blocks {
        assert!(block.end > block.start);
        assert!(block.end - block.start <= u64::from(options.cues.time.0.max(1_000)));
        let mut is_over = false;
        for line in &block.lines {
            assert!(!line.trim().is_empty(), "a blank line");
            assert!(!line.contains("-->"), "{line}");
            let line = plain(line);
            let length = line.chars().count();
            let longest = line.split(' ').map(|word| word.chars().count()).max();
            // A long word has a line of its own, but for a short name.
            is_over |= longest > Some(usize::from(most / 2));
            assert!(length <= usize::from(most) || longest > Some(usize::from(most / 2)), "{line}");
        }
        assert!(block.lines.len() <= usize::from(count) || is_over || count == 1);
    }
}

/// A line of `WebVTT` as it is shown.
fn plain(line: &str, has_names: bool, names: &[String]) -> String {
    let line = match line.strip_prefix("<v ") {
        Some(rest) if has_names => {
            let (voice, text) = rest.split_once('>').expect("the tag ends");
            assert!(names.contains(&one_line(&unescaped(voice))), "{voice}");
            text
        }
        _ => line,
    };
    assert!(!line.contains(['<', '>']), "{line}");
    unescaped(line)
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
