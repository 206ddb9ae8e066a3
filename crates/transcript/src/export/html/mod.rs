//! A web page that stands alone: no server, no other file, nothing loaded.

use super::{
    Choice,
    markup::{push_attribute, push_escaped},
    number::push_number,
    text::{percent, push_gap},
    view::View,
};
use crate::{Clock, Millis, Turn};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The SHA-256 of [`STYLE`] and [`SCRIPT`], the only style and script that the page's policy
/// (<https://www.w3.org/TR/CSP3/>) lets run. Computed again by a test.
const POLICY: &str = concat!(
    "default-src 'none'; base-uri 'none'; form-action 'none'; ",
    "style-src 'sha256-6mHN9Z0cct4wuEN30pA8j28MHcHsK+7DnJV5Gnm6mdg='; ",
    "script-src 'sha256-RNHGyKS8z0k0uLtCo+F8P7V5p/bNgcH9qO6UbCLCcm8='",
);

/// What the policy lets in beside them where the recording is inside.
const POLICY_OF_SOUND: &str = "; media-src data:";

/// Stands in a page with [`Choice::Sound`] where the recording's address belongs: a `data:` address
/// of its bytes. It is there once, whatever is said.
pub const SOUND: &str = "data:audio/diarist,";

/// The title as a heading, a search, and a list of the turns in the colours of their speakers.
/// Paragraphs have their own direction. The search is there only where its script may run.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let title = view.title();
    out.push_str("<!doctype html>\n<html");
    push_attribute(out, "lang", &language(view.input.language));
    out.push_str(
        ">\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"",
    );
    out.push_str(POLICY);
    if view.has(Choice::Sound) {
        out.push_str(POLICY_OF_SOUND);
    }
    out.push_str("\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    push_escaped(out, &title);
    out.push_str("</title>\n<style>");
    out.push_str(STYLE);
    out.push_str("</style>\n<main>\n<h1 dir=\"auto\">");
    push_escaped(out, &title);
    out.push_str("</h1>\n<label lang=\"en\" hidden>Search <input type=\"search\"></label>\n");
    if view.has(Choice::Sound) {
        out.push_str("<audio controls src=\"");
        out.push_str(SOUND);
        out.push_str("\"></audio>\n");
    }
    out.push_str("<ol>\n");
    for turn in view.turns() {
        push_silence(out, view, turn.gap_before, "li");
        push_turn(out, view, turn);
    }
    out.push_str("</ol>\n</main>\n<script>");
    out.push_str(SCRIPT);
    out.push_str("</script>\n</html>\n");
}

fn push_turn(out: &mut String, view: &View<'_>, turn: &Turn) {
    out.push_str("<li class=\"t c");
    let look = view.transcript.speaker(turn.speaker).map(crate::Speaker::look);
    push_number(out, look.map_or(1, |look| u32::from(look.colour)));
    out.push_str("\">");
    if let Some(name) = view.shown_name(turn) {
        out.push_str("<b>");
        push_escaped(out, name);
        out.push_str("</b>");
    }
    if view.has(Choice::Timestamps) {
        let clock = Clock(turn.start).to_string();
        if view.has(Choice::Sound) {
            out.push_str("<button data-ms=\"");
            push_number(out, turn.start.get());
            out.push_str("\" aria-label=\"Play ");
            out.push_str(&clock);
            out.push_str("\">");
            out.push_str(&clock);
            out.push_str("</button>");
        } else {
            out.push_str("<time>");
            out.push_str(&clock);
            out.push_str("</time>");
        }
    }
    if let Some(percent) = percent(view, turn) {
        out.push_str("<small>");
        push_number(out, u32::from(percent));
        out.push_str("%</small>");
    }
    for paragraph in view.transcript.paragraphs(turn) {
        push_silence(out, view, paragraph.gap_before, "p");
        out.push_str("<p dir=\"auto\">");
        push_escaped(out, view.transcript.paragraph_text(paragraph));
        out.push_str("</p>");
    }
    out.push_str("</li>\n");
}

/// Appends a silence as an element of its own, where there is one.
fn push_silence(out: &mut String, view: &View<'_>, gap: Option<Millis>, tag: &str) {
    let mut before = String::from("<");
    before.push_str(tag);
    before.push_str(" class=\"g\" lang=\"en\">");
    let after = if tag == "li" { "</li>\n" } else { "</p>" };
    push_gap(out, view, gap, &before, after);
}

/// The service's code as a language tag (`en_us` is `en-us`), "und" when it is unknown or no code.
fn language(code: Option<&str>) -> String {
    let is_code = |c: &&str| {
        c.starts_with(|c: char| c.is_ascii_alphabetic())
            && c.len() <= 35
            && c.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    code.filter(is_code).unwrap_or("und").replace('_', "-")
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::export::{Format, Input, Options, export, fixture::conversation};

    /// Base64 as a policy has it.
    fn base64(bytes: &[u8]) -> String {
        const DIGITS: &[u8; 64] =
            b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let mut out = String::new();
        for chunk in bytes.chunks(3) {
            let mut three = [0; 3];
            three[..chunk.len()].copy_from_slice(chunk);
            let bits = u32::from_be_bytes([0, three[0], three[1], three[2]]);
            for place in 0..4 {
                let digit = DIGITS[(bits >> (18 - 6 * place) & 63) as usize];
                out.push(if place <= chunk.len() { char::from(digit) } else { '=' });
            }
        }
        out
    }

    #[test]
    fn the_policy_lets_nothing_else_run() {
        for (directive, text) in [("style-src", STYLE), ("script-src", SCRIPT)] {
            let hash = base64(&Sha256::digest(text));
            assert!(POLICY.contains(&format!("{directive} 'sha256-{hash}'")), "{directive} {hash}");
            assert!(!text.contains("</"), "would end its element");
        }
    }

    #[test]
    fn the_page_is_in_the_language_of_the_conversation() {
        assert_eq!(language(Some("en_us")), "en-us");
        assert_eq!(language(Some("\" onload=\"")), "und");
        assert_eq!(language(Some("")), "und");
        assert_eq!(language(None), "und");
    }

    #[test]
    fn the_place_of_the_sound_is_there_once() {
        let transcript = conversation(&[("A", SOUND), (SOUND, "\"data:audio/diarist,\"")]);
        let input = Input::new(&transcript);
        let with = Options::default().with(Choice::Sound, true);
        let page = export(Format::Html, &input, &with);
        let places = page.matches(&format!("src=\"{SOUND}\"")).count();
        assert_eq!(places, 1, "{page}");
        assert!(page.contains("media-src data:") && page.contains("<button data-ms=\"0\""));
        let without = export(Format::Html, &input, &Options::default());
        assert!(!without.contains("media-src") && !without.contains("<audio"));
    }

    #[test]
    fn nothing_said_becomes_markup() {
        let transcript = conversation(&[("<b>", "<script>alert('1')</script>\n&amp;")]);
        let input = Input { title: "</title><svg/onload=x>", ..Input::new(&transcript) };
        let page = export(Format::Html, &input, &Options::default());
        assert!(page.contains("<title>&lt;/title&gt;&lt;svg/onload=x&gt;</title>"));
        let turn = "<li class=\"t c1\"><b>&lt;b&gt;</b><time>0:00</time><p dir=\"auto\">\
            &lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt; &amp;amp;</p></li>";
        assert!(page.contains(turn), "{page}");
    }
}
