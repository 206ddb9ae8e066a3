//! A connection to a database, until it is closed.

use std::cell::Cell;
use std::rc::Rc;

use idb::event::VersionChangeEvent;
use idb::{Factory, ObjectStoreParams};
use web_sys::IdbDatabase;

use super::{DatabaseError, read};
use crate::platform::listener::Listener;

/// The stores that each version of a database adds, from version 1 on.
pub type Versions = &'static [&'static [&'static str]];

/// A connection; it is closed when this is dropped.
pub(super) struct Connection {
    database: IdbDatabase,
    /// Whether it was closed.
    is_lost: Rc<Cell<bool>>,
    _listeners: [Listener; 2],
}

impl Connection {
    pub(super) async fn open(
        name: &str,
        versions: Versions,
        on_blocked: Box<dyn Fn()>,
    ) -> Result<Self, DatabaseError> {
        let version = u32::try_from(versions.len()).unwrap_or(u32::MAX);
        let factory = Factory::new().map_err(|error| read(&error))?;
        let mut request = factory.open(name, Some(version)).map_err(|error| read(&error))?;
        request.on_upgrade_needed(move |event| upgrade(&event, versions));
        request.on_blocked(move |_| on_blocked());
        let database: IdbDatabase = request.await.map_err(|error| read(&error))?.into();
        let is_lost = Rc::new(Cell::new(false));
        let listen = |name| {
            let (database, is_lost) = (database.clone(), Rc::clone(&is_lost));
            let target = database.clone();
            Listener::new(&target, name, move |_| {
                is_lost.set(true);
                database.close();
            })
        };
        // A newer version of the page in another tab wants to add stores of its own; or the browser
        // has closed it.
        let listeners = [listen("versionchange"), listen("close")];
        Ok(Self { database, is_lost, _listeners: listeners })
    }

    /// What is open.
    pub(super) fn get(&self) -> Option<IdbDatabase> {
        (!self.is_lost.get()).then(|| self.database.clone())
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.database.close();
    }
}

fn upgrade(event: &VersionChangeEvent, versions: Versions) {
    use idb::event::DatabaseEvent as _;
    let (Ok(database), Ok(from)) = (event.database(), event.old_version()) else { return };
    let have = usize::try_from(from).unwrap_or(usize::MAX);
    for store in versions.iter().skip(have).copied().flatten() {
        // What fails here shows as a missing store at its first use.
        let _created = database.create_object_store(store, ObjectStoreParams::new());
    }
}
