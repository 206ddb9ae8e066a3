//! Writing the API's address into the page: the `diarist-api` meta element and the content
//! security policy. Everything else stays as it was built.

use std::ops::Range;

/// The page with these API bases: in `<meta name="diarist-api">`, and allowed by its policy.
pub(crate) fn with_bases(page: &str, bases: &[String]) -> String {
    let mut bases_text = bases.join(" ");
    let mut page = page.to_owned();
    if let Some(tag) = meta(&page, "name", "diarist-api") {
        page.replace_range(tag, &format!(r#"<meta name="diarist-api" content="{bases_text}">"#));
    }
    if let Some((content, policy)) = policy_at(&page) {
        bases_text.insert(0, ' ');
        let mut policy = policy.to_owned();
        match directive_end(&policy, "connect-src") {
            Some(end) => policy.insert_str(end, &bases_text),
            None => policy = format!("{policy}; connect-src 'self'{bases_text}"),
        }
        page.replace_range(content, &policy);
    }
    page
}

/// The policy that the page carries.
pub(crate) fn policy(page: &str) -> Option<&str> {
    policy_at(page).map(|(_, policy)| policy)
}

fn policy_at(page: &str) -> Option<(Range<usize>, &str)> {
    let tag = meta(page, "http-equiv", "content-security-policy")?;
    let content = attribute(page.get(tag.clone())?, "content")?;
    let content = tag.start + content.start..tag.start + content.end;
    Some((content.clone(), page.get(content)?))
}

/// Where the meta element with this attribute is.
fn meta(page: &str, name: &str, value: &str) -> Option<Range<usize>> {
    page.match_indices("<meta").find_map(|(start, _)| {
        let end = start + page.get(start..)?.find('>')? + 1;
        let tag = page.get(start..end)?;
        let found = attribute(tag, name)?;
        tag.get(found)?.eq_ignore_ascii_case(value).then_some(start..end)
    })
}

/// Where the value of an attribute is within a tag: quoted, or bare as minifiers write it.
fn attribute(tag: &str, name: &str) -> Option<Range<usize>> {
    let pattern = format!(" {name}=");
    let start = tag.find(&pattern)? + pattern.len();
    let rest = tag.get(start..)?;
    match rest.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = rest.get(1..)?.find(quote)?;
            Some(start + 1..start + 1 + end)
        }
        _ => Some(start..start + rest.find([' ', '>', '/'])?),
    }
}

/// Where a directive of a policy ends.
fn directive_end(policy: &str, name: &str) -> Option<usize> {
    let mut offset = 0;
    for part in policy.split(';') {
        let is_it = part.split_whitespace().next().is_some_and(|word| word == name);
        if is_it {
            return Some(offset + part.trim_end().len());
        }
        offset += part.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{policy, with_bases};

    const PAGE: &str = concat!(
        r#"<!doctype html><html><head><meta http-equiv="Content-Security-Policy" "#,
        r#"content="default-src 'none'; connect-src 'self' https://api.example; img-src data:">"#,
        r#"<meta charset="utf-8"><meta name="diarist-api" content=""><title>d</title></head>"#
    );

    fn bases() -> Vec<String> {
        vec!["http://localhost:1".to_owned(), "http://localhost:2".to_owned()]
    }

    #[test]
    fn writes_the_bases_into_meta_and_policy_and_nothing_else() {
        let expected = PAGE
            .replace(r#"content="""#, r#"content="http://localhost:1 http://localhost:2""#)
            .replace(
                "https://api.example;",
                "https://api.example http://localhost:1 http://localhost:2;",
            );
        assert_eq!(with_bases(PAGE, &bases()), expected);
    }

    #[test]
    fn finds_meta_elements_as_minifiers_write_them() {
        let page = "<meta charset=utf-8><meta name=diarist-api content><p>";
        let expected = concat!(
            "<meta charset=utf-8>",
            r#"<meta name="diarist-api" content="http://localhost:1 http://localhost:2"><p>"#
        );
        assert_eq!(with_bases(page, &bases()), expected);
    }

    #[test]
    fn a_policy_without_connect_src_gets_one() {
        let page = r#"<meta http-equiv="content-security-policy" content="default-src 'self'">"#;
        let page = with_bases(page, &bases()[..1]);
        assert_eq!(
            policy(&page),
            Some("default-src 'self'; connect-src 'self' http://localhost:1")
        );
    }

    #[test]
    fn a_page_without_either_is_left_alone() {
        assert_eq!(with_bases("<p>diarist-api", &bases()), "<p>diarist-api");
        assert_eq!(policy("<p>"), None);
    }
}
