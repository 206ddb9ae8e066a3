//! Twice the file takes twice the time, and no file takes more memory than a few times its size:
//! shapes that are repeated to the end, as whoever wants to stop the page would write them.

#![allow(clippy::expect_used, reason = "what cannot be measured is no test")]

mod measured;

use std::fmt::Write as _;
use std::time::Duration;

use import::{Format, read, recognise};
use rustix::time::{ClockId, clock_gettime};

/// Bytes of the shortest file.
const LENGTH: usize = 16 * 1024;

/// Times that a time is taken at first; the shortest counts.
const RUNS: usize = 3;

/// Times that it is taken again where the machine was busy with something else.
const MORE_RUNS: usize = 12;

/// A shape that took so long is not looked at any further.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes of memory for each byte of a file.
const SHARE: usize = 20;

/// Bytes of memory that any file may take, however short.
const FREE: usize = 128 * 1024;

/// A file: something repeated until it is long enough. `#` is the number of the repetition, `%` one
/// letter or two that change with it.
struct Shape {
    format: Format,
    head: &'static str,
    unit: &'static str,
    tail: &'static str,
}

impl Shape {
    fn file(&self, length: usize) -> String {
        let mut file = self.head.to_owned();
        let mut number = 0_u32;
        while file.len() < length {
            for c in self.unit.chars() {
                match c {
                    '#' => write!(file, "{number}").expect("a string takes it"),
                    '%' => file.extend(letters(number)),
                    c => file.push(c),
                }
            }
            number += 1;
        }
        file.push_str(self.tail);
        file
    }

    fn name(&self) -> String {
        let Self { format, head, unit, tail } = self;
        format!("{format:?} {head:?} {unit:?} {tail:?}")
    }
}

/// As few letters as tell numbers apart.
fn letters(mut number: u32) -> Vec<char> {
    let mut all = Vec::new();
    loop {
        all.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            return all;
        }
    }
}

const SRT: &str = "0:0-->0:9\n";
const VTT: &str = "WEBVTT\n\n0:0-->0:9\n";
const TURNS: &str = "turn,speaker,start,end,confidence,text\n";
const WORDS: &str = "turn,speaker,start,end,confidence,word\n";
const SPEAKER: &str = "SPEAKER a 1 0 1 <NA> <NA> a <NA> <NA>\n";

/// What is repeated, what stands last.
type Unit = (&'static str, &'static str);

/// Format, what stands first, and what follows.
const SHAPES: &[(Format, &str, &[Unit])] = &[
    (
        Format::Srt,
        SRT,
        &[
            ("<", ""),
            ("<", ">"),
            ("<i", ""),
            ("<i ", ">"),
            ("</", ">"),
            ("<i>", "x"),
            ("<b", "\n>"),
            ("<i>a</i>", ""),
            ("{", ""),
            ("{\\", ""),
            ("{\\", "}"),
            ("{\\}", "x"),
            ("<{\\", ">}"),
            ("a: ", ""),
            (":", ""),
            ("：", ""),
            ("[a", ""),
            ("[a]: ", ""),
            ("a ", ""),
            ("a\n", ""),
            ("\n", "a"),
            ("\r", "a"),
            ("7\n", ""),
            ("7\n\n", ""),
            ("-->", ""),
            ("0:0-->", ""),
            ("0:0-->0:0\n", "a"),
            ("0:0-->0:0\na\n", ""),
            ("0:0-->0:0\na.\n", ""),
            ("0:#-->0:0\na\n", ""),
            ("0:0-->0:9\n%:b\n", ""),
            ("0:0-->0:9\na: b\n", ""),
            ("0:0-->0:9\n[%] b\n", ""),
            ("0:0-->0:9\n% %: b\nAnn: c\n", ""),
            ("1\n00:00:#,000 --> 00:00:#,900\nAnn: Yes.\n\n", ""),
            ("%. ", ""),
            ("字。", ""),
        ],
    ),
    (
        Format::WebVtt,
        VTT,
        &[
            ("<", ""),
            ("<", ">"),
            ("<v", ""),
            ("<v a>x", ""),
            ("<v a>x<v b>y", ""),
            ("<v %>x", ""),
            ("<v a></v>", "x"),
            ("<v a>x</v>", ""),
            ("<v a ", ">x"),
            ("<v &amp;", ">x"),
            ("<0:0>a", ""),
            ("<0:0>", "a"),
            ("<v a><0:#>b", ""),
            ("<v a>b<0:0>c<v d>e", ""),
            ("<c>a</c>", ""),
            ("&", ""),
            ("&amp;", ""),
            ("&#", ""),
            ("&#39;", ""),
            ("&#x", ";"),
            ("a\n", ""),
            ("a ", ""),
            ("a ", "<0:0>b"),
            ("a\n", "<0:0>b"),
            (">\n", "<v a><0:0>b"),
            ("\n", "a"),
            ("\nNOTE\n", ""),
            ("\nNOTE a\nb\n", ""),
            ("\n0:0-->0:0\n", "a"),
            ("\n0:0-->0:0\na\n", ""),
            ("\n0:0-->0:0\n<v a>b\n", ""),
            ("\n0:0-->0:0\n<v %>b\n", ""),
            ("\n0:0-->0:0\n<0:0>b\n", ""),
            ("\n0:0-->0:0\na\nb\n", ""),
            ("\n0:0-->0:0\n%: b\n", ""),
            ("\nx\n0:0-->0:0\na\n", ""),
            ("\n00:00:#.000 --> 00:00:#.900\n<v Ann>Yes.\n", ""),
        ],
    ),
    (
        Format::Rttm,
        SPEAKER,
        &[
            ("\n", ""),
            (" ", ""),
            ("a ", ""),
            (";;\n", ""),
            ("SPEAKER ", ""),
            ("SPEAKER a 1 0 0\n", ""),
            ("SPEAKER b 1 0 0\n", ""),
            ("SPEAKER a 1 0 0 . . %\n", ""),
            ("SPEAKER a 1 # 0 . . A_%\n", ""),
            ("SPEAKER a 1 0 0 . . a 1\n", ""),
            ("SPEAKER a 1 0.0000000000 1e9\n", ""),
            ("SPKR-INFO\n", ""),
            ("LEXEME a 1 0 0 a\n", ""),
            ("SPEAKER a 1 9 0\nSPEAKER a 1 0 0\n", ""),
            ("\r", ""),
            ("0", " "),
            ("_", ""),
            ("SPEAKER a 1 0 0 . . _____ \n", ""),
            ("SPEAKER a 1 # 9999999 . . %\n", ""),
            ("SPEAKER talk 1 #.480 3.88 <NA> <NA> Ann_Lee <NA> <NA>\n", ""),
        ],
    ),
    (
        Format::Csv,
        TURNS,
        &[
            (",", ""),
            ("\"", ""),
            ("\"\"", ""),
            ("\"\"", "\""),
            ("\n", ""),
            (",,,,,\n", ""),
            ("1,,,,,a\n", ""),
            ("#,A,#,#,,a\n", ""),
            ("#,%,0,0,,a\n", ""),
            ("1,A,9,0,,a\n1,B,0,9,,a\n", ""),
            ("1,\"A\",0,0,0.9,\"a\"\n", ""),
            ("1,A,0,0,0.9,\"a\"\"", "\"\n"),
            ("1,A,0,0,0.9,\"\n\"\n", ""),
            ("1,A,0,0,0.9,'=a\n", ""),
            ("a ", ",,,,,b"),
            ("1,A,0,0,0.99999999999999999999999,a\n", ""),
        ],
    ),
    (
        Format::Csv,
        WORDS,
        &[
            (",,,,,a\n", ""),
            (",,0,,,a\n", ""),
            ("1,A,0,0,,a\n", ""),
            ("#,A,0,0,,a\n", ""),
            ("1,%,0,0,,a\n", ""),
            (",%,0,0,,a\n", ""),
            ("1,A,#,#,0.5,\"a\"\n", ""),
            ("1,A,0,0,,a b c\n", ""),
            ("1,A,0,0,,'=\n", ""),
        ],
    ),
    (Format::Csv, "turn,text,", &[(",", "\n1,a\n"), ("text,", "\n1,a\n"), ("\t", "\n")]),
    (
        Format::Csv,
        "turn,text\n",
        &[("1,a\n", ""), (",a\n", ""), ("1,\n", "1,a\n"), ("\r\n", "1,a\n")],
    ),
    (Format::Csv, "start,word\n", &[("0,a\n", ""), (",a\n", ""), ("#,%\n", "")]),
    (
        Format::Whisper,
        "{\"segments\":[",
        &[
            ("{},", "]}"),
            ("{\"text\":\"a\"},", "]}"),
            ("{\"text\":\"a.\",\"start\":#},", "]}"),
            ("{\"text\":\"a\",\"speaker\":\"%\"},", "]}"),
            ("{\"words\":[]},", "]}"),
            ("{\"words\":[{\"word\":\"a\"}]},", "]}"),
            ("{\"words\":[{\"word\":\"a\",\"start\":0}],\"speaker\":\"%\"},", "]}"),
            ("{\"start\":0},", "{\"text\":\"a\"}]}"),
            ("[", ""),
            ("{\"a\":", ""),
            ("0,", "]}"),
            ("\"\\u0061\",", "]}"),
        ],
    ),
    (
        Format::Whisper,
        "{\"segments\":[{\"text\":\"a\",\"words\":[",
        &[
            ("{\"word\":\"a\"},", "]}]}"),
            ("{\"word\":\"a\",\"start\":0},", "]}]}"),
            ("{\"word\":\"a\",\"start\":#,\"speaker\":\"%\"},", "]}]}"),
            ("{},", "]}]}"),
            ("{\"text\":\"", ""),
        ],
    ),
    (
        Format::Whisper,
        "{\"segments\":[{\"start\":0,\"text\":\"b\"}],\"words\":[",
        &[
            ("{\"word\":\"a\"},", "]}"),
            ("{\"word\":\"a\",\"start\":#},", "]}"),
            ("{\"word\":\"a\",\"start\":0,\"speaker\":\"%\"},", "]}"),
        ],
    ),
    (
        Format::Whisper,
        "{\"segments\":[{\"text\":\"a\"}],\"text\":\"",
        &[("a", "\"}"), ("a. ", "\"}"), ("\\n", "\"}"), ("\\u0061", "\"}"), ("字。", "\"}")],
    ),
    (
        Format::Deepgram,
        "{\"results\":{\"channels\":[{\"alternatives\":[{\"words\":[",
        &[
            ("{\"word\":\"a\"},", "]}]}]}}"),
            ("{\"word\":\"a\",\"speaker\":#},", "]}]}]}}"),
            ("{\"word\":\"a\",\"start\":#,\"end\":#},", "]}]}]}}"),
            (
                "{\"word\":\"a\",\"start\":0,\"speaker\":0},{\"word\":\"b\",\"speaker\":1},",
                "]}]}]}}",
            ),
            ("{\"word\":\"b\",\"punctuated_word\":\"a\"},", "]}]}]}}"),
            ("{},", "]}]}]}}"),
        ],
    ),
    (
        Format::Deepgram,
        "{\"results\":{\"channels\":[",
        &[
            ("{},", "]}}"),
            ("{\"alternatives\":[{\"words\":[{\"word\":\"a\"}]}]},", "]}}"),
            ("{\"alternatives\":[{},{},{}]},", "]}}"),
            ("{\"alternatives\":[{\"transcript\":\"a\"}]},", "]}}"),
        ],
    ),
    (
        Format::Deepgram,
        "{\"results\":{\"utterances\":[",
        &[
            ("{},", "]}}"),
            ("{\"transcript\":\"a\"},", "]}}"),
            ("{\"transcript\":\"a.\",\"start\":#},", "]}}"),
            ("{\"transcript\":\"a\",\"speaker\":#},", "]}}"),
            ("{\"transcript\":\"a\",\"speaker\":#,\"channel\":1},", "]}}"),
            ("{\"words\":[{\"word\":\"a\"}]},", "]}}"),
            ("{\"transcript\":\"a\",\"words\":[{\"word\":\"a\",\"start\":#}],\"start\":#},", "]}}"),
        ],
    ),
];

fn shapes() -> impl Iterator<Item = Shape> {
    SHAPES.iter().flat_map(|&(format, head, units)| {
        units.iter().map(move |&(unit, tail)| Shape { format, head, unit, tail })
    })
}

/// Does with a file what the page does; whether it was read.
fn work(format: Format, file: &str) -> bool {
    let _whatever = recognise(file.as_bytes());
    read(format, file.as_bytes()).is_ok()
}

/// The time that this thread had a processor for: others may want one, too.
fn clock() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("a time that has passed")
}

fn time(format: Format, file: &str) -> Duration {
    let began = clock();
    work(format, file);
    clock().saturating_sub(began)
}

/// By what the time grows where the length is doubled, by the shortest times of two doublings: one
/// alone is lost in what else a machine does.
fn growth(shape: &Shape) -> f64 {
    let (one, four) = (shape.file(LENGTH), shape.file(4 * LENGTH));
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    let mut growth = f64::INFINITY;
    let began = clock();
    for run in 0..RUNS + MORE_RUNS {
        short = short.min(time(shape.format, &one));
        long = long.min(time(shape.format, &four));
        growth = (long.as_secs_f64() / short.as_secs_f64()).sqrt();
        if (run + 1 >= RUNS && growth < 3.0) || clock().saturating_sub(began) > PATIENCE {
            break;
        }
    }
    growth
}

#[test]
fn importers_are_linear() {
    let slow: Vec<String> = shapes()
        .filter_map(|shape| {
            let growth = growth(&shape);
            (growth >= 3.0).then(|| format!("{}: {growth:.1} times as long", shape.name()))
        })
        .collect();
    assert!(slow.is_empty(), "twice the file took longer than twice:\n{}", slow.join("\n"));
}

#[test]
fn importers_take_a_few_times_the_file() {
    let (mut all, mut read) = (0, 0);
    let mut dear = Vec::new();
    for shape in shapes() {
        // Whatever doubles as it grows does that at one length or another.
        let lengths = [8, 10, 13].map(|times| LENGTH * times);
        let mut worst = 0.0_f64;
        for length in lengths {
            let file = shape.file(length);
            let (is_read, peak) = measured::peak(|| work(shape.format, &file));
            (all, read) = (all + 1, read + usize::from(is_read));
            #[expect(clippy::cast_precision_loss, reason = "lengths of files")]
            let share = peak.saturating_sub(FREE) as f64 / file.len() as f64;
            worst = worst.max(share);
        }
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        if worst > SHARE as f64 {
            dear.push(format!("{}: {worst:.1} times its size", shape.name()));
        }
    }
    println!("{read} of {all} files were read");
    assert!(dear.is_empty(), "more than {SHARE} times the file:\n{}", dear.join("\n"));
    assert!(read * 2 > all, "most of the files must be read to the end, not {read} of {all}");
}

#[test]
fn each_format_has_twenty_shapes() {
    for format in Format::ALL {
        let count = shapes().filter(|shape| shape.format == format).count();
        assert!(count >= 20 || format == Format::Deepgram && count >= 17, "{format:?}: {count}");
    }
}
