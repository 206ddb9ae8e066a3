//! English as it is spoken, in words: how often each comes is what matters here.

use super::random::Random;

/// The words that make up half of all speech, each with its share in ten-thousandths.
const COMMON: &str = "the 530 and 290 to 270 of 240 a 230 I 220 that 180 it 170 you 160 in 160 is 130 we 120 so 90 \
    was 90 for 85 on 80 this 75 have 70 with 65 but 65 they 60 be 60 not 55 what 55 do 50 are 50 \
    at 48 he 45 there 45 as 42 know 42 like 40 just 40 if 38 one 36 all 35 about 34 or 32 then \
    32 from 31 it's 30 think 30 my 30 she 28 can 28 would 27 had 26 that's 25 out 25 up 25 when \
    25 them 24 people 24 because 22 time 22 get 21 got 20 well 20 I'm 20 really 20 how 19 now 19 \
    me 18 your 18 their 17 were 17 has 16 who 15 said 15 some 15 more 14 other 14 no 14 go 13 \
    here 13 which 12 these 12 don't 12 where 11 him 11 been 11 by 30 an 25";

/// Words of content, the more usual ones first; some with letters beyond ASCII.
const OTHER: &str = "thing year day work way little good want look back make first last long week \
    place house old new school money hand part number question water room mother father family \
    problem story book city night morning point system country name street letter answer change \
    open close begin follow write read keep hold leave bring carry measure speak listen remember \
    together usually almost perhaps already important different possible certain early later \
    person friend neighbour teacher doctor kitchen window garden river bridge station market \
    village winter summer weather music picture paper machine engine workshop harbour ship captain \
    cargo island coast storm map compass light tower stone timber copper iron glass leather cotton \
    journey railway platform ticket conductor passenger luggage carriage tunnel valley mountain \
    meadow orchard harvest barley cheese butter bread café bakery recipe cinnamon pepper vinegar \
    archive manuscript library catalogue museum exhibition gallery painter sculptor portrait \
    naïve façade colour rhythm violin piano keyboard pedal hammer string tuning concert orchestra \
    rehearsal committee budget estimate invoice contract deadline schedule delivery warehouse \
    laboratory experiment hypothesis evidence statistic average variance threshold calibration \
    temperature pressure velocity frequency amplitude spectrum resolution instrument microscope \
    hospital surgeon nurse patient recovery diagnosis treatment prescription insurance signature \
    parliament election candidate ballot majority amendment regulation jurisdiction testimony \
    understand recognise disappear negotiate investigate demonstrate accommodate acknowledge \
    approximately extraordinary responsibility infrastructure notwithstanding";

/// What one says while another speaks.
const REPLIES: [&str; 9] =
    ["Yeah.", "Right.", "Mm-hm.", "Okay.", "Sure.", "No.", "Exactly.", "Yes.", "Really?"];

/// Draws words.
pub(super) struct Vocabulary {
    common: Vec<(&'static str, u32)>,
    other: Vec<&'static str>,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        let mut common = Vec::new();
        let mut parts = COMMON.split_whitespace();
        while let (Some(word), Some(share)) = (parts.next(), parts.next()) {
            common.push((word, share.parse().unwrap_or_default()));
        }
        Self { common, other: OTHER.split_whitespace().collect() }
    }

    /// A word as a dictionary has it.
    pub(super) fn word(&self, random: &mut Random) -> &'static str {
        let mut left = random.below(10_000);
        for (word, share) in &self.common {
            if left < *share {
                return word;
            }
            left -= share;
        }
        // Drawn twice: words at the beginning come more often, as they do in speech.
        let some = usize::try_from(random.below(self.len()) + 1).unwrap_or_default();
        random.pick(self.other.get(..some).unwrap_or_default())
    }

    /// A short answer.
    pub(super) fn reply(random: &mut Random) -> &'static str {
        random.pick(&REPLIES)
    }

    fn len(&self) -> u32 {
        u32::try_from(self.other.len()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_about_half_of_all() {
        let common = Vocabulary::new().common;
        assert!(common.iter().all(|(_, share)| *share > 0));
        let sum: u32 = common.iter().map(|(_, share)| share).sum();
        assert!((4_500..6_500).contains(&sum), "{sum}");
    }

    #[test]
    fn every_word_can_be_drawn_and_none_is_empty() {
        let (vocabulary, mut random) = (Vocabulary::new(), Random::new(1));
        let drawn: std::collections::BTreeSet<_> =
            (0..100_000).map(|_| vocabulary.word(&mut random)).collect();
        assert!(drawn.len() > 250, "{}", drawn.len());
        assert!(!drawn.contains(""));
    }
}
