//! Numbers and texts in a row of bytes: each number takes four, the least one first.

/// Writes them.
#[derive(Debug, Default)]
pub(crate) struct Packer(Vec<u8>);

impl Packer {
    /// A packer that expects about this many bytes.
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub(crate) fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// How many of something follow. There are never more than a `u32` can count: see `builder`.
    fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.count(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    /// A list, or none at all.
    pub(crate) fn maybe<T>(&mut self, some: Option<T>, pack: impl FnOnce(&mut Self, T)) {
        self.number(u32::from(some.is_some()));
        if let Some(some) = some {
            pack(self, some);
        }
    }

    pub(crate) fn each<T>(
        &mut self,
        all: impl ExactSizeIterator<Item = T>,
        mut pack: impl FnMut(&mut Self, T),
    ) {
        self.count(all.len());
        for one in all {
            pack(self, one);
        }
    }

    /// Rows of `N` numbers each.
    pub(crate) fn rows<const N: usize>(&mut self, rows: impl ExactSizeIterator<Item = [u32; N]>) {
        self.count(rows.len());
        self.0.reserve(rows.len() * N * size_of::<u32>());
        for row in rows {
            self.0.extend_from_slice(row.map(u32::to_le_bytes).as_flattened());
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// Reads them; `None` where they are not as a [`Packer`] leaves them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unpacker<'a>(&'a [u8]);

impl<'a> Unpacker<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    pub(crate) fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*number))
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        let length = self.count()?;
        std::str::from_utf8(self.take(length)?).ok()
    }

    /// `Some(None)` where there is none.
    #[expect(clippy::option_option, reason = "one of the reading, one of what is read")]
    pub(crate) fn maybe<T>(
        &mut self,
        unpack: impl FnOnce(&mut Self) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.number()? {
            0 => Some(None),
            1 => unpack(self).map(Some),
            _ => None,
        }
    }

    pub(crate) fn each<T>(
        &mut self,
        mut unpack: impl FnMut(&mut Self) -> Option<T>,
    ) -> Option<Vec<T>> {
        let count = self.count()?;
        // Each takes bytes, so a count that lies ends with them.
        (0..count).map(|_| unpack(self)).collect()
    }

    pub(crate) fn rows<const N: usize>(
        &mut self,
    ) -> Option<impl ExactSizeIterator<Item = [u32; N]> + use<'a, N>> {
        let bytes = self.count()?.checked_mul(N)?.checked_mul(size_of::<u32>())?;
        let (numbers, _) = self.take(bytes)?.as_chunks();
        let (rows, _) = numbers.as_chunks::<N>();
        Some(rows.iter().map(|row| row.map(u32::from_le_bytes)))
    }

    /// Whether nothing is left.
    pub(crate) const fn is_done(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(pack: impl FnOnce(&mut Packer)) -> Vec<u8> {
        let mut packer = Packer::default();
        pack(&mut packer);
        packer.finish()
    }

    #[test]
    fn what_is_packed_is_unpacked() {
        let bytes = packed(|packer| {
            packer.text("é");
            packer.maybe(Some(7), Packer::number);
            packer.maybe(None, Packer::number);
            packer.rows([[1, 2], [3, u32::MAX]].into_iter());
        });
        let mut unpacker = Unpacker::new(&bytes);
        assert_eq!(unpacker.text(), Some("é"));
        assert_eq!(unpacker.maybe(Unpacker::number), Some(Some(7)));
        assert_eq!(unpacker.maybe(Unpacker::number), Some(None));
        let rows: Vec<[u32; 2]> = unpacker.rows().expect("rows").collect();
        assert_eq!(rows, [[1, 2], [3, u32::MAX]]);
        assert!(unpacker.is_done());
    }

    #[test]
    fn counts_that_lie_give_nothing() {
        let many = u32::MAX.to_le_bytes();
        assert_eq!(Unpacker::new(&many).text(), None);
        assert!(Unpacker::new(&many).rows::<6>().is_none());
        assert_eq!(Unpacker::new(&many).each(Unpacker::number), None);
        assert_eq!(Unpacker::new(&[1, 0, 0, 0, 0xff]).text(), None);
        assert_eq!(Unpacker::new(&[2, 0, 0, 0]).maybe(Unpacker::number), None);
        assert_eq!(Unpacker::new(&[1]).number(), None);
    }
}
