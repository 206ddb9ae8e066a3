//! Reading and hearing at the same time: what is spoken, what is searched for, what is in view.
//!
//! The text is plain text nodes. What moves (the word that is heard, hits, doubtful words) is
//! painted over them by [`marks`], for what is in view only; so a word costs nothing until it is
//! seen, and a step of the playhead changes no element.
//!
//! | file | subject |
//! |---|---|
//! | `playhead` | what is heard now, leaps, following |
//! | `finding` | the search |
//! | `painting` | marks on what is in view |
//! | `listening` | solo, mute, samples, names |
//! | `pointing` | from the pointer to what a click plays |
//! | `pointed` | what is meant by a key, and giving that away |
//! | `places` | from an index to its element |
//! | `laying` | laying out what is out of view |
//! | `follow` | whether the text follows the sound |
//! | `correcting` | corrections and how they are shown |
//! | `dragging` | the border of a turn, dragged |
//! | `editor` | a turn that is edited |
//! | `typing` | what is heard of it |
//! | `picking` | what is selected, and taking it along |
//! | `review` | looking at what is doubtful |

mod correcting;
mod dragging;
mod editor;
mod finding;
mod follow;
mod laying;
mod listening;
pub mod marks;
mod painting;
mod picking;
pub mod places;
mod playhead;
mod pointed;
mod pointing;
mod review;
mod typing;

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;
use transcript::edit::Side;
use transcript::meaning::Click;
use transcript::search::{Hit, SearchIndex};
use transcript::timeline::{Timeline, WordPlace};
use transcript::{Millis, Transcript};
use web_sys::Element;

pub use correcting::{Outcome, Renewed};
pub use dragging::BorderDrag;
pub use finding::InContext;
pub use follow::{Away, Follow};
use marks::Mark;
pub use picking::{Copied, Picked};
use places::{Places, TextPlace};
pub use pointing::Doubt;
pub use review::Review;

use super::cast::Cast;
use super::document::Document;
use super::playback::Playback;
use super::search::Search;
use super::settings::{Settings, use_settings};
use crate::platform::listener::Listener;
use crate::platform::{host, viewport};
use crate::reactive::{Var, watch};

/// The conversation being read. Copies are the same reading.
#[derive(Clone, Copy)]
pub struct Reader(StoredValue<Rc<Inner>, LocalStorage>);

/// On `<html>` while a conversation is read. The style sheet could ask what the page has, but then each
/// change of a long conversation would have the browser go over all of it.
const READING: &str = "data-reading";

/// Shows turns anew.
type Redraw = Rc<dyn Fn(Renewed)>;

struct Inner {
    playback: Playback,
    follow: Follow,
    search: Search,
    muted: Var<Vec<u16>>,
    is_looping: Var<bool>,
    turn: Var<Option<usize>>,
    seen: Var<(u32, u32)>,
    is_live: Var<bool>,
    player_height: Var<()>,
    doubt: Var<Option<Doubt>>,
    review: Var<Option<Review>>,
    picked: Var<Option<Picked>>,
    comparing: Var<Option<Side>>,
    settings: Settings,
    document: Rc<Document>,
    cast: Cast,
    /// Made when something is asked of it.
    timeline: RefCell<Option<Rc<Timeline>>>,
    /// Made when a search is near.
    index: RefCell<Option<Rc<SearchIndex>>>,
    hits: RefCell<Vec<Hit>>,
    places: RefCell<Option<Places>>,
    spoken: RefCell<Option<WordPlace>>,
    /// From when until when what is painted as spoken stays right.
    holds: Cell<(u32, u32)>,
    current: RefCell<Option<Element>>,
    /// The length that was asked for, and the silences that are longer.
    silences: RefCell<(u32, Vec<Range<Millis>>)>,
    /// The turn that is repeated.
    looped: Cell<Option<usize>>,
    /// Where the sample that plays ends.
    sample_end: Cell<Option<Millis>>,
    before_search: Cell<Option<f64>>,
    /// The last click in the text, until the playhead is moved otherwise.
    clicked: Cell<Option<Click>>,
    /// Whether it is still to be told that other voices or other turns are there.
    is_shape_due: Cell<bool>,
    /// Whether the spoken line will be brought into view in the next frame.
    is_bringing: Cell<bool>,
    /// Shows turns anew.
    redraw: RefCell<Option<Redraw>>,
    /// The turn that is typed in.
    edited: Var<Option<usize>>,
    /// Where the caret was last in it.
    caret: Cell<Option<TextPlace>>,
    /// Counts what is typed: what waits for a pause ends when it is not the last any more.
    due: Cell<u32>,
    /// The voice whose name is being typed.
    naming: Cell<Option<u16>>,
    laying: laying::Laying,
    is_gone: Arc<AtomicBool>,
}

impl Inner {
    /// Whether the screen was left.
    fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::Relaxed)
    }

    fn transcript(&self) -> Rc<Transcript> {
        self.document.transcript()
    }

    fn timeline(&self) -> Rc<Timeline> {
        let mut timeline = self.timeline.borrow_mut();
        Rc::clone(timeline.get_or_insert_with(|| Rc::new(Timeline::new(&self.transcript()))))
    }
}

impl Reader {
    /// Starts reading. Everything ends with the owner.
    pub fn new(document: &Rc<Document>) -> Self {
        let is_gone = Arc::new(AtomicBool::new(false));
        let inner = Rc::new(Inner {
            playback: Playback::new(document.duration()),
            follow: Follow::new(),
            search: Search::new(),
            muted: Var::new(Vec::new()),
            is_looping: Var::new(false),
            turn: Var::new(None),
            seen: Var::new((0, 0)),
            is_live: Var::new(false),
            player_height: Var::new(()),
            doubt: Var::new(None),
            review: Var::new(None),
            picked: Var::new(None),
            comparing: Var::new(None),
            settings: use_settings(),
            document: Rc::clone(document),
            cast: Cast::new(document),
            timeline: RefCell::default(),
            index: RefCell::default(),
            hits: RefCell::default(),
            places: RefCell::default(),
            spoken: RefCell::default(),
            holds: Cell::new((1, 0)),
            current: RefCell::default(),
            silences: RefCell::default(),
            looped: Cell::default(),
            sample_end: Cell::default(),
            before_search: Cell::default(),
            clicked: Cell::default(),
            is_shape_due: Cell::default(),
            is_bringing: Cell::default(),
            redraw: RefCell::default(),
            edited: Var::new(None),
            caret: Cell::default(),
            due: Cell::default(),
            naming: Cell::default(),
            laying: laying::Laying::default(),
            is_gone: Arc::clone(&is_gone),
        });
        let reader = Self(StoredValue::new_local(inner));
        host::set_root_attribute(READING, Some(""));
        on_cleanup(move || {
            if let Some(inner) = reader.0.try_get_value() {
                inner.keep_before_leaving();
                inner.document.settle();
            }
            is_gone.store(true, Ordering::Relaxed);
            Mark::clear_all();
            host::set_root_attribute(READING, None);
        });
        reader
    }

    fn inner(self) -> Option<Rc<Inner>> {
        self.0.try_get_value().filter(|inner| !inner.is_gone())
    }

    /// The sound.
    pub fn playback(self) -> Playback {
        self.0.with_value(|inner| inner.playback)
    }

    /// Whether the text follows the sound.
    pub fn follow(self) -> Follow {
        self.0.with_value(|inner| inner.follow)
    }

    /// The search.
    pub fn search(self) -> Search {
        self.0.with_value(|inner| inner.search)
    }

    /// The voices that are left out, by index: dimmed in the text, skipped by the sound.
    pub fn muted(self) -> Var<Vec<u16>> {
        self.0.with_value(|inner| inner.muted)
    }

    /// Whether the turn at the playhead plays again and again.
    pub fn is_looping(self) -> Var<bool> {
        self.0.with_value(|inner| inner.is_looping)
    }

    /// The turn at the playhead.
    pub fn turn(self) -> Var<Option<usize>> {
        self.0.with_value(|inner| inner.turn)
    }

    /// From and to of what is in view, in milliseconds.
    pub fn seen(self) -> Var<(u32, u32)> {
        self.0.with_value(|inner| inner.seen)
    }

    /// Whether the first turns are on the screen. What they do not need is made after that.
    pub fn is_live(self) -> Var<bool> {
        self.0.with_value(|inner| inner.is_live)
    }

    /// Changes when CSS was told another height of the player.
    pub fn player_height(self) -> Var<()> {
        self.0.with_value(|inner| inner.player_height)
    }

    /// The doubtful word under the pointer.
    pub fn doubt(self) -> Var<Option<Doubt>> {
        self.0.with_value(|inner| inner.doubt)
    }

    /// The review of what is doubtful, while it goes on.
    pub fn review(self) -> Var<Option<Review>> {
        self.0.with_value(|inner| inner.review)
    }

    /// The text that is selected.
    pub fn picked(self) -> Var<Option<Picked>> {
        self.0.with_value(|inner| inner.picked)
    }

    /// The side that is compared with the other, while that goes on.
    pub fn comparing(self) -> Var<Option<Side>> {
        self.0.with_value(|inner| inner.comparing)
    }

    fn settings(self) -> Settings {
        self.0.with_value(|inner| inner.settings)
    }

    /// What is read.
    pub fn document(self) -> Option<Rc<Document>> {
        self.inner().map(|inner| Rc::clone(&inner.document))
    }

    /// Looks at which turns each list holds now; `None` before the lists are there.
    pub fn with_lists<T>(self, look: impl FnOnce(&places::Lists) -> T) -> Option<T> {
        self.inner()?.places.borrow().as_ref().map(|places| look(places.lists()))
    }

    /// The element of a list, once it is mounted.
    pub fn list_element(self, list: usize) -> Option<Element> {
        self.inner()?.places.borrow().as_ref()?.list(list)
    }

    /// The lists in view.
    pub fn seen_lists(self) -> Range<usize> {
        self.inner().map_or(0..0, |inner| inner.seen_lists())
    }

    /// The turn that a node is in.
    pub fn turn_of(self, node: &web_sys::Node) -> Option<usize> {
        self.inner()?.turn_of(node)
    }

    /// The element of a turn, once it is mounted.
    pub fn turn_element(self, turn: usize) -> Option<Element> {
        self.inner()?.element_of(turn)
    }

    /// The voices.
    pub fn cast(self) -> Option<Cast> {
        self.inner().map(|inner| inner.cast.clone())
    }

    /// Takes the element that holds the stretches of lists of turns, and begins to follow the
    /// signals.
    pub fn attach(self, stretches: Element) {
        let Some(inner) = self.inner() else { return };
        let Some(window) = web_sys::window() else { return };
        let scrolls = ["wheel", "touchmove", "keydown", "pointerdown"].map(|name| {
            Listener::new(&window, name, move |event| {
                if follow::is_scrolling(&event) {
                    self.follow().yield_now();
                }
            })
        });
        let moves = viewport::on_move(move || self.moved());
        let typing = self.listen_to_typing(&stretches);
        self.listen_to_picking();
        Mark::register_all();
        StoredValue::new_local((scrolls, moves, typing, self.keep_when_leaving()));
        let turns = inner.transcript().turns().len();
        inner.places.replace(Some(Places::new(stretches, turns)));
        // What was renewed before stands in the lists already.
        let _of_before = inner.document.take_way();
        let count = move || self.document().map_or(0, |document| document.renewed.get());
        let before = untrack(count);
        watch(move || {
            if count() > before {
                self.renew_all();
            }
        });
        self.lay_out_anew_when_due();
        watch(move || self.look_up());
        watch(move || {
            self.settings().doubt.track();
            self.settings().spoken.track();
            if self.is_live().get() {
                self.moved();
                self.step_anew();
            }
        });
        watch(move || {
            self.playback().shown.track();
            if self.is_live().get() {
                self.step();
            }
        });
        watch(move || {
            if self.playback().is_playing.get() {
                self.step_each_frame();
            }
        });
        watch(move || self.repeat(self.is_looping().get()));
    }

    /// Told when the page was scrolled or sized, and after more turns were put into it.
    pub fn moved(self) {
        let Some(inner) = self.inner() else { return };
        if viewport::tell_height(".player", "--player") {
            inner.player_height.set(());
            self.lay_out_anew();
        }
        let seen = inner.seen_turns();
        self.paint(&seen);
        self.look(&inner, &seen);
        if self.picked().with_untracked(Option::is_some) {
            self.look_at_picked();
        }
        let seen = inner.seen_times(&seen);
        if self.seen().get_untracked() != seen {
            self.seen().set(seen);
        }
    }

    /// Tells the follower where the spoken line is. Out of view only on which side: to measure it
    /// there would have the browser lay out its list.
    fn look(self, inner: &Inner, seen: &Range<usize>) {
        match self.turn().get_untracked() {
            Some(turn) if turn < seen.start => self.follow().look(f64::MIN, f64::MIN),
            Some(turn) if turn >= seen.end => self.follow().look(f64::MAX, f64::MAX),
            _ => {
                if let Some((top, bottom)) = inner.spoken_line() {
                    self.follow().look(top, bottom);
                }
            }
        }
    }
}
