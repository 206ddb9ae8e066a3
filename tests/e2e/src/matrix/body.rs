//! Bodies that come in place of an answer.

/// A body with its content type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Body {
    /// Its text.
    pub text: &'static str,
    /// Its type; empty where the answer names none.
    pub content_type: &'static str,
}

impl Body {
    /// Nothing at all.
    pub const EMPTY: Self = Self { text: "", content_type: "" };

    /// What a proxy in front of a service answers when the service is gone.
    pub const GATEWAY: Self = Self::html(
        "<html><head><title>Bad gateway</title></head><body><h1>nginx</h1></body></html>",
    );

    /// What the edge of a service answers whom it takes for a robot.
    pub const BLOCKED: Self = Self::html(
        "<!doctype html><title>Attention Required!</title><h1>Sorry, you have been blocked</h1>",
    );

    /// What a network answers in a hotel.
    pub const PORTAL: Self =
        Self::html("<!doctype html><title>Welcome</title><form>Your room number: <input></form>");

    /// A page.
    #[must_use]
    pub const fn html(text: &'static str) -> Self {
        Self { text, content_type: "text/html" }
    }

    /// JSON, or what says that it is.
    #[must_use]
    pub const fn json(text: &'static str) -> Self {
        Self { text, content_type: "application/json" }
    }

    pub(super) fn content_type(self) -> Option<String> {
        (!self.content_type.is_empty()).then(|| self.content_type.to_owned())
    }
}
