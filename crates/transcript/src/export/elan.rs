//! ELAN's annotation format: <https://www.mpi.nl/tools/elan/EAFv3.0.xsd>, described in
//! <https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf>.

use super::{
    markup::{push_attribute, push_escaped},
    number::push_number,
    spans::{Tier, tiers},
    view::View,
};

/// What every file begins with, up to the date.
const OPENING: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    "<ANNOTATION_DOCUMENT AUTHOR=\"\" FORMAT=\"3.0\" VERSION=\"3.0\"",
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
    " xsi:noNamespaceSchemaLocation=\"http://www.mpi.nl/tools/elan/EAFv3.0.xsd\"",
);

/// What comes after the tiers: their one type.
const CLOSING: &str = concat!(
    "<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID=\"utterance\" TIME_ALIGNABLE=\"true\"",
    " GRAPHIC_REFERENCES=\"false\"/>\n",
    "</ANNOTATION_DOCUMENT>\n",
);

/// One tier per speaker, its annotations aligned in milliseconds. The recording is looked for
/// beside the file.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let tiers = tiers(view);
    out.push_str(OPENING);
    push_attribute(out, "DATE", date(view.input.date));
    out.push_str(">\n<HEADER MEDIA_FILE=\"\" TIME_UNITS=\"milliseconds\">\n");
    push_media(out, &view.file_name());
    let annotations: usize = tiers.iter().map(|tier| tier.spans.len()).sum();
    out.push_str("<PROPERTY NAME=\"lastUsedAnnotationId\">");
    push_number(out, u32::try_from(annotations).unwrap_or(u32::MAX));
    out.push_str("</PROPERTY>\n</HEADER>\n<TIME_ORDER>\n");
    let mut slots = push_slots(out, &tiers).into_iter();
    out.push_str("</TIME_ORDER>\n");
    let mut number = 0;
    for tier in &tiers {
        push_tier(out, tier, &mut number, &mut slots);
    }
    out.push_str(CLOSING);
}

/// The date as it came, if it looks like one.
fn date(date: Option<&str>) -> &str {
    let is_one = |date: &&str| {
        let shape: String =
            date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let rest = shape.strip_prefix("0000-00-00T00:00:00");
        let rest = rest.map(|rest| rest.strip_prefix(".000").unwrap_or(rest));
        matches!(rest, Some("" | "Z" | "+00:00" | "-00:00"))
    };
    date.filter(is_one).unwrap_or("1970-01-01T00:00:00Z")
}

/// Appends the description of the recording, unless its name is unknown.
fn push_media(out: &mut String, file: &str) {
    if file.is_empty() {
        return;
    }
    let mut url = String::from("./");
    push_url(&mut url, file);
    out.push_str("<MEDIA_DESCRIPTOR");
    push_attribute(out, "MEDIA_URL", &url);
    push_attribute(out, "RELATIVE_MEDIA_URL", &url);
    push_attribute(out, "MIME_TYPE", media_type(file));
    out.push_str("/>\n");
}

/// What ELAN calls the type of a file; it looks for itself where that is unknown.
fn media_type(file: &str) -> &'static str {
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is = |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if is(&["wav"]) {
        "audio/x-wav"
    } else if is(&["mp4", "m4v"]) {
        "video/mp4"
    } else if is(&["mov"]) {
        "video/quicktime"
    } else if is(&["mp3", "m4a", "aac", "flac", "ogg", "oga", "opus"]) {
        "audio/*"
    } else {
        "unknown"
    }
}

/// Appends the name of a file as part of a URL.
fn push_url(out: &mut String, name: &str) {
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte / 16, byte % 16] {
                let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
                out.push(digit.to_ascii_uppercase());
            }
        }
    }
}

/// Appends the moments at which annotations start and end, in order of time. Returns their
/// numbers in order of the annotations: start, end, start, end.
fn push_slots(out: &mut String, tiers: &[Tier]) -> Vec<u32> {
    let spans = tiers.iter().flat_map(|tier| &tier.spans);
    let times = spans.flat_map(|span| [span.start, span.end]);
    let mut order: Vec<_> = times.enumerate().map(|(index, time)| (time, index)).collect();
    order.sort_unstable();
    let mut numbers = vec![0; order.len()];
    let mut number = 0;
    for (time, index) in order {
        number += 1;
        if let Some(slot) = numbers.get_mut(index) {
            *slot = number;
        }
        out.push_str("<TIME_SLOT TIME_SLOT_ID=\"ts");
        push_number(out, number);
        out.push_str("\" TIME_VALUE=\"");
        push_number(out, time.0);
        out.push_str("\"/>\n");
    }
    numbers
}

fn push_tier(
    out: &mut String,
    tier: &Tier,
    number: &mut u32,
    slots: &mut impl Iterator<Item = u32>,
) {
    out.push_str("<TIER LINGUISTIC_TYPE_REF=\"utterance\"");
    push_attribute(out, "PARTICIPANT", &tier.speaker);
    push_attribute(out, "TIER_ID", &tier.name);
    out.push_str(">\n");
    for span in &tier.spans {
        *number += 1;
        out.push_str("<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a");
        push_number(out, *number);
        for name in ["\" TIME_SLOT_REF1=\"ts", "\" TIME_SLOT_REF2=\"ts"] {
            out.push_str(name);
            push_number(out, slots.next().unwrap_or_default());
        }
        out.push_str("\"><ANNOTATION_VALUE>");
        push_escaped(out, &span.text);
        out.push_str("</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n");
    }
    out.push_str("</TIER>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_date_is_a_date() {
        for good in ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.123+02:00"] {
            assert_eq!(date(Some(good)), good);
        }
        for bad in ["", "today", "2026-01-31", "2026-01-31T12:00:00\"><", "é"] {
            assert_eq!(date(Some(bad)), "1970-01-01T00:00:00Z");
        }
    }

    #[test]
    fn a_file_is_named_as_a_url() {
        let mut out = String::new();
        push_url(&mut out, "my talk #1/é.mp3");
        assert_eq!(out, "my%20talk%20%231%2F%C3%A9.mp3");
        assert_eq!(media_type("a.WAV"), "audio/x-wav");
        assert_eq!(media_type("wav"), "unknown");
    }
}
