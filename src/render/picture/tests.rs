//! Logos that are fine, and files that are meant to hurt.

use super::*;
use crate::render::raster;

fn svg(inside: &str) -> Vec<u8> {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="20">{inside}</svg>"#
    )
    .into_bytes()
}

fn shown(bytes: &[u8], height_px: u32) -> Result<Pixels, PictureError> {
    read(&data_address(bytes)?, height_px)
}

fn color(pixels: &Pixels, x: u32, y: u32) -> [u8; 4] {
    let at = ((y * pixels.width + x) * 4) as usize;
    pixels.rgba[at..at + 4].try_into().unwrap()
}

fn refusal(inside: &str) -> String {
    data_address(&svg(inside)).expect_err(inside).to_string()
}

#[test]
fn a_png_is_shown_no_higher_than_asked() {
    let red = Pixels { width: 300, height: 100, rgba: [200, 0, 0, 255].repeat(300 * 100) };
    let file = raster::png(&red);
    assert!(data_address(&file).unwrap().starts_with("data:image/png;base64,iVBOR"));
    assert_eq!(shown(&file, 400).unwrap(), red);
    let lower = shown(&file, 30).unwrap();
    assert_eq!((lower.width, lower.height), (90, 30));
    assert_eq!(color(&lower, 45, 15), [200, 0, 0, 255]);
}

#[test]
fn an_svg_is_painted_in_the_height_that_is_asked_for() {
    let drawing =
        svg(r##"<!-- logo --><style>.a{fill:#080}</style><defs><clipPath id="c"><rect width="40" height="10"/>
        </clipPath></defs><g clip-path="url(#c)"><rect class="a" width="20" height="20"/></g>
        <circle id="o" cx="30" cy="10" r="8" fill="blue"/><use xlink:href="#o" x="-200"/>"##);
    let pixels = shown(&drawing, 60).unwrap();
    assert_eq!((pixels.width, pixels.height), (120, 60));
    assert_eq!(color(&pixels, 15, 10), [0, 136, 0, 255]);
    assert_eq!(color(&pixels, 15, 50)[3], 0, "cut off, and transparent");
    assert_eq!(color(&pixels, 90, 30), [0, 0, 255, 255]);
    assert_eq!(shown(&drawing, 60).unwrap(), pixels);
}

#[test]
fn files_of_drawing_programs_are_read() {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
        <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
        viewBox="0 0 10 10"><sodipodi:namedview pagecolor="white"/><metadata>x</metadata><path d="M0 0h10v10z"/></svg>"#;
    assert_eq!(shown(head.as_bytes(), 20).unwrap().height, 20);
}

#[test]
fn text_is_refused_and_not_dropped() {
    assert!(
        refusal(r#"<rect width="9" height="9"/><g><text x="1">Logo</text></g>"#).contains("convert it to outlines")
    );
}

#[test]
fn nothing_is_run_or_fetched() {
    for (inside, what) in [
        ("<script>alert(1)</script>", "<script>"),
        (r#"<rect onload="alert(1)" width="1" height="1"/>"#, "a script"),
        (r#"<image href="file:///etc/passwd" width="9" height="9"/>"#, "<image>"),
        (r#"<image href="https://example.org/a.png" width="9" height="9"/>"#, "<image>"),
        (r#"<use href="other.svg#a"/>"#, "another file"),
        ("<style>@import url('https://example.org/a.css')</style>", "another file"),
        (r#"<rect fill="url(https://example.org/a#b)" width="1" height="1"/>"#, "another file"),
        (r#"<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>"#, "<foreignObject>"),
        ("<filter id='f'><feTurbulence/></filter>", "<filter>"),
        ("<animate/>", "<animate>"),
    ] {
        let said = refusal(inside);
        assert!(said.contains(what), "{inside}: {said}");
    }
}

#[test]
fn repetition_has_an_end() {
    let doubling = |number: usize| {
        let inner = number.checked_sub(1).map_or("<rect width='1' height='1'/>".to_owned(), |before| {
            format!("<use href='#g{before}'/><use href='#g{before}'/>")
        });
        format!("<g id='g{number}'>{inner}</g>")
    };
    let bomb: String = (0..40).map(doubling).collect();
    assert!(refusal(&bomb).contains("repeat"));
    assert!(refusal("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>").contains("repeat"));
    let rects = "<rect width='1' height='1'/>".repeat(2000);
    let many = format!("<g id='g'>{rects}</g>{}", "<use href='#g'/>".repeat(2000));
    assert!(refusal(&many).contains("too complex"));
}

#[test]
fn entities_are_refused() {
    let mut bomb = "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY a 'aaaaaaaaaa'>".to_owned();
    for (name, before) in ('b'..='k').zip('a'..) {
        let ten = format!("&{before};").repeat(10);
        bomb += &format!("<!ENTITY {name} '{ten}'>");
    }
    bomb += "]><svg xmlns='http://www.w3.org/2000/svg' width='1' height='1'><title>&k;</title></svg>";
    assert!(data_address(bomb.as_bytes()).unwrap_err().to_string().contains("entities"));
}

#[test]
fn painting_has_an_end() {
    // each shape is cut by a shape that is cut in turn, ten at a time
    let mut cuts = String::from("<clipPath id='c0'><rect width='40' height='20'/></clipPath>");
    for number in 1..12 {
        let before = number - 1;
        let rects = format!("<rect width='40' height='20' clip-path='url(#c{before})'/>").repeat(10);
        cuts += &format!("<clipPath id='c{number}'>{rects}</clipPath>");
    }
    assert!(refusal(&format!("{cuts}<rect width='40' height='20' clip-path='url(#c11)'/>")).contains("a cut inside"));
    let repeated = "<g id='r' clip-path='url(#b)'/><clipPath id='a'><use href='#r'/></clipPath>";
    assert!(refusal(repeated).contains("a cut inside"));
    let by_style = cuts.replace(" clip-path=", " data-cut=");
    for inside in [
        format!("<style>rect{{clip-path:url(#c11)}}</style>{by_style}"),
        "<path d='M0 0H1e9' stroke='red' stroke-dasharray='0.0001'/>".to_owned(),
        "<rect width='40' height='20' opacity='0.5'/>".repeat(1000),
        "<rect width='1e30' height='1e30'/>".repeat(1000),
    ] {
        assert_eq!(data_address(&svg(&inside)), Err(PictureError::TooComplex), "{}", &inside[..60]);
    }
    let nested = format!("{}{}", "<g>".repeat(5000), "</g>".repeat(5000));
    assert_eq!(data_address(&svg(&nested)), Err(PictureError::TooComplex));
}

#[test]
fn broken_files_are_refused() {
    let file = raster::png(&Pixels { width: 30, height: 30, rgba: [1, 2, 3, 255].repeat(900) });
    for end in 8..file.len() - 12 {
        assert!(matches!(data_address(&file[..end]), Err(PictureError::Broken(_))), "cut at {end}");
    }
    let mut wide = file.clone();
    wide[16..20].copy_from_slice(&u32::MAX.to_be_bytes());
    assert_eq!(data_address(&wide), Err(PictureError::TooManyPixels));
    let mut flipped = file.clone();
    flipped[45] ^= 0xff;
    assert!(matches!(data_address(&flipped), Err(PictureError::Broken(_))));
    for (bytes, error) in [
        (&b""[..], PictureError::Unknown),
        (b"GIF89a", PictureError::Unknown),
        (b"\xff\xd8\xff\xe0", PictureError::Unknown),
        (b"<html><body>hello</body></html>", PictureError::Unknown),
    ] {
        assert_eq!(data_address(bytes), Err(error));
    }
    assert!(matches!(data_address(b"<svg width='1'"), Err(PictureError::Broken(_))));
    for sides in ["width='0' height='10'", "width='1e38' height='1e38'", "width='-5' height='1'"] {
        let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg' {sides}><rect width='1' height='1'/></svg>");
        let read = data_address(drawing.as_bytes());
        assert!(read.is_err() || sides.contains("1e38"), "{sides}: {read:?}");
    }
    assert_eq!(data_address(&vec![b' '; SIZE_LIMIT + 1]), Err(PictureError::TooLarge));
}

#[test]
fn addresses_that_hold_no_picture_are_refused() {
    for address in
        ["", "logo.png", "https://example.org/a.png", "data:text/html;base64,PGI+", "data:image/gif;base64,R0lG"]
    {
        assert_eq!(read(address, 10), Err(PictureError::Unknown), "{address}");
    }
    assert!(matches!(read("data:image/png;base64,iVBO!", 10), Err(PictureError::Broken(_))));
    let long = format!("data:image/png;base64,{}", "A".repeat(SIZE_LIMIT * 2));
    assert_eq!(read(&long, 10), Err(PictureError::TooLarge));
}

/// What libFuzzer found: a palette of fifteen colors and a byte.
#[test]
fn a_palette_that_is_cut_short_is_refused() {
    let file = include_bytes!("../../../fuzz/seeds/logo/cut-palette.png");
    assert_eq!(data_address(file), Err(PictureError::Broken("its palette is cut short".to_owned())));
}
