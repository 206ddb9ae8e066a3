//! The parts beside the text: what is in the file, what it is called, how it looks.

use crate::xml::{DECLARATION, push_element};

pub(crate) const CONTENT_TYPES: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
    "<Default Extension=\"rels\" ",
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
    "<Override PartName=\"/word/document.xml\" ContentType=\"",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>",
    "<Override PartName=\"/word/styles.xml\" ContentType=\"",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>",
    "<Override PartName=\"/docProps/core.xml\" ",
    "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>",
);

pub(crate) const RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" ",
    "Target=\"word/document.xml\"/>",
    "<Relationship Id=\"rId2\" Type=\"",
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" ",
    "Target=\"docProps/core.xml\"/></Relationships>",
);

pub(crate) const DOCUMENT_RELATIONS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    "<Relationship Id=\"rId1\" Type=\"",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" ",
    "Target=\"styles.xml\"/></Relationships>",
);

/// What the document says of itself: its title, its language, when it was made.
pub(crate) fn properties(title: &str, language: Option<&str>, date: Option<&str>) -> String {
    let mut out = String::from(DECLARATION);
    out.push_str(concat!(
        "<cp:coreProperties ",
        "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" ",
        "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" ",
        "xmlns:dcterms=\"http://purl.org/dc/terms/\" ",
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">",
    ));
    push_element(&mut out, "dc:title", title);
    if let Some(language) = tag(language) {
        push_element(&mut out, "dc:language", &language);
    }
    if let Some(date) = date.filter(|date| is_date(date)) {
        for name in ["created", "modified"] {
            for part in
                ["<dcterms:", name, " xsi:type=\"dcterms:W3CDTF\">", date, "</dcterms:", name, ">"]
            {
                out.push_str(part);
            }
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

/// How each kind of paragraph looks. Sizes in half points, distances in twentieths of a point.
pub(crate) fn styles(language: Option<&str>) -> String {
    let mut out = String::from(DECLARATION);
    out.push_str(concat!(
        "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
        "<w:docDefaults><w:rPrDefault><w:rPr>",
        "<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:cs=\"Arial\"/>",
        "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>",
    ));
    if let Some(language) = tag(language) {
        out.push_str("<w:lang");
        // Which of them counts depends on the writing of the text.
        for name in ["val", "eastAsia", "bidi"] {
            for part in [" w:", name, "=\"", &language, "\""] {
                out.push_str(part);
            }
        }
        out.push_str("/>");
    }
    out.push_str(concat!(
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>",
        "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/>",
        "</w:pPr></w:pPrDefault></w:docDefaults>",
        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">",
        "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>",
        "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/>",
        "<w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>",
        "<w:pPr><w:keepNext/><w:spacing w:after=\"240\"/><w:outlineLvl w:val=\"0\"/></w:pPr>",
        "<w:rPr><w:b/><w:bCs/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/></w:rPr></w:style>",
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Turn\">",
        "<w:name w:val=\"Turn\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/>",
        "<w:qFormat/><w:pPr><w:keepNext/><w:spacing w:before=\"240\" w:after=\"40\"/></w:pPr>",
        "<w:rPr><w:b/><w:bCs/></w:rPr></w:style>",
        "<w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Silence\">",
        "<w:name w:val=\"Silence\"/><w:basedOn w:val=\"Normal\"/><w:qFormat/>",
        "<w:rPr><w:i/><w:iCs/><w:color w:val=\"595959\"/></w:rPr></w:style></w:styles>",
    ));
    out
}

/// A code as the service gives it (`en_us`) as a language tag; `None` for what cannot be one.
fn tag(language: Option<&str>) -> Option<String> {
    let language = language?.replace('_', "-");
    let is_tag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    language.split('-').all(is_tag).then_some(language)
}

/// Whether it may stand for a moment, in XML Schema's shape.
fn is_date(date: &str) -> bool {
    date.contains('T')
        && date.bytes().all(|byte| byte.is_ascii_digit() || b"-:.TZ+".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_tags_and_dates_get_in() {
        assert_eq!(tag(Some("en_us")).as_deref(), Some("en-us"));
        assert_eq!(tag(Some("\"/><x>")), None);
        assert_eq!(tag(Some("")), None);
        assert!(is_date("2026-01-31T12:00:00.000Z"));
        assert!(!is_date("<x>T") && !is_date(""));
    }
}
