//! What a story says to find an element: role and accessible name, never a class or a path.

use std::fmt;

/// The functions that scripts need to find by role and name.
pub(crate) const SCRIPT: &str = include_str!("../js/locate.js");

/// The kinds of element that stories deal with; the names are those of `locate.js`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A message of failure.
    Alert,
    /// Anything pressed.
    Button,
    /// A box to tick, or a switch.
    Checkbox,
    /// An open dialog or popover.
    Dialog,
    /// Text and number fields, selects.
    Field,
    /// A file input.
    File,
    /// A group of controls.
    Group,
    /// A heading of any level.
    Heading,
    /// A link.
    Link,
    /// A list.
    List,
    /// A bar of progress.
    Progressbar,
    /// One of several choices.
    Radio,
    /// The region that tells the stage.
    Status,
}

impl Role {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Button => "button",
            Self::Checkbox => "checkbox",
            Self::Dialog => "dialog",
            Self::Field => "field",
            Self::File => "file",
            Self::Group => "group",
            Self::Heading => "heading",
            Self::Link => "link",
            Self::List => "list",
            Self::Progressbar => "progressbar",
            Self::Radio => "radio",
            Self::Status => "status",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
