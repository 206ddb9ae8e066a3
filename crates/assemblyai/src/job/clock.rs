//! The time of deadlines.

/// Milliseconds since 1970 (`Date.now()`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wall(pub u64);

impl Wall {
    /// This many milliseconds later.
    #[must_use]
    pub const fn plus(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this; 0 if the clock was set back.
    #[must_use]
    pub const fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// Clocks that went on differently by so many milliseconds were not merely read at two moments.
const SET_MS: i64 = 1_000;

/// The wall clock, as if nobody set it.
///
/// A clock that is set an hour forward would end a healthy upload, and one that is set back would
/// keep a stalled one for an hour. So each step is the smaller of those of two clocks: of the wall
/// clock, and of a steady one (`performance.now()`). Where the wall clock goes back, the steady one
/// alone counts.
#[derive(Clone, Copy, Debug)]
pub struct Steady {
    /// What the clocks showed last, in milliseconds.
    wall: i64,
    tick: i64,
    /// By how many milliseconds the wall clock was set forward since.
    ahead: i64,
}

impl Steady {
    /// Begins at this time of the wall clock, while the steady one shows `tick_ms`.
    #[must_use]
    pub const fn at(wall: Wall, tick_ms: f64) -> Self {
        Self { wall: signed(wall), tick: whole(tick_ms), ahead: 0 }
    }

    /// The time now, as the two clocks show these times.
    pub const fn step(&mut self, wall: Wall, tick_ms: f64) -> Wall {
        let (wall_ms, tick_ms) = (signed(wall), whole(tick_ms));
        let step_ms = wall_ms - self.wall;
        let apart_ms = step_ms - (tick_ms - self.tick);
        if apart_ms > SET_MS || apart_ms < -SET_MS && step_ms < 0 {
            self.ahead += apart_ms;
        }
        (self.wall, self.tick) = (wall_ms, tick_ms);
        Wall((wall_ms - self.ahead).cast_unsigned())
    }

    /// A time of this clock as the wall clock shows it now.
    #[must_use]
    pub const fn on_the_wall(&self, time: Wall) -> Wall {
        Wall(time.0.saturating_add_signed(self.ahead))
    }
}

const fn signed(wall: Wall) -> i64 {
    wall.0.cast_signed()
}

#[expect(clippy::cast_possible_truncation, reason = "saturates")]
const fn whole(ms: f64) -> i64 {
    ms as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_set_moves_no_deadline() {
        let mut clock = Steady::at(Wall(10_000_000), 50.0);
        assert_eq!(clock.step(Wall(10_000_100), 150.0), Wall(10_000_100));
        // An hour forward, and a second on.
        assert_eq!(clock.step(Wall(13_601_100), 1_150.0), Wall(10_001_100));
        assert_eq!(clock.on_the_wall(Wall(10_001_600)), Wall(13_601_600));
        // Two hours back, and a second on.
        assert_eq!(clock.step(Wall(6_402_100), 2_150.0), Wall(10_002_100));
        assert_eq!(clock.on_the_wall(Wall(10_002_600)), Wall(6_402_600));
        // The machine slept for eight hours, and the steady clock with it.
        assert_eq!(clock.step(Wall(35_202_110), 2_160.0), Wall(10_002_110));
        // A page that was frozen: both went on.
        assert_eq!(clock.step(Wall(35_262_110), 62_160.0), Wall(10_062_110));
    }

    #[test]
    fn small_steps_add_up() {
        let mut clock = Steady::at(Wall(1_000_000), 0.7);
        for quarter in 1..=10_000_u32 {
            clock.step(Wall(1_000_000 + u64::from(quarter) / 4), 0.7 + f64::from(quarter) / 4.0);
        }
        assert_eq!(clock.step(Wall(1_002_500), 2_500.7), Wall(1_002_500));
    }
}
