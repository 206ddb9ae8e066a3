//! An export to be made elsewhere: all that it takes, as bytes (see `packed`).

use std::ops::Range;

use super::{Choice, CueLimits, FileKind, Input, Options};
use crate::packed::{Packer, Unpacker};
use crate::{Millis, SpeakerId, Transcript};

/// What is to be made of what.
#[derive(Clone, Debug)]
pub struct Order {
    /// The kind of file.
    pub kind: FileKind,
    /// What is chosen about it.
    pub options: Options,
    transcript: Transcript,
    names: Vec<String>,
    title: String,
    file_name: String,
    id: Option<String>,
    language: Option<String>,
    date: Option<String>,
    turns: Option<Range<u32>>,
    speakers: Option<Vec<SpeakerId>>,
}

impl Order {
    /// An order as bytes.
    pub fn pack(kind: FileKind, input: &Input<'_>, options: &Options) -> Vec<u8> {
        let mut packer = Packer::with_capacity(input.transcript.packed_size());
        let place = FileKind::ALL.iter().position(|known| *known == kind);
        packer.number(place.and_then(|place| place.try_into().ok()).unwrap_or_default());
        pack_options(&mut packer, options);
        input.transcript.pack_into(&mut packer);
        packer.each(input.names.iter(), |packer, name| packer.text(name));
        packer.text(input.title);
        packer.text(input.file_name);
        packer.maybe(input.id, Packer::text);
        packer.maybe(input.language, Packer::text);
        packer.maybe(input.date, Packer::text);
        packer.maybe(input.turns.as_ref(), |packer, turns| {
            packer.number(turns.start);
            packer.number(turns.end);
        });
        packer.maybe(input.speakers, |packer, speakers| {
            packer.rows(speakers.iter().map(|speaker| [speaker.0.into()]));
        });
        packer.finish()
    }

    /// The order that [`Order::pack`] made these bytes from; `None` for any others.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let place = usize::try_from(unpacker.number()?).ok()?;
        let order = Self {
            kind: *FileKind::ALL.get(place)?,
            options: unpack_options(&mut unpacker)?,
            transcript: Transcript::unpack_from(&mut unpacker)?,
            names: unpacker.each(owned)?,
            title: owned(&mut unpacker)?,
            file_name: owned(&mut unpacker)?,
            id: unpacker.maybe(owned)?,
            language: unpacker.maybe(owned)?,
            date: unpacker.maybe(owned)?,
            turns: unpacker.maybe(|unpacker| Some(unpacker.number()?..unpacker.number()?))?,
            speakers: unpacker.maybe(|unpacker| {
                let speaker = |[id]: [u32; 1]| id.try_into().ok().map(SpeakerId);
                unpacker.rows()?.map(speaker).collect()
            })?,
        };
        unpacker.is_done().then_some(order)
    }

    /// What it is to be made of.
    pub fn input(&self) -> Input<'_> {
        Input {
            transcript: &self.transcript,
            names: &self.names,
            title: &self.title,
            file_name: &self.file_name,
            id: self.id.as_deref(),
            language: self.language.as_deref(),
            date: self.date.as_deref(),
            turns: self.turns.clone(),
            speakers: self.speakers.as_deref(),
        }
    }
}

fn owned(unpacker: &mut Unpacker<'_>) -> Option<String> {
    unpacker.text().map(str::to_owned)
}

fn pack_options(packer: &mut Packer, options: &Options) {
    for choice in Choice::ALL {
        packer.number(options.has(choice).into());
    }
    packer.number(options.cues.line.into());
    packer.number(options.cues.lines.into());
    packer.number(options.cues.time.0);
}

fn unpack_options(unpacker: &mut Unpacker<'_>) -> Option<Options> {
    let mut options = Options::default();
    for choice in Choice::ALL {
        options = options.with(choice, unpacker.number()? == 1);
    }
    let line = unpacker.number()?.try_into().ok()?;
    let lines = unpacker.number()?.try_into().ok()?;
    Some(options.with_cues(CueLimits { line, lines, time: Millis(unpacker.number()?) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Format, export, fixture::conversation};

    #[test]
    fn an_order_is_made_of_what_was_given() {
        let transcript = conversation(&[("A", "Où?"), ("B", "Là."), ("A", "Ah.")]);
        let names = ["Ann".to_owned(), "Bo".to_owned()];
        let input = Input {
            names: &names,
            title: "Talk",
            file_name: "talk.mp3",
            id: Some("7"),
            language: Some("fr"),
            date: Some("2026-01-31T12:00:00Z"),
            turns: Some(0..2),
            speakers: Some(&[SpeakerId(1)]),
            ..Input::new(&transcript)
        };
        let cues = CueLimits { line: 20, lines: 1, time: Millis(3_000) };
        let options = Options::default().with(Choice::Gaps, true).with_cues(cues);
        for kind in FileKind::ALL {
            let order = Order::unpack(&Order::pack(kind, &input, &options)).expect("unpacks");
            assert_eq!((order.kind, order.options), (kind, options));
            assert_eq!(format!("{:?}", order.input()), format!("{input:?}"));
            let format = kind.shown_as();
            assert_eq!(
                export(format, &order.input(), &order.options),
                export(format, &input, &options)
            );
        }
    }

    #[test]
    fn anything_else_is_no_order() {
        let transcript = conversation(&[("A", "Yes.")]);
        let kind = FileKind::Text(Format::Text);
        let bytes = Order::pack(kind, &Input::new(&transcript), &Options::default());
        for length in 0..bytes.len() {
            assert!(Order::unpack(&bytes[..length]).is_none(), "{length}");
        }
        assert!(Order::unpack(&[&bytes[..], &[0]].concat()).is_none());
        let mut other = bytes;
        other[0] = 99;
        assert!(Order::unpack(&other).is_none());
    }
}
