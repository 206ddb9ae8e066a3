//! What is read and written.

use std::fmt::Write as _;

use transcript::export::{FileKind, Format};

/// What a format is called on the command line.
pub(crate) const fn name(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Word => "word",
        FileKind::Text(format) => match format {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Srt => "srt",
            Format::WebVtt => "vtt",
            Format::CsvTurns => "csv",
            Format::CsvWords => "csv-words",
            Format::Json => "json",
            Format::Rttm => "rttm",
            Format::Ctm => "ctm",
            Format::TextGrid => "textgrid",
            Format::Elan => "elan",
            Format::Audacity => "audacity",
        },
    }
}

/// A list for people.
pub(crate) fn list() -> String {
    let mut list = "Read, by content alone:\n  AssemblyAI JSON\n".to_owned();
    for format in import::Format::ALL {
        let _written = writeln!(list, "  {}", format.name());
    }
    list.push_str("Written, by the name for --to:\n");
    for kind in FileKind::ALL {
        let _written =
            writeln!(list, "  {:10} {} (.{})", name(kind), kind.name(), kind.extension());
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_has_a_name_of_its_own() {
        let mut names = FileKind::ALL.map(name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        let list = list();
        assert!(names.iter().all(|name| list.contains(&format!("\n  {name} "))), "{list}");
        assert!(import::Format::ALL.iter().all(|format| list.contains(format.name())), "{list}");
    }
}
