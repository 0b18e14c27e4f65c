//! Runs the content stream of a page and notes what it writes and draws.

use std::collections::HashMap;
use std::rc::Rc;

use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_syntax::page::{Page as Source, Resources};

use super::catalog;
use super::font::Font;
use super::{Area, Colour, Glyph, MM, Mark, Page, Shape, Text};

type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// `inner` first, then `outer`.
fn concat(inner: Matrix, outer: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = inner;
    let (x, y) = apply(outer, e, f);
    let [m, n, o, p, ..] = outer;
    [a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, x, y]
}

fn apply([a, b, c, d, e, f]: Matrix, x: f64, y: f64) -> (f64, f64) {
    (a * x + c * y + e, b * x + d * y + f)
}

/// What `q` saves.
#[derive(Clone)]
struct State {
    ctm: Matrix,
    fill: Colour,
    stroke: Colour,
    thickness: f64,
    dashed: bool,
    font: Option<Rc<Font>>,
    size: f64,
    character_space: f64,
    scale: f64,
    rise: f64,
}

/// A section between `BDC` and `EMC`.
struct Section {
    mark: Option<Mark>,
    /// Replaces the text of the glyphs inside; taken by the first.
    actual: Option<String>,
    replaces: bool,
}

struct Run<'a> {
    page: Page,
    state: State,
    saved: Vec<State>,
    sections: Vec<Section>,
    text_matrix: Matrix,
    line_matrix: Matrix,
    /// Points of the current path, in the page's space.
    path: Vec<(f64, f64)>,
    fonts: HashMap<Vec<u8>, Rc<Font>>,
    resources: Resources<'a>,
}

/// Reads a page.
pub fn page(source: &Source) -> Page {
    let area = source.media_box();
    let state = State {
        ctm: IDENTITY,
        fill: [0.0; 3],
        stroke: [0.0; 3],
        thickness: 1.0,
        dashed: false,
        font: None,
        size: 0.0,
        character_space: 0.0,
        scale: 1.0,
        rise: 0.0,
    };
    let page = Page {
        width: area.width() * MM,
        height: area.height() * MM,
        texts: Vec::new(),
        shapes: Vec::new(),
        images: Vec::new(),
    };
    let mut run = Run {
        page,
        state,
        saved: Vec::new(),
        sections: Vec::new(),
        text_matrix: IDENTITY,
        line_matrix: IDENTITY,
        path: Vec::new(),
        fonts: HashMap::new(),
        resources: source.resources().clone(),
    };
    run.stream(source.page_stream().expect("a content stream"));
    run.page
}

fn numbers(operands: &[Object]) -> Vec<f64> {
    operands
        .iter()
        .filter_map(|object| match object {
            Object::Number(number) => Some(number.as_f64()),
            _ => None,
        })
        .collect()
}

fn matrix(operands: &[Object]) -> Matrix {
    numbers(operands).try_into().expect("six numbers")
}

/// Red, green and blue of one (grey), three or four (CMYK) components.
fn colour(operands: &[Object]) -> Colour {
    match numbers(operands)[..] {
        [grey] => [grey; 3],
        [red, green, blue] => [red, green, blue],
        [c, m, y, k] => [c, m, y].map(|ink| (1.0 - ink) * (1.0 - k)),
        ref other => panic!("a colour, not {other:?}"),
    }
}

impl Run<'_> {
    fn stream(&mut self, data: &[u8]) {
        let mut instructions = UntypedIter::new(data);
        while let Some(instruction) = instructions.next() {
            let operands: Vec<Object> = instruction.operands().cloned().collect();
            self.step(instruction.operator.as_ref(), &operands);
        }
    }

    fn step(&mut self, operator: &[u8], operands: &[Object]) {
        match operator {
            b"q" => self.saved.push(self.state.clone()),
            b"Q" => self.state = self.saved.pop().expect("a saved state"),
            b"cm" => self.state.ctm = concat(matrix(operands), self.state.ctm),
            b"w" => self.state.thickness = numbers(operands)[0],
            b"d" => {
                self.state.dashed =
                    matches!(&operands[0], Object::Array(a) if a.iter::<f64>().next().is_some())
            }
            b"sc" | b"scn" | b"g" | b"rg" | b"k" => self.state.fill = colour(operands),
            b"SC" | b"SCN" | b"G" | b"RG" | b"K" => self.state.stroke = colour(operands),
            b"m" | b"l" | b"c" | b"v" | b"y" => self.points(&numbers(operands)),
            b"re" => {
                let [x, y, width, height] = numbers(operands)[..] else { panic!("four numbers") };
                self.points(&[x, y, x + width, y + height]);
            }
            b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*" => self.paint(true),
            b"f" | b"F" | b"f*" => self.paint(false),
            b"n" => self.path.clear(),
            b"BMC" | b"BDC" => self.begin(operands),
            b"EMC" => drop(self.sections.pop().expect("a section")),
            b"Do" => self.object(operands),
            b"BT" | b"Tf" | b"Tm" | b"Td" | b"Tc" | b"Tz" | b"Ts" | b"Tj" | b"TJ" => {
                self.text(operator, operands)
            }
            // Colour spaces are told by their number of components; clips, caps,
            // joins and rendering modes change no place.
            b"cs" | b"CS" | b"h" | b"W" | b"W*" | b"J" | b"j" | b"M" | b"ri" | b"i" | b"gs"
            | b"ET" | b"Tr" => {}
            other => {
                panic!("operator {} is not known to the reader", String::from_utf8_lossy(other))
            }
        }
    }

    fn points(&mut self, numbers: &[f64]) {
        let ctm = self.state.ctm;
        self.path.extend(numbers.chunks_exact(2).map(|point| apply(ctm, point[0], point[1])));
    }

    fn paint(&mut self, stroke: bool) {
        let height = self.page.height;
        let points = std::mem::take(&mut self.path);
        let area = Area::around(points.into_iter().map(|(x, y)| {
            let (x, y) = (x * MM, height - y * MM);
            Area { x0: x, y0: y, x1: x, y1: y }
        }));
        let [a, b, ..] = self.state.ctm;
        self.page.shapes.extend(area.map(|area| Shape {
            area,
            stroke: stroke.then_some((self.state.thickness * a.hypot(b), self.state.stroke)),
            dashed: self.state.dashed,
        }));
    }

    fn begin(&mut self, operands: &[Object]) {
        let tag = operands.first().cloned().and_then(Object::into_name).expect("a tag");
        let properties = operands.get(1).cloned().and_then(|object| match object {
            Object::Name(name) => self.resources.properties.get::<Dict>(&*name),
            other => other.into_dict(),
        });
        let id = properties.as_ref().and_then(|dict| dict.get::<i32>("MCID"));
        let actual = properties.as_ref().and_then(|dict| catalog::string(dict, "ActualText"));
        let mark = match id {
            Some(id) => Some(Mark::Content(id.into())),
            None => (&*tag == b"Artifact").then_some(Mark::Artifact),
        };
        self.sections.push(Section { mark, replaces: actual.is_some(), actual });
    }

    fn mark(&self) -> Mark {
        self.sections.iter().rev().find_map(|section| section.mark).unwrap_or(Mark::None)
    }

    fn object(&mut self, operands: &[Object]) {
        let name = operands.first().cloned().and_then(Object::into_name).expect("a name");
        let stream: Stream = self.resources.get_x_object(&name).expect("an XObject");
        if stream.dict().get::<Name>("Subtype").is_some_and(|kind| kind.as_str() == "Image") {
            self.points(&[0.0, 0.0, 1.0, 1.0]);
            self.paint(false);
            self.page.images.extend(self.page.shapes.pop().map(|shape| shape.area));
            return;
        }
        let saved = self.state.clone();
        let outer = (self.resources.clone(), std::mem::take(&mut self.fonts));
        if let Some(values) = stream.dict().get::<Vec<f64>>("Matrix") {
            self.state.ctm = concat(values.try_into().expect("six numbers"), self.state.ctm);
        }
        if let Some(resources) = stream.dict().get::<Dict>("Resources") {
            self.resources = Resources::from_parent(resources, self.resources.clone());
        }
        self.stream(&stream.decoded().expect("a form"));
        (self.resources, self.fonts) = outer;
        self.state = saved;
    }

    fn text(&mut self, operator: &[u8], operands: &[Object]) {
        let values = numbers(operands);
        match operator {
            b"BT" => self.set_line(IDENTITY),
            b"Tm" => self.set_line(matrix(operands)),
            b"Td" => {
                self.set_line(concat([1.0, 0.0, 0.0, 1.0, values[0], values[1]], self.line_matrix))
            }
            b"Tc" => self.state.character_space = values[0],
            b"Tz" => self.state.scale = values[0] / 100.0,
            b"Ts" => self.state.rise = values[0],
            b"Tf" => {
                let name = operands.first().cloned().and_then(Object::into_name).expect("a name");
                let dict = || self.resources.get_font(&name).expect("a font");
                let font =
                    self.fonts.entry(name.to_vec()).or_insert_with(|| Rc::new(Font::new(&dict())));
                self.state.font = Some(font.clone());
                self.state.size = values[0];
            }
            _ => self.show(operands),
        }
    }

    fn set_line(&mut self, matrix: Matrix) {
        self.line_matrix = matrix;
        self.text_matrix = matrix;
    }

    /// `Tj`, and `TJ` with its adjustments.
    fn show(&mut self, operands: &[Object]) {
        let font = self.state.font.clone().expect("a font");
        let pieces: Vec<Object> = match &operands[0] {
            Object::Array(array) => array.iter::<Object>().collect(),
            other => vec![other.clone()],
        };
        let mut glyphs = Vec::new();
        for piece in pieces {
            match piece {
                Object::Number(number) => self.advance(-number.as_f64() / 1000.0 * self.state.size),
                Object::String(codes) => {
                    let codes = codes
                        .as_bytes()
                        .chunks_exact(2)
                        .map(|code| u16::from_be_bytes([code[0], code[1]]));
                    glyphs.extend(codes.map(|code| self.glyph(&font, code)).collect::<Vec<_>>());
                }
                other => panic!("a string or a number, not {other:?}"),
            }
        }
        let [a, b, c, d, ..] = concat(self.text_matrix, self.state.ctm);
        self.page.texts.push(Text {
            glyphs,
            size: self.state.size * (a * d - b * c).abs().sqrt(),
            font: font.name.clone(),
            colour: self.state.fill,
            mark: self.mark(),
        });
    }

    fn glyph(&mut self, font: &Font, code: u16) -> Glyph {
        let (x0, y) = self.place();
        self.advance(font.width(code) / 1000.0 * self.state.size + self.state.character_space);
        let (x1, _) = self.place();
        let replaced = self.sections.iter_mut().find(|section| section.replaces);
        let text = match replaced {
            Some(section) => section.actual.take().unwrap_or_default(),
            None => font.text(code),
        };
        Glyph { text, x0, x1, y }
    }

    fn advance(&mut self, width: f64) {
        let shift = [1.0, 0.0, 0.0, 1.0, width * self.state.scale, 0.0];
        self.text_matrix = concat(shift, self.text_matrix);
    }

    /// Where the next glyph begins.
    fn place(&self) -> (f64, f64) {
        let (x, y) = apply(concat(self.text_matrix, self.state.ctm), 0.0, self.state.rise);
        (x * MM, self.page.height - y * MM)
    }
}
