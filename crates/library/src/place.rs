//! Where the page is, and what that means for what it keeps.
//!
//! A browser keeps things for an origin: scheme, host and port. All pages there can read them, and two
//! copies of this page would meet. So what a page keeps is named by its folder; that keeps copies apart,
//! and hides nothing.

/// The address of a page, as far as it matters to what is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    folder: String,
    is_secure: bool,
}

/// The names that the page had in common with all copies of its origin, and still has at its root.
const ROOT: &str = "diarist";

impl Place {
    /// The place of a page by the path of its address, and whether its browser takes it for secure: it
    /// came by `https`, or from this machine.
    #[must_use]
    pub fn new(path: &str, is_secure: bool) -> Self {
        let folder = path.rfind('/').map_or("/", |at| &path[..=at]);
        Self { folder: folder.to_owned(), is_secure }
    }

    /// The folder, with a slash at both ends.
    #[must_use]
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Whether it is the root of its origin, where names are those of before.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.folder == "/"
    }

    /// What all names begin with that other pages of the origin could have as well.
    #[must_use]
    pub fn name(&self) -> String {
        if self.is_root() { ROOT.to_owned() } else { format!("{ROOT}{}", self.folder) }
    }

    /// What all names began with before they were named by the place.
    #[must_use]
    pub const fn shared_name() -> &'static str {
        ROOT
    }

    /// The name of one thing, such as `job-ID`.
    #[must_use]
    pub fn name_of(&self, thing: &str) -> String {
        format!("{}-{thing}", self.name())
    }

    /// Whether other pages are to be expected at this origin, in folders beside this one: they could read
    /// whatever is kept here. The projects of a name at GitHub Pages are such folders.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        !self.is_root()
    }

    /// Whether a key may be typed here. Elsewhere whoever is on the network can write the page, and so
    /// read the key; and no browser keeps two tabs there from doing one job twice.
    #[must_use]
    pub const fn takes_keys(&self) -> bool {
        self.is_secure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Place {
        Place::new(path, true)
    }

    #[test]
    fn names_are_those_of_before_at_the_root_and_by_the_folder_elsewhere() {
        for path in ["/", "/index.html", ""] {
            let place = at(path);
            assert!(place.is_root() && !place.is_shared(), "{path}");
            assert_eq!(place.name(), "diarist");
            assert_eq!(place.name_of("job-a1"), "diarist-job-a1");
        }
        for path in ["/tools/talks/", "/tools/talks/index.html"] {
            let place = at(path);
            assert!(place.is_shared(), "{path}");
            assert_eq!(place.name(), "diarist/tools/talks/");
            assert_eq!(place.name_of("job-a1"), "diarist/tools/talks/-job-a1");
        }
        assert_ne!(at("/preview/").name(), at("/release/").name());
    }

    #[test]
    fn keys_are_for_secure_pages() {
        assert!(at("/").takes_keys());
        assert!(!Place::new("/diarist/", false).takes_keys());
    }
}
