//! Finding the sound in a file and measuring its length (symphonia).

use std::fs::File;

use symphonia::core::codecs::CodecParameters;
use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::units::Timestamp;

/// How many packets may fail to decode before a file is no sound.
const TRIES: u32 = 8;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sound {
    /// Its length, where it can be told.
    pub(super) seconds: Option<f64>,
}

/// The sound in a file, if it holds any.
///
/// A codec that cannot be decoded here (Opus) counts as sound: its container says so.
pub(super) fn measure(file: File) -> Option<Sound> {
    let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
    let mut format = symphonia::default::get_probe()
        .probe(&Hint::new(), stream, FormatOptions::default(), MetadataOptions::default())
        .ok()?;
    let track = format.default_track(TrackType::Audio)?;
    let id = track.id;
    let time_base = track.time_base;
    let start = track.start_ts;
    let stated = time_base.zip(track.duration).and_then(|(base, ticks)| base.calc_duration(ticks));
    let parameters = track.codec_params.as_ref().and_then(CodecParameters::audio).cloned()?;

    let registry = symphonia::default::get_codecs();
    if let Ok(mut decoder) =
        registry.make_audio_decoder(&parameters, &AudioDecoderOptions::default())
    {
        let mut tries = 0;
        loop {
            let packet = format.next_packet().ok()??;
            if packet.track_id != id {
                continue;
            }
            if decoder.decode(&packet).is_ok() {
                break;
            }
            tries += 1;
            if tries == TRIES {
                return None;
            }
        }
    }
    let length = stated.or_else(|| {
        let end = last_timestamp(format.as_mut(), id)?;
        time_base.zip(end.duration_from(start)).and_then(|(base, ticks)| base.calc_duration(ticks))
    });
    Some(Sound { seconds: length.map(|length| length.as_secs_f64()) })
}

/// Where the last packet of a track ends.
fn last_timestamp(format: &mut dyn FormatReader, id: u32) -> Option<Timestamp> {
    let mut end = None;
    loop {
        match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == id => {
                end = end.max(packet.pts.checked_add(packet.dur));
            }
            Ok(Some(_)) | Err(Error::DecodeError(_)) => {}
            Ok(None) | Err(_) => return end,
        }
    }
}
