//! The time of day beside a date: "09:22 مساءً", "1:59 صباحًا", "14:05".

use crate::Clock;
use crate::tables::role;
use crate::tokens::{Kind, Tokens};

/// A time of day at token `i` and the token after it and its half of the day. A time that contradicts itself ("15:00 ص")
/// is none. Half-day words may also stand before it, as right-to-left pages put them.
pub(crate) fn clock(t: &Tokens, i: usize) -> Option<(Clock, usize)> {
    let (hour, hour_digits) = t.number(i)?;
    if hour_digits > 2 {
        return None;
    }
    let led = t.is_before(i, role::HOUR);
    let glued = |i: usize| t.get(i).is_some_and(|t| t.glued);
    let joint = t.mark(i + 1);
    let mut next;
    let minute = match joint {
        // The dot and the comma also part other figures: they need a word of the clock beside them.
        Some(':' | '.' | '،' | ',') | None
            if t.number(i + 2).is_some_and(|(_, d)| d == 2) && (joint.is_some() || t.key(i + 1) == "h") =>
        {
            let (minute, _) = t.number(i + 2)?;
            next = i + 3;
            if t.mark(next) == Some(':') && t.number(next + 1).is_some_and(|(s, d)| d == 2 && s < 60) {
                next += 2;
                // Fractions of a second.
                if t.mark(next) == Some('.') && glued(next) && glued(next + 1) && t.number(next + 1).is_some()
                {
                    next += 2;
                }
            }
            let sure = joint == Some(':') || joint.is_none() || led || t.is(next, HALVES);
            if !sure {
                return None;
            }
            minute
        }
        _ if t.is(i + 1, HALVES) && (led || t.key(i + 1).chars().count() > 1) => {
            next = i + 1;
            0
        }
        _ => return None,
    };
    // A zone's offset, "+03:00", is no time.
    if i > 0
        && glued(i)
        && matches!(t.get(i - 1).map(|t| t.kind), Some(Kind::Mark('+' | '-')))
        && !t.is(next, HALVES)
    {
        return None;
    }
    let half = if t.is(next, HALVES) {
        next += 1;
        t.roles(next - 1)
    } else if i > 0 && t.is_before(i, HALVES) && t.key_before(i).chars().count() > 0 {
        t.roles(i - 1)
    } else {
        0
    };
    let hour = hour_of_day(hour, half)?;
    let clock = Clock { hour, minute: u8::try_from(minute).ok().filter(|m| *m < 60)? };
    Some((clock, next))
}

const HALVES: u64 = role::AM | role::PM | role::NOON | role::NIGHT;

fn hour_of_day(hour: u32, half: u64) -> Option<u8> {
    let hour = u8::try_from(hour).ok().filter(|h| *h < 24)?;
    Some(if half & role::AM != 0 {
        match hour {
            12 => 0,
            0..=11 => hour,
            _ => return None,
        }
    } else if half & role::PM != 0 {
        if hour < 12 { hour + 12 } else { hour }
    } else if half & role::NOON != 0 {
        // Noon lasts from eleven to four.
        match hour {
            1..=4 => hour + 12,
            10..=16 => hour,
            _ => return None,
        }
    } else if half & role::NIGHT != 0 {
        match hour {
            12 => 0,
            6..=11 => hour + 12,
            _ => hour,
        }
    } else {
        hour
    })
}
