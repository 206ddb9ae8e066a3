//! Sites whose addresses are pages and not files. One line a site.

/// What an address is known to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Site {
    /// A page of a site that gives no files.
    Page(&'static str),
    /// The page of a shared file.
    Shared {
        /// What the site is called.
        site: &'static str,
        /// The file's own address, where it follows.
        direct: Option<String>,
    },
}

/// Sites that play videos and sound in pages of theirs.
const PAGES: [(&str, &str); 36] = [
    ("youtube.com", "YouTube"),
    ("youtu.be", "YouTube"),
    ("youtube-nocookie.com", "YouTube"),
    ("vimeo.com", "Vimeo"),
    ("tiktok.com", "TikTok"),
    ("twitch.tv", "Twitch"),
    ("dailymotion.com", "Dailymotion"),
    ("dai.ly", "Dailymotion"),
    ("facebook.com", "Facebook"),
    ("fb.watch", "Facebook"),
    ("instagram.com", "Instagram"),
    ("twitter.com", "X"),
    ("x.com", "X"),
    ("linkedin.com", "LinkedIn"),
    ("reddit.com", "Reddit"),
    ("bilibili.com", "Bilibili"),
    ("b23.tv", "Bilibili"),
    ("nicovideo.jp", "Niconico"),
    ("rutube.ru", "Rutube"),
    ("vk.com", "VK"),
    ("rumble.com", "Rumble"),
    ("odysee.com", "Odysee"),
    ("loom.com", "Loom"),
    ("netflix.com", "Netflix"),
    ("spotify.com", "Spotify"),
    ("soundcloud.com", "SoundCloud"),
    ("podcasts.apple.com", "Apple Podcasts"),
    ("music.apple.com", "Apple Music"),
    ("zoom.us", "Zoom"),
    ("teams.microsoft.com", "Teams"),
    ("meet.google.com", "Google Meet"),
    ("onedrive.live.com", "OneDrive"),
    ("1drv.ms", "OneDrive"),
    ("sharepoint.com", "SharePoint"),
    ("wetransfer.com", "WeTransfer"),
    ("we.tl", "WeTransfer"),
];

/// What is known of a host with this path (and query), if anything.
pub(super) fn site_of(host: &str, path: &str) -> Option<Site> {
    let is_of = |site: &str| {
        host == site || host.strip_suffix(site).is_some_and(|start| start.ends_with('.'))
    };
    if is_of("drive.google.com") || is_of("docs.google.com") {
        return drive(path);
    }
    if is_of("dropbox.com") {
        return dropbox(host, path);
    }
    if host == "github.com" || host == "www.github.com" {
        return github(path);
    }
    PAGES.iter().find(|(site, _)| is_of(site)).map(|(_, name)| Site::Page(name))
}

/// Google Drive: `/uc?` gives the file, everything else is a page.
fn drive(path: &str) -> Option<Site> {
    if path.starts_with("/uc?") {
        return None;
    }
    let of_path = path.split_once("/d/").map(|(_, rest)| rest);
    let of_query = path.split_once("id=").map(|(_, rest)| rest);
    let id = of_path.or(of_query).map(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c)));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    });
    let direct = id
        .filter(|id| !id.is_empty())
        .map(|id| format!("https://drive.google.com/uc?export=download&id={id}"));
    Some(Site::Shared { site: "Google Drive", direct })
}

/// Dropbox: with `dl=1` or `raw=1` it gives the file.
fn dropbox(host: &str, path: &str) -> Option<Site> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let is_direct = query.split('&').any(|pair| pair == "dl=1" || pair == "raw=1");
    if is_direct || host.starts_with("dl.") {
        return None;
    }
    let is_file = ["/s/", "/scl/fi/"].iter().any(|start| path.starts_with(start));
    let direct = is_file.then(|| {
        let rest = query.split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("dl="));
        let query: Vec<&str> = rest.chain(["dl=1"]).collect();
        format!("https://www.dropbox.com{path}?{}", query.join("&"))
    });
    Some(Site::Shared { site: "Dropbox", direct })
}

/// GitHub: a file is shown in a page at `/blob/`, and given at `/raw/`.
fn github(path: &str) -> Option<Site> {
    let (repository, file) = path.split_once("/blob/")?;
    let direct = Some(format!("https://github.com{repository}/raw/{file}"));
    Some(Site::Shared { site: "GitHub", direct })
}
