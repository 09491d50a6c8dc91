//! PDF syntax as bytes (ISO 32000-1, 7.3): numbers, names, strings, and the objects made of them.
//!
//! lopdf keeps its own writer of objects to itself. Numbers are formatted by hand, which takes a fifth of what `write!`
//! takes; most of a page is numbers.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// Decimal places of the numbers inside objects: widths are exact to a tenth, positions to a hundredth of a point.
const PLACES: u32 = 3;

/// A whole number.
pub(super) fn integer(bytes: &mut Vec<u8>, value: i64) {
    if value < 0 {
        bytes.push(b'-');
    }
    digits(bytes, value.unsigned_abs());
}

/// A length or an offset.
pub(super) fn length(bytes: &mut Vec<u8>, value: usize) {
    digits(bytes, value as u64);
}

/// A number in fixed point without trailing zeros; 0 for what is no number.
pub(super) fn decimal(bytes: &mut Vec<u8>, value: f32, places: u32) {
    let unit = 10_u64.pow(places);
    let scaled = (f64::from(value) * unit as f64).round() as i64;
    if scaled < 0 {
        bytes.push(b'-');
    }
    digits(bytes, scaled.unsigned_abs() / unit);
    let mut fraction = scaled.unsigned_abs() % unit;
    let mut digit = unit / 10;
    if fraction > 0 {
        bytes.push(b'.');
    }
    while fraction > 0 && digit > 0 {
        bytes.push(b'0' + (fraction / digit) as u8);
        fraction %= digit;
        digit /= 10;
    }
}

/// A reference to an object of the file.
pub(super) fn reference(bytes: &mut Vec<u8>, (number, generation): ObjectId) {
    digits(bytes, u64::from(number));
    bytes.push(b' ');
    digits(bytes, u64::from(generation));
    bytes.extend_from_slice(b" R");
}

/// An object. Of a stream only the dictionary: its content needs a place of its own in the file.
pub(super) fn object(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => bytes.extend_from_slice(b"null"),
        Object::Boolean(value) => bytes.extend_from_slice(if *value { b"true" } else { b"false" }),
        Object::Integer(value) => integer(bytes, *value),
        Object::Real(value) => decimal(bytes, *value, PLACES),
        Object::Name(value) => name(bytes, value),
        Object::String(text, StringFormat::Literal) => literal(bytes, text),
        Object::String(text, StringFormat::Hexadecimal) => hexadecimal(bytes, text),
        Object::Array(items) => array(bytes, items),
        Object::Dictionary(entries) => dictionary(bytes, entries),
        Object::Stream(stream) => dictionary(bytes, &stream.dict),
        Object::Reference(id) => reference(bytes, *id),
    }
}

/// Bytes as a string of hexadecimal digits.
pub(super) fn hexadecimal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'<');
    for byte in text {
        bytes.extend([byte >> 4, byte & 0xF].map(hexadecimal_digit));
    }
    bytes.push(b'>');
}

fn digits(bytes: &mut Vec<u8>, value: u64) {
    if value >= 10 {
        digits(bytes, value / 10);
    }
    bytes.push(b'0' + (value % 10) as u8);
}

fn hexadecimal_digit(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'A' + value - 10 }
}

fn name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for &byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
            bytes.push(byte);
        } else {
            bytes.push(b'#');
            bytes.extend([byte >> 4, byte & 0xF].map(hexadecimal_digit));
        }
    }
}

fn literal(bytes: &mut Vec<u8>, text: &[u8]) {
    bytes.push(b'(');
    for &byte in text {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', byte]),
            b'\r' => bytes.extend_from_slice(b"\\r"),
            _ => bytes.push(byte),
        }
    }
    bytes.push(b')');
}

fn array(bytes: &mut Vec<u8>, items: &[Object]) {
    bytes.push(b'[');
    for (position, item) in items.iter().enumerate() {
        if position > 0 && begins_like_a_word(item) {
            bytes.push(b' ');
        }
        object(bytes, item);
    }
    bytes.push(b']');
}

fn dictionary(bytes: &mut Vec<u8>, entries: &Dictionary) {
    bytes.extend_from_slice(b"<<");
    for (key, value) in entries {
        name(bytes, key);
        if begins_like_a_word(value) {
            bytes.push(b' ');
        }
        object(bytes, value);
    }
    bytes.extend_from_slice(b">>");
}

/// Whether white space must part an object from a word or number before it.
fn begins_like_a_word(object: &Object) -> bool {
    matches!(object, Object::Null | Object::Boolean(_) | Object::Integer(_) | Object::Real(_) | Object::Reference(_))
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    fn written(value: impl Into<Object>) -> String {
        let mut bytes = Vec::new();
        object(&mut bytes, &value.into());
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[test]
    fn numbers_are_short() {
        for (value, expected) in [(0.0, "0"), (12.0, "12"), (-0.5, "-0.5"), (1.05, "1.05"), (-0.0001, "0")] {
            assert_eq!(written(value), expected);
        }
        assert_eq!(written(f32::NAN), "0");
        assert_eq!(written(i64::MIN), i64::MIN.to_string());
    }

    #[test]
    fn objects_are_parted_where_they_must_be() {
        let entries = dictionary! {
            "Type" => "A b#",
            "K" => vec![1.into(), Object::Reference((12, 0)), "N".into(), Object::Null, Object::Boolean(true)],
            "S" => Object::string_literal("a (b\\"),
            "H" => Object::String(vec![0xFE, 0x0A], StringFormat::Hexadecimal),
            "P" => 7,
        };
        assert_eq!(written(entries), "<</Type/A#20b#23/K[1 12 0 R/N null true]/S(a \\(b\\\\)/H<FE0A>/P 7>>");
    }
}
