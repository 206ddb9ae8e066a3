//! Which addresses are sent, and why the others are not.

use proptest::prelude::*;

use super::*;

fn parse(typed: &str) -> Result<Link, Refusal> {
    Link::parse(typed, false)
}

fn address(typed: &str) -> String {
    parse(typed).unwrap_or_else(|refusal| panic!("{typed}: {refusal:?}")).address
}

#[test]
fn the_address_of_a_file_is_sent_as_it_is() {
    for typed in [
        "https://media.example/talk.mp3",
        "http://media.example:8080/a/b/talk.mp3",
        "https://bucket.s3.eu-west-1.amazonaws.com/talk.mp4?X-Amz-Signature=0f&X-Amz-Expires=900",
        "https://media.example/download?id=17",
        "https://203.0.113.9/talk.wav",
        "https://[2001:db8::1]:8443/talk.wav",
        "https://müller.example/Gespräch.mp3",
    ] {
        assert_eq!(address(typed), typed);
    }
    assert_eq!(address("  HTTPS://media.example/A.mp3\n"), "https://media.example/A.mp3");
    assert_eq!(address("https://media.example/a.mp3#t=30"), "https://media.example/a.mp3");
}

#[test]
fn what_is_no_address_of_the_web_is_refused() {
    for (typed, refusal) in [
        ("", Refusal::Missing),
        ("  \n", Refusal::Missing),
        ("talk", Refusal::NotAnAddress),
        ("talk.mp3", Refusal::NotOfTheWeb),
        ("media.example/talk.mp3", Refusal::NotOfTheWeb),
        ("media.example:8080/talk.mp3", Refusal::NotOfTheWeb),
        ("ftp://media.example/talk.mp3", Refusal::NotOfTheWeb),
        ("file:///home/ann/talk.mp3", Refusal::NotOfTheWeb),
        ("C:\\Users\\ann\\talk.mp3", Refusal::NotOfTheWeb),
        ("javascript:alert(1)", Refusal::NotOfTheWeb),
        ("data:audio/mpeg;base64,AAAA", Refusal::NotOfTheWeb),
        ("blob:https://media.example/1", Refusal::NotOfTheWeb),
        ("https:media.example/talk.mp3", Refusal::NotAnAddress),
        ("https://", Refusal::NotAnAddress),
        ("https:///talk.mp3", Refusal::NotAnAddress),
        ("https://media/talk.mp3", Refusal::NotAnAddress),
        ("https://media..example/talk.mp3", Refusal::NotAnAddress),
        ("https://media.example:port/talk.mp3", Refusal::NotAnAddress),
        ("https://media.example/my talk.mp3", Refusal::NotAnAddress),
        ("https://a.example/1.mp3 https://a.example/2.mp3", Refusal::NotAnAddress),
        ("https://ann:secret@media.example/talk.mp3", Refusal::HasPassword),
        ("https://ann@media.example/talk.mp3", Refusal::HasPassword),
    ] {
        assert_eq!(parse(typed), Err(refusal), "{typed}");
    }
    let long = format!("https://media.example/{}.mp3", "a".repeat(9_000));
    assert_eq!(parse(&long), Err(Refusal::NotAnAddress));
}

#[test]
fn what_the_service_cannot_reach_is_refused() {
    for host in [
        "localhost",
        "127.0.0.1:4180",
        "10.0.0.7",
        "192.168.1.2",
        "172.16.0.1",
        "172.31.9.9",
        "169.254.1.1",
        "100.64.0.1",
        "nas.local",
        "files.internal",
        "[::1]",
        "[fe80::1]",
        "[fd00::2]",
    ] {
        let typed = format!("http://{host}/talk.mp3");
        assert_eq!(parse(&typed), Err(Refusal::Private), "{host}");
        assert!(Link::parse(&typed, true).is_ok(), "{host} of a service on this machine");
    }
    for host in ["172.32.0.1", "100.128.0.1", "11.0.0.1", "local.example", "localhost.example"] {
        assert!(parse(&format!("http://{host}/talk.mp3")).is_ok(), "{host}");
    }
}

#[test]
fn pages_of_video_sites_are_refused_by_name() {
    for (typed, site) in [
        ("https://www.youtube.com/watch?v=abcdefghijk", "YouTube"),
        ("https://youtu.be/abcdefghijk", "YouTube"),
        ("https://m.youtube.com/shorts/abc", "YouTube"),
        ("https://vimeo.com/123456", "Vimeo"),
        ("https://player.vimeo.com/video/123456", "Vimeo"),
        ("https://www.tiktok.com/@ann/video/1", "TikTok"),
        ("https://open.spotify.com/episode/1", "Spotify"),
        ("https://example.sharepoint.com/:v:/s/a", "SharePoint"),
        ("https://us02web.zoom.us/rec/share/abc", "Zoom"),
    ] {
        assert_eq!(parse(typed), Err(Refusal::Page { site }), "{typed}");
    }
    // Files of theirs are files, and other hosts only look like them.
    for typed in [
        "https://player.vimeo.com/external/1.hd.mp4?s=0f",
        "https://notyoutube.com/watch",
        "https://youtube.com.example/watch",
    ] {
        assert!(parse(typed).is_ok(), "{typed}");
    }
}

#[test]
fn of_a_shared_file_the_direct_link_is_told() {
    for (typed, site, direct) in [
        (
            "https://drive.google.com/file/d/1aB-c_9/view?usp=sharing",
            "Google Drive",
            Some("https://drive.google.com/uc?export=download&id=1aB-c_9"),
        ),
        (
            "https://drive.google.com/open?id=1aB&usp=drive_fs",
            "Google Drive",
            Some("https://drive.google.com/uc?export=download&id=1aB"),
        ),
        ("https://drive.google.com/drive/folders/", "Google Drive", None),
        (
            "https://www.dropbox.com/s/abc/talk.mp3?dl=0",
            "Dropbox",
            Some("https://www.dropbox.com/s/abc/talk.mp3?dl=1"),
        ),
        (
            "https://www.dropbox.com/scl/fi/abc/talk.mp3?rlkey=x&dl=0",
            "Dropbox",
            Some("https://www.dropbox.com/scl/fi/abc/talk.mp3?rlkey=x&dl=1"),
        ),
        ("https://www.dropbox.com/home", "Dropbox", None),
        (
            "https://github.com/ann/talks/blob/main/talk.mp3",
            "GitHub",
            Some("https://github.com/ann/talks/raw/main/talk.mp3"),
        ),
    ] {
        let direct = direct.map(str::to_owned);
        assert_eq!(parse(typed), Err(Refusal::Shared { site, direct: direct.clone() }), "{typed}");
        // What is proposed is not refused.
        if let Some(direct) = direct {
            assert_eq!(address(&direct), direct);
        }
    }
}

#[test]
fn a_link_is_called_by_its_file() {
    let name = |typed| parse(typed).expect("a link").name();
    assert_eq!(name("https://media.example/a/My%20talk.mp3?token=1"), "My talk.mp3");
    assert_eq!(name("https://media.example/%E4%BC%9A%E8%AD%B0.m4a"), "会議.m4a");
    assert_eq!(name("https://media.example/%ff.mp3"), "%ff.mp3");
    assert_eq!(name("https://media.example"), "media.example");
    assert_eq!(name("https://media.example/?id=1"), "media.example");
    assert_eq!(name("https://media.example/%0a/"), "media.example");
}

#[test]
fn a_page_plays_what_its_policy_allows() {
    let plays = |typed, origin| Link::parse(typed, true).expect("a link").is_playable_on(origin);
    assert!(plays("https://media.example/a.mp3", "https://diarist.example"));
    assert!(!plays("http://media.example/a.mp3", "https://diarist.example"));
    assert!(plays("http://127.0.0.1:4180/a.mp3", "http://127.0.0.1:4180"));
    assert!(!plays("http://127.0.0.1:41800/a.mp3", "http://127.0.0.1:4180"));
    assert!(parse("https://media.example/a.MP4").expect("a link").is_film());
    assert!(!parse("https://media.example/a.mp3").expect("a link").is_film());
}

proptest! {
    #[test]
    fn whatever_is_typed_is_a_link_of_the_web_or_refused(typed in any::<String>()) {
        if let Ok(link) = parse(&typed) {
            prop_assert!(link.address().starts_with("http://") || link.address().starts_with("https://"));
            prop_assert!(!link.name().is_empty());
            prop_assert_eq!(parse(link.address()), Ok(link));
        }
    }

    #[test]
    fn whatever_stands_after_a_host_is_kept(path in "/[!-\"$-~]{0,60}") {
        let typed = format!("https://media.example{path}");
        prop_assert_eq!(address(&typed), typed);
    }
}
