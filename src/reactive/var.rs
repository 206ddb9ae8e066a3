//! A value that effects follow.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{GetValue, LocalStorage, RwSignal, Set, StoredValue, Track};
use wasm_bindgen::UnwrapThrowExt;

/// A value that can be read and set; whatever reads it in an effect runs again when it was set.
///
/// Copies are the same value. It lives as long as its owner; to read it later is a bug and ends
/// the program, as with Leptos' own signals.
pub struct Var<T> {
    changes: RwSignal<()>,
    value: StoredValue<Rc<dyn Any>, LocalStorage>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Var<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Var<T> {}

impl<T: 'static> Var<T> {
    /// A value owned by the present owner.
    pub fn new(value: T) -> Self {
        Self::of(Rc::new(RefCell::new(value)))
    }

    fn of(value: Rc<dyn Any>) -> Self {
        let (changes, value) = (RwSignal::new(()), StoredValue::new_local(value));
        Self { changes, value, kind: PhantomData }
    }

    fn look<U>(self, look: impl FnOnce(&RefCell<T>) -> U) -> U {
        let value = self.value.try_get_value().unwrap_throw();
        look(value.downcast_ref().unwrap_throw())
    }

    /// Follows the value without reading it.
    pub fn track(self) {
        self.changes.track();
    }

    /// Looks at the value, and follows it.
    pub fn with<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.with_untracked(look)
    }

    /// Looks at the value.
    pub fn with_untracked<U>(self, look: impl FnOnce(&T) -> U) -> U {
        self.look(|value| look(&value.borrow()))
    }

    /// Replaces the value.
    pub fn set(self, value: T) {
        // What was there is dropped after the borrow has ended: it may have plans of its own.
        drop(self.look(|held| held.replace(value)));
        self.changes.set(());
    }

    /// Changes the value. What `change` calls may read it, and sees it as it was before.
    pub fn update(self, change: impl FnOnce(&mut T))
    where
        T: Clone,
    {
        let mut value = self.get_untracked();
        change(&mut value);
        self.set(value);
    }

    /// A copy of the value, which is followed.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }

    /// A copy of the value, if its owner still lives.
    pub fn try_get_untracked(self) -> Option<T>
    where
        T: Clone,
    {
        let value = self.value.try_get_value()?;
        value.downcast_ref::<RefCell<T>>().map(|value| value.borrow().clone())
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::Owner;

    use super::*;

    #[test]
    fn a_value_can_be_read_while_it_is_changed() {
        Owner::new().with(|| {
            let count = Var::new(2);
            count.update(|now| *now += count.get_untracked());
            assert_eq!(count.get_untracked(), 4);
        });
    }
}
