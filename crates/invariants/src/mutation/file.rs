//! Transcripts of other programs, changed: lines and cells in another order, twice or not at all,
//! odd values in their places, and anything repeated until the file is long.

use super::random::Random;
use super::{mutate, raw};

/// A file of each kind that the page reads, as its program writes it.
const FILES: [&str; 9] = [
    "1\n00:00:05,000 --> 00:00:06,200\nAnn: {\\an8}Yes.\n\n2\n00:00:07,000 --> 00:00:08,000\n\
     <i>[Bo]</i> No.\nAnn: So.\n\n3\n00:00:09,500 --> 00:00:12,000\nIt was <b>cold</b>.\n",
    "WEBVTT - a talk\nLanguage: en\n\nNOTE by hand\n\nSTYLE\n::cue { color: red }\n\n1\n\
     00:01.000 --> 00:03.000 line:0\n<v Ann &amp; Bo>So<00:01.500> it was.</v>\n\n\
     00:03.500 --> 00:05.000\n<v.loud Bo>No &lt;b&gt;&#39;s.\nYes.\n",
    "WEBVTT\nKind: captions\n\n00:00:00.000 --> 00:00:02.000 align:start\n \n\
     it was<00:00:01.000><c> cold</c>\n\n00:00:02.000 --> 00:00:02.010\nit was cold\n \n\n\
     00:00:02.010 --> 00:00:04.000\nit was cold\nand<00:00:03.000><c> wet.</c>\n",
    ";; by hand\nSPKR-INFO talk 1 <NA> <NA> <NA> unknown Ann_Lee <NA> <NA>\n\
     SPEAKER talk 1 0.480 3.88 <NA> <NA> Ann_Lee <NA> <NA>\n\
     SPEAKER talk 1 5.2 14.2805 <NA> <NA> SPEAKER_01 0.5\nSPEAKER other 1 5.2 1 <NA> <NA> Bo\n",
    "turn,speaker,start,end,confidence,text\r\n1,\"Bo \"\"Captain\"\" Ek\",0.480,4.360,0.9375,\"Yes,\r\n\
     no.\"\r\n2,Ann,5.2,6,,'=1+1\r\n3,Ann,6,7,,'tis\r\n",
    "turn;speaker;start;end;word;note\n1;Ann;0,1;0,5;So;\n1;Bo;0,5;0,6;mm;\n1;Ann;0,6;1,0;it;\n\
     2;Ann;1,5;2,0;began.;\n",
    r#"{"text":" So it began.","segments":[{"id":0,"start":0.0,"end":2.5,"text":" So it began.",
    "words":[{"word":" So","start":0.0,"end":0.4,"probability":0.75},
    {"word":" it","start":0.4,"end":0.58,"probability":0.9}]},
    {"start":2.5,"end":4.005,"text":" Cold.","speaker":"SPEAKER_01","words":[]}],"language":"en"}"#,
    r#"{"task":"transcribe","language":"english","duration":"7.5",
    "words":[{"word":"So","start":0.0,"end":0.5},{"word":"Cold","start":2.5,"end":3}],
    "segments":[{"start":0,"end":2.5,"text":"So."},{"start":2.5,"end":4,"text":"Cold."}]}"#,
    r#"{"metadata":{"duration":4.25,"model_info":{"x":{"name":"9-general"}}},"results":{"channels":[
    {"detected_language":"en","alternatives":[{"transcript":"so ann","words":[
    {"word":"so","start":0.08,"end":0.32,"confidence":0.99,"speaker":0,"punctuated_word":"So,"},
    {"word":"ann","start":0.32,"end":0.7995,"speaker":1,"punctuated_word":"Ann."}]}]},
    {"alternatives":[{"words":[{"word":"no","start":3.501,"end":4}]}]}],"utterances":[
    {"start":0.1,"end":1.0,"channel":1,"transcript":"So, yes.","speaker":0,"confidence":0.5,
    "words":[{"word":"so","start":0.1,"end":0.5,"speaker":0}]}]}}"#,
];

/// What stands in files, and what breaks their readers.
const ODD: &[&str] = &[
    "",
    " ",
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    ",",
    ";",
    "\"",
    "\"\"",
    "'=",
    "<",
    ">",
    "</v>",
    "<v ",
    "<v a>",
    "<v b>",
    "<00:01.500>",
    "<c.x>",
    "<i>",
    "{\\",
    "{\\an8}",
    "}",
    "[",
    "]",
    ": ",
    "Ann: ",
    "：",
    "-->",
    "0:0-->0:0\n",
    "00:00:01,000 --> 00:00:02,000\n",
    "NOTE\n",
    "STYLE\n",
    "WEBVTT",
    "&",
    "&#x10ffff;",
    "SPEAKER a 1 ",
    "1e999",
    "-1",
    "99999999999999999999",
    "字。",
    "\u{202e}",
    "\0",
];

/// A file that is made longer is about so long.
const LONG: usize = 64 * 1024;

/// The mutated file of this number: a short one, now and then a long one.
#[must_use]
pub fn file(number: u64) -> Vec<u8> {
    let mut random = Random::new(number);
    let base = *random.pick(&FILES);
    if base.starts_with('{') && !random.one_in(4) {
        let bytes = mutate(base.as_bytes(), random.next()).unwrap_or_default();
        return lengthened(bytes, &mut random);
    }
    let mut text = base.to_owned();
    for _ in 0..*random.pick(&[0, 1, 1, 2, 2, 3, 4, 8]) {
        change(&mut text, &mut random);
    }
    let mut bytes = text.into_bytes();
    if random.one_in(4) {
        raw::change(&mut bytes, &mut random);
    }
    lengthened(bytes, &mut random)
}

/// Changes a text between two of its pieces, so that what comes of it still looks like a file.
fn change(text: &mut String, random: &mut Random) {
    let borders: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || c.is_ascii_punctuation())
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let (one, other) = (*random.pick(&borders), *random.pick(&borders));
    let (from, to) = (one.min(other), one.max(other));
    match random.below(6) {
        0 | 1 => text.insert_str(from, random.pick::<&str>(ODD)),
        2 => {
            let near = borders.iter().copied().find(|at| *at > from).unwrap_or(from);
            text.replace_range(from..near, random.pick::<&str>(ODD));
        }
        3 => text.replace_range(from..to, ""),
        4 => {
            let copy = text[from..to].to_owned();
            text.insert_str(*random.pick(&borders), &copy);
        }
        _ => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            let (one, other) = (random.below(lines.len()), random.below(lines.len()));
            if one < lines.len() && other < lines.len() {
                lines.swap(one, other);
            }
            *text = lines.concat();
        }
    }
}

/// Once in a while, a stretch is repeated where it stands until the file is long.
fn lengthened(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    if !random.one_in(100) {
        return bytes;
    }
    let stretch = random.stretch(bytes.len());
    let stretch =
        if random.one_in(2) { stretch.start..stretch.end.min(stretch.start + 12) } else { stretch };
    let copy = bytes[stretch.clone()].repeat(LONG / stretch.len().max(1));
    bytes.splice(stretch, copy);
    bytes
}
