//! One thing that was done to a conversation.

/// One thing that was done. `T` is what a correction is written as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// A correction was made; what could have been made again cannot any more.
    Made(T),
    /// One was made in place of the last, as one goes on typing.
    Amended(T),
    /// The last one was undone.
    Undone,
    /// The one that was undone last was made again.
    Redone,
}

impl<T> Step<T> {
    /// The same step with its correction in another form.
    pub fn map<U>(self, form: impl FnOnce(T) -> U) -> Step<U> {
        match self {
            Self::Made(it) => Step::Made(form(it)),
            Self::Amended(it) => Step::Amended(form(it)),
            Self::Undone => Step::Undone,
            Self::Redone => Step::Redone,
        }
    }

    /// The same, where the form may not exist.
    pub fn try_map<U, E>(self, form: impl FnOnce(T) -> Result<U, E>) -> Result<Step<U>, E> {
        Ok(match self {
            Self::Made(it) => Step::Made(form(it)?),
            Self::Amended(it) => Step::Amended(form(it)?),
            Self::Undone => Step::Undone,
            Self::Redone => Step::Redone,
        })
    }
}
