//! Rich Transcription Time Marked: NIST's RT-09 evaluation plan, appendix A,
//! <https://web.archive.org/web/20170119114252/http://www.itl.nist.gov/iad/mig/tests/rt/2009/docs/rt09-meeting-eval-plan-v2.pdf>.

use super::{number::push_seconds, view::View};

/// Per turn `SPEAKER file 1 onset duration <NA> <NA> name <NA> <NA>`, times in seconds. The file is
/// the recording's without its extension. White space in it and in names becomes `_`; names that
/// are alike are numbered.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let (file, names) = (view.file_id(), view.unique_names('_'));
    for turn in view.turns() {
        out.push_str("SPEAKER ");
        out.push_str(&file);
        out.push_str(" 1 ");
        push_seconds(out, turn.start);
        out.push(' ');
        push_seconds(out, turn.end.saturating_sub(turn.start));
        out.push_str(" <NA> <NA> ");
        out.push_str(names.get(usize::from(turn.speaker.0)).map_or("<NA>", String::as_str));
        out.push_str(" <NA> <NA>\n");
    }
}

#[cfg(test)]
mod tests {
    use crate::export::{Format, Input, Options, export, fixture::conversation};

    #[test]
    fn names_and_files_are_one_word() {
        let transcript = conversation(&[("Ann Lee", "Yes."), ("Ann_Lee", "No.")]);
        let input = Input { file_name: ";;my talk.final.mp3", ..Input::new(&transcript) };
        let rttm = export(Format::Rttm, &input, &Options::default());
        let expected = "SPEAKER my_talk.final 1 0.000 1.000 <NA> <NA> Ann_Lee <NA> <NA>\n\
            SPEAKER my_talk.final 1 1.000 1.000 <NA> <NA> Ann_Lee_2 <NA> <NA>\n";
        assert_eq!(rttm, expected);
    }
}
