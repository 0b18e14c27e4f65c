//! Numbers as decimals of 15 digits, which is all that Excel shows of them:
//! rounding is of the decimal, so that 1.005 as `0.00` is 1,01.

/// A number from 0 on: `0.d₁d₂d₃…` times a power of ten.
#[derive(Debug, Clone, PartialEq)]
pub struct Decimal {
    /// The digits, neither the first nor the last 0; none for 0.
    digits: Vec<u8>,
    /// Digits before the decimal point; fewer than none for small numbers.
    point: i32,
}

impl Decimal {
    /// The absolute value of a finite number.
    pub fn of(value: f64) -> Self {
        let text = format!("{:.14e}", value.abs());
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = mantissa.bytes().filter(u8::is_ascii_digit).map(|b| b - b'0').collect();
        Self { digits, point: exponent.parse().unwrap_or(0) + 1 }.trimmed()
    }

    fn trimmed(mut self) -> Self {
        let end = self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        self.digits.truncate(end);
        if self.digits.first().is_none_or(|digit| *digit == 0) {
            return Self { digits: Vec::new(), point: 0 };
        }
        self
    }

    /// The number times ten to that power.
    pub fn times_ten_to(mut self, power: i32) -> Self {
        if !self.is_zero() {
            self.point = self.point.saturating_add(power);
        }
        self
    }

    /// The number rounded to so many digits after the point, half up.
    pub fn rounded(mut self, places: usize) -> Self {
        let places = i32::try_from(places).unwrap_or(i32::MAX);
        let Ok(kept) = usize::try_from(self.point.saturating_add(places)) else {
            return Self { digits: Vec::new(), point: 0 };
        };
        let up = self.digits.get(kept).is_some_and(|digit| *digit >= 5);
        self.digits.truncate(kept);
        if up {
            let nines = self.digits.iter().rev().take_while(|digit| **digit == 9).count();
            self.digits.truncate(self.digits.len() - nines);
            match self.digits.last_mut() {
                Some(digit) => *digit += 1,
                None => {
                    self.digits.push(1);
                    self.point += 1;
                }
            }
        }
        self.trimmed()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The power of ten of the first digit; 0 for 0.
    pub fn exponent(&self) -> i32 {
        if self.is_zero() { 0 } else { self.point - 1 }
    }

    /// How many digits stand before the decimal point.
    pub fn whole_digits(&self) -> usize {
        usize::try_from(self.point).unwrap_or(0)
    }

    /// How many digits stand after the decimal point.
    pub fn places(&self) -> usize {
        let digits = i32::try_from(self.digits.len()).unwrap_or(i32::MAX);
        usize::try_from(digits.saturating_sub(self.point)).unwrap_or(0)
    }

    /// The digit at that place: 0 is the one before the decimal point, 1 the one
    /// to its left, -1 the first after the point.
    pub fn digit(&self, place: i32) -> char {
        let index = usize::try_from(self.point.saturating_sub(1).saturating_sub(place)).ok();
        let digit = index.and_then(|index| self.digits.get(index)).copied().unwrap_or(0);
        char::from(b'0' + digit)
    }

    /// The digits before the decimal point, at least one.
    pub fn whole(&self) -> String {
        let count = i32::try_from(self.whole_digits().max(1)).unwrap_or(i32::MAX);
        (0..count).rev().map(|place| self.digit(place)).collect()
    }

    /// The number with its digits and `point` between them, if it has places.
    pub fn shown(&self, point: char) -> String {
        let mut text = self.whole();
        let places = i32::try_from(self.places()).unwrap_or(i32::MAX);
        if places > 0 {
            text.push(point);
            text.extend((1..=places).map(|place| self.digit(-place)));
        }
        text
    }
}
