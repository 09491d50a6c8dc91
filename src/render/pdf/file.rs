//! The bytes of the file: objects one after the other, and the table that says where each of them is.
//!
//! Relies on ISO 32000-1, 7.5: small objects go into compressed object streams (7.5.7), which makes tagged documents a
//! third of the size, and the table is a cross-reference stream (7.5.8). lopdf could write them as well, but it wants
//! every object in memory first and then copies each of them, which takes three times the memory of the pages. Here an
//! object becomes bytes as soon as it is known. Knows nothing of what objects mean.
//!
//! The identifier of the file is the digest of its objects (14.4): the same document is the same file, and another
//! document is another one.

use std::io;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use sha2::{Digest, Sha256};

use super::deflate::{deflate, deflate_all};
use super::syntax;

/// The version, and four bytes that tell programs not to take the file for text (7.5.2).
const HEADER: &[u8] = b"%PDF-1.7\n%\xBB\xAD\xC0\xDE\n";

/// How many objects share a stream. More of them compress better; a reader decodes all for one.
const OBJECTS_PER_STREAM: u16 = 200;

/// Bytes in each half of the identifier.
const IDENTIFIER_LENGTH: usize = 16;

/// Bytes in a row of the cross-reference stream: kind, place, detail.
const ROW: usize = 7;

/// A file in the making.
pub(super) struct File {
    bytes: Vec<u8>,
    /// By object number.
    places: Vec<Place>,
    full: Vec<Group>,
    open: Group,
}

/// Where an object is.
#[derive(Debug, Clone, Copy, Default)]
enum Place {
    /// Nowhere: the number is not in use.
    #[default]
    Free,
    /// At a byte of the file.
    At(usize),
    /// In a group, at a position.
    In(usize, u16),
}

/// Small objects that share a stream.
#[derive(Debug, Default)]
struct Group {
    /// Number and offset of each object, as the stream begins.
    directory: Vec<u8>,
    objects: Vec<u8>,
    count: u16,
}

impl File {
    /// A file without objects.
    pub(super) fn new() -> Self {
        File { bytes: HEADER.to_vec(), places: Vec::new(), full: Vec::new(), open: Group::default() }
    }

    /// Opens a small object, which is then written to the bytes that this returns; the next call ends it.
    pub(super) fn object(&mut self, id: ObjectId) -> &mut Vec<u8> {
        if self.open.count >= OBJECTS_PER_STREAM {
            self.full.push(std::mem::take(&mut self.open));
        }
        self.note(id, Place::In(self.full.len(), self.open.count));
        let group = &mut self.open;
        group.count += 1;
        group.objects.push(b'\n');
        for number in [id.0 as usize, group.objects.len()] {
            syntax::length(&mut group.directory, number);
            group.directory.push(b' ');
        }
        &mut group.objects
    }

    /// Writes a stream that is compressed already and has nothing else to say.
    pub(super) fn deflated(&mut self, id: ObjectId, content: &[u8]) {
        self.stream(id, b"/Filter/FlateDecode", content);
    }

    /// Writes the objects of a document, and the table. Gives back the whole file.
    pub(super) fn finish(mut self, document: Document) -> io::Result<Vec<u8>> {
        let Document { objects, trailer, max_id, .. } = document;
        for (id, object) in objects {
            match object {
                Object::Stream(stream) => self.any_stream(id, stream)?,
                other => syntax::object(self.object(id), &other),
            }
        }
        self.write_groups(max_id + 1)?;
        self.write_table(&trailer)?;
        Ok(self.bytes)
    }

    /// Writes a stream as lopdf has it, compressed if that may be and helps.
    fn any_stream(&mut self, id: ObjectId, mut stream: Stream) -> io::Result<()> {
        if stream.allows_compression && !stream.dict.has(b"Filter") {
            let deflated = deflate(&stream.content)?;
            if deflated.len() < stream.content.len() {
                stream.dict.set("Filter", "FlateDecode");
                stream.content = deflated;
            }
        }
        stream.dict.remove(b"Length");
        let mut entries = Vec::new();
        syntax::object(&mut entries, &Object::Dictionary(stream.dict));
        let inner = entries.strip_prefix(b"<<").and_then(|entries| entries.strip_suffix(b">>"));
        self.stream(id, inner.unwrap_or_default(), &stream.content);
        Ok(())
    }

    /// Writes a stream with these entries in its dictionary.
    fn stream(&mut self, id: ObjectId, entries: &[u8], content: &[u8]) {
        self.note(id, Place::At(self.bytes.len()));
        let bytes = &mut self.bytes;
        syntax::integer(bytes, i64::from(id.0));
        bytes.extend_from_slice(b" 0 obj\n<<");
        bytes.extend_from_slice(entries);
        bytes.extend_from_slice(b"/Length ");
        syntax::length(bytes, content.len());
        bytes.extend_from_slice(b">>stream\n");
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    fn note(&mut self, (number, _): ObjectId, place: Place) {
        let index = number as usize;
        if self.places.len() <= index {
            self.places.resize(index + 1, Place::Free);
        }
        if let Some(known) = self.places.get_mut(index) {
            *known = place;
        }
    }

    /// Writes the groups as streams, which take the numbers from this one on.
    fn write_groups(&mut self, first: u32) -> io::Result<()> {
        self.full.push(std::mem::take(&mut self.open));
        let mut heads = Vec::with_capacity(self.full.len());
        let mut contents = Vec::with_capacity(self.full.len());
        for mut group in std::mem::take(&mut self.full) {
            heads.push((group.count, group.directory.len()));
            group.directory.append(&mut group.objects);
            contents.push(group.directory);
        }
        for place in &mut self.places {
            if let Place::In(group, _) = place {
                *group += first as usize;
            }
        }
        for (number, ((count, start), content)) in (first..).zip(heads.into_iter().zip(deflate_all(&contents)?)) {
            let entries = format!("/Type/ObjStm/N {count}/First {start}/Filter/FlateDecode");
            self.stream((number, 0), entries.as_bytes(), &content);
        }
        Ok(())
    }

    /// Writes the cross-reference stream and the end of the file.
    fn write_table(&mut self, trailer: &Dictionary) -> io::Result<()> {
        let start = self.bytes.len();
        let number = self.places.len() as u32;
        let mut entries = format!("/Type/XRef/Size {}/W[1 4 2]", number + 1).into_bytes();
        for key in ["Root", "Info"] {
            let entry = trailer.get(key.as_bytes()).map_err(io::Error::other)?;
            entries.extend(format!("/{key} ").bytes());
            syntax::object(&mut entries, entry);
        }
        let digest = Sha256::digest(&self.bytes);
        let half = digest.get(..IDENTIFIER_LENGTH).unwrap_or_default();
        entries.extend_from_slice(b"/ID[");
        syntax::hexadecimal(&mut entries, half);
        syntax::hexadecimal(&mut entries, half);
        entries.extend(format!("]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ROW}>>").bytes());
        self.note((number, 0), Place::At(start));
        let table = deflate(&table(&self.places))?;
        self.stream((number, 0), &entries, &table);
        self.bytes.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        Ok(())
    }
}

/// The rows of the table, each as its difference from the one above, which compresses to very little (7.4.4.4).
fn table(places: &[Place]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(places.len() * (ROW + 1));
    let mut above = [0_u8; ROW];
    for place in places {
        let (kind, place, detail) = match *place {
            Place::Free => (0, 0, u16::MAX),
            Place::At(start) => (1, start, 0),
            Place::In(stream, position) => (2, stream, position),
        };
        let [p1, p2, p3, p4] = (place as u32).to_be_bytes();
        let [d1, d2] = detail.to_be_bytes();
        let row = [kind, p1, p2, p3, p4, d1, d2];
        bytes.push(2);
        bytes.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = row;
    }
    bytes
}
