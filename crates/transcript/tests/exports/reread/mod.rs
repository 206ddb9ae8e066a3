//! Reads every format again, where it can be with somebody else's parser, and compares it with
//! what was said.

mod lists;
mod pages;
mod subtitles;
mod tables;
mod tiers;

use transcript::{
    SpeakerId, Turn, Word,
    export::{Choice, Format, Input, Options, export},
};

/// Exports and checks what came out.
///
/// # Panics
///
/// Where it is not what was said.
pub(crate) fn check(format: Format, input: &Input<'_>, options: &Options) {
    let file = export(format, input, options);
    match format {
        Format::Text => pages::check_text(&file, input, options),
        Format::Markdown => pages::check_markdown(&file, input, options),
        Format::Html => pages::check_html(&file, input, options),
        Format::Srt => subtitles::check_srt(&file, input, options),
        Format::WebVtt => subtitles::check_vtt(&file, input, options),
        Format::CsvTurns => tables::check_turns(&file, input, options),
        Format::CsvWords => tables::check_words(&file, input, options),
        Format::Json => tables::check_json(&file, input, options),
        Format::Rttm => lists::check_rttm(&file, input, options),
        Format::Ctm => lists::check_ctm(&file, input, options),
        Format::Audacity => lists::check_audacity(&file, input, options),
        Format::TextGrid => tiers::check_textgrid(&file, input, options),
        Format::Elan => tiers::check_elan(&file, input, options),
    }
}

/// The chosen turns.
fn turns<'a>(input: &Input<'a>) -> Vec<&'a Turn> {
    let is_chosen = |turn: &&Turn| {
        input.turns.as_ref().is_none_or(|range| range.contains(&turn.index))
            && input.speakers.is_none_or(|speakers| speakers.contains(&turn.speaker))
    };
    input.transcript.turns().iter().filter(is_chosen).collect()
}

fn words<'a>(input: &Input<'a>) -> Vec<Word<'a>> {
    turns(input).into_iter().flat_map(|turn| input.transcript.words(turn)).collect()
}

/// A character that every format can hold.
fn is_kept(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text as one line.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let kept: String = spaced.chars().filter(|c| is_kept(*c)).collect();
    kept.split(' ').filter(|word| !word.is_empty()).collect::<Vec<&str>>().join(" ")
}

/// All that can be seen of a text, without any white space.
fn solid(text: &str) -> String {
    text.chars().filter(|c| is_kept(*c) && !c.is_whitespace()).collect()
}

/// What a name or a title becomes.
fn label(text: &str) -> String {
    let turned = |c: &char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    one_line(&text.chars().filter(|c| !turned(c)).collect::<String>())
}

/// What a speaker is called.
fn name(input: &Input<'_>, options: &Options, speaker: SpeakerId) -> String {
    if options.has(Choice::Pseudonyms) {
        return format!("P{}", speaker.0 + 1);
    }
    let own = input.transcript.speaker(speaker).expect("the speaker of a turn").name();
    let given = input.names.get(usize::from(speaker.0)).map(|name| label(name));
    let named = [given.unwrap_or_default(), label(&own), "Unknown speaker".to_owned()];
    named.into_iter().find(|name| !name.is_empty()).expect("the last is a name")
}

/// Seconds as they are written, in milliseconds.
fn millis(seconds: &str) -> u32 {
    let (whole, part) = seconds.split_once('.').expect("seconds have decimals");
    assert_eq!(part.len(), 3, "milliseconds");
    whole.parse::<u32>().expect("a number") * 1_000 + part.parse::<u32>().expect("a number")
}
