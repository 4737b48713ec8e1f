//! Turtle, N3 and TriG with rdflib's manners (`plugins/parsers/notation3.py`, `trig.py`), which are one reader.
//!
//! It forgives much: IRIs may hold spaces, subjects may be literals and predicates anything, paths work in
//! Turtle too. The order of triples is its own: what brackets describe comes before what refers to them.

mod iri;
mod lexer;
mod strings;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use self::lexer::{Failure, Lexer, Read};
use super::{
    DEFAULT_BASE, Graph, Node, SyntaxError, language,
    vocabulary::{owl, rdf},
};

/// Which of the three languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Turtle,
    N3,
    Trig,
}

/// Reads a document.
pub(super) fn parse(text: &str, dialect: Dialect, base: Option<&str>) -> Result<Graph, SyntaxError> {
    let mut reader = Reader {
        lexer: Lexer::new(text),
        dialect,
        graph: Graph::default(),
        base: base.unwrap_or(DEFAULT_BASE).to_owned(),
        prefixes: FxHashMap::default(),
        labels: FxHashMap::default(),
        implies: None,
        dropped: 0,
        inside_graph: false,
        frames: 0,
        iri: String::new(),
    };
    match reader.document() {
        Ok(()) => Ok(reader.graph),
        Err(failure) => Err(failure.explain(text)),
    }
}

/// Python gives up near this depth of calls…
const FRAMES: usize = 960;
/// …of which a bracket takes eight and a list four.
const BRACKET_FRAMES: usize = 8;
const LIST_FRAMES: usize = 4;

const BOOLEAN: &str = "http://www.w3.org/2001/XMLSchema#boolean";
const INTEGER: &str = "http://www.w3.org/2001/XMLSchema#integer";
const DECIMAL: &str = "http://www.w3.org/2001/XMLSchema#decimal";
const DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";
const LOG: &str = "http://www.w3.org/2000/10/swap/log#";

struct Reader<'t> {
    lexer: Lexer<'t>,
    dialect: Dialect,
    graph: Graph,
    base: String,
    prefixes: FxHashMap<String, String>,
    /// Blank nodes by label.
    labels: FxHashMap<String, Node>,
    /// `log:implies`, once met.
    implies: Option<Node>,
    /// How many formulas or named graphs are open: what they say is not seen by udata.
    dropped: usize,
    inside_graph: bool,
    frames: usize,
    /// An IRI while it is put together.
    iri: String,
}

/// A predicate, and whether the statement reads from object to subject.
#[derive(Debug, Clone, Copy)]
struct Verb {
    predicate: Node,
    reversed: bool,
}

/// Statements.
impl Reader<'_> {
    fn document(&mut self) -> Read<()> {
        while self.lexer.skip_space() {
            if !self.directive_or_statement()? {
                return self.lexer.fail("expected directive or statement");
            }
        }
        Ok(())
    }

    /// Whether there was one.
    fn directive_or_statement(&mut self) -> Read<bool> {
        let start = self.lexer.at();
        if self.dialect == Dialect::Trig && self.graph_block()? {
            return Ok(true);
        }
        if self.dialect != Dialect::N3 && self.sparql_directive()? {
            return Ok(true);
        }
        if !self.directive()? {
            let Some(subject) = self.object()? else { return Ok(false) };
            self.properties(subject)?;
            if self.dropped == 0 {
                self.graph.describe(subject, start..self.lexer.at());
            }
        }
        self.end_of_statement()
    }

    fn end_of_statement(&mut self) -> Read<bool> {
        if !self.lexer.skip_space() {
            return Ok(false);
        }
        match self.lexer.peek() {
            Some(b'.') => self.lexer.advance(1),
            Some(b'}' | b']') => {}
            _ => return self.lexer.fail("expected '.' or '}' or ']' at end of statement"),
        }
        Ok(true)
    }

    /// `PREFIX` and `BASE`, without a dot.
    fn sparql_directive(&mut self) -> Read<bool> {
        if self.lexer.sparql_keyword("prefix")? {
            self.prefix()?;
        } else if self.lexer.sparql_keyword("base")? {
            self.set_base()?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// `@prefix`, `@base`, and those of N3.
    fn directive(&mut self) -> Read<bool> {
        if self.lexer.peek() != Some(b'@') {
            return Ok(false);
        }
        if self.lexer.keyword("prefix")? {
            self.prefix()?;
        } else if self.lexer.keyword("base")? {
            self.set_base()?;
        } else if self.lexer.keyword("forAll")? || self.lexer.keyword("forSome")? {
            if self.dialect != Dialect::N3 {
                return self.lexer.fail("Found 'forAll' when in Turtle mode.");
            }
            while self.reference()?.is_some() && self.lexer.skip_space() && self.lexer.skip(",") {}
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn prefix(&mut self) -> Read<()> {
        let Some(name) = self.lexer.qualified_name()? else {
            return self.lexer.fail("expected qname after @prefix");
        };
        let Some(namespace) = self.reference()? else {
            return self.lexer.fail("expected <uriref> after @prefix _qname_");
        };
        let namespace = self.joined(namespace)?;
        self.prefixes.insert(name.prefix.to_owned(), namespace);
        Ok(())
    }

    fn set_base(&mut self) -> Read<()> {
        let Some(base) = self.reference()? else { return self.lexer.fail("expected <uri> after @base ") };
        self.base = self.joined(base)?;
        Ok(())
    }

    /// The IRI of a node, joined to the base once more.
    fn joined(&self, node: Node) -> Read<String> {
        let joined = iri::join(&self.base, self.graph.term(node).text());
        joined.map(Cow::into_owned).map_err(Failure::raised)
    }
}

/// TriG.
impl<'t> Reader<'t> {
    /// `GRAPH name { … }`, `name { … }` or `{ … }`: whether there was one. A named graph is not seen by udata.
    fn graph_block(&mut self) -> Read<bool> {
        let start = self.lexer.at();
        let keyword = self.lexer.sparql_keyword("graph")?;
        let named = self.graph_name()?;
        if keyword && !named {
            return self.lexer.fail("GRAPH keyword must be followed by graph name");
        }
        if !self.lexer.skip_space() {
            return self.lexer.fail("EOF found when expected graph");
        }
        if self.lexer.skip("=") && !self.lexer.skip_space() {
            return self.lexer.fail("EOF found when expecting '{'");
        }
        if !self.lexer.skip("{") {
            self.lexer.back_to(start);
            return Ok(false);
        }
        if self.inside_graph {
            return self.lexer.fail("Nested graphs are not allowed");
        }
        self.inside_graph = true;
        self.dropped += usize::from(named);
        loop {
            if !self.lexer.skip_space() {
                return self.lexer.fail("needed '}', found end.");
            }
            if self.lexer.skip("}") {
                break;
            }
            if !self.directive_or_statement()? {
                return self.lexer.fail("expected statement or '}'");
            }
        }
        self.dropped -= usize::from(named);
        self.inside_graph = false;
        Ok(true)
    }

    fn graph_name(&mut self) -> Read<bool> {
        if !self.lexer.skip_space() {
            return Ok(false);
        }
        if self.reference()?.is_some() {
            return Ok(true);
        }
        let start = self.lexer.at();
        if self.lexer.skip("[") {
            if !self.lexer.skip_space() {
                return self.lexer.fail("Expected ] got EOF");
            }
            if self.lexer.skip("]") {
                return Ok(true);
            }
            self.lexer.back_to(start);
        }
        Ok(false)
    }
}

/// Properties.
impl Reader<'_> {
    /// `verb objects; verb objects…`
    fn properties(&mut self, subject: Node) -> Read<()> {
        loop {
            loop {
                if !self.lexer.skip_space() {
                    return self.lexer.fail("EOF found when expected verb in property list");
                }
                if !self.lexer.skip(";") {
                    break;
                }
            }
            if self.lexer.sees(":-") {
                return self.n3_only("Found in ':-' in Turtle mode", "':-' is not read");
            }
            let Some(verb) = self.verb()? else { return Ok(()) };
            let mut objects = Vec::new();
            if !self.objects(&mut objects)? {
                return self.lexer.fail("objectList expected");
            }
            for object in objects {
                let (subject, object) = if verb.reversed { (object, subject) } else { (subject, object) };
                self.add(subject, verb.predicate, object);
            }
            if !self.lexer.skip(";") {
                return Ok(());
            }
        }
    }

    /// Objects between commas, then the space that follows; whether there were any.
    fn objects(&mut self, objects: &mut Vec<Node>) -> Read<bool> {
        loop {
            let Some(object) = self.object()? else { return Ok(false) };
            objects.push(object);
            if !self.lexer.skip_space() {
                return self.lexer.fail("EOF found after object");
            }
            if !self.lexer.skip(",") {
                return Ok(true);
            }
        }
    }

    fn verb(&mut self) -> Read<Option<Verb>> {
        let n3 = self.dialect == Dialect::N3;
        for keyword in ["has", "is"] {
            let start = self.lexer.at();
            if !self.lexer.keyword(keyword)? {
                continue;
            }
            if !n3 {
                self.lexer.back_to(start);
                return self.lexer.fail(&format!("Found '{keyword}' keyword in Turtle mode"));
            }
            let Some(predicate) = self.object()? else {
                return self.lexer.fail(&format!("expected property after '{keyword}'"));
            };
            let reversed = keyword == "is";
            if reversed && !(self.lexer.skip_space() && self.lexer.keyword("of")?) {
                return self.lexer.fail("expected 'of' after 'is' <prop>");
            }
            return Ok(Some(Verb { predicate, reversed }));
        }
        let predicate = if self.lexer.keyword("a")? {
            rdf::TYPE
        } else if self.lexer.sees("<=") {
            return self.n3_operator("<=");
        } else if self.lexer.sees("=>") {
            return self.n3_operator("=>");
        } else if self.lexer.sees("=") {
            return self.n3_operator("=");
        } else if self.lexer.sees(":=") {
            return self.n3_operator(":=");
        } else {
            match self.object()? {
                Some(predicate) => predicate,
                None if self.lexer.sees(">-") || self.lexer.sees("<-") => {
                    return self.lexer.fail(">- ... -> syntax is obsolete.");
                }
                None => return Ok(None),
            }
        };
        Ok(Some(Verb { predicate, reversed: false }))
    }

    fn n3_operator(&mut self, sign: &str) -> Read<Option<Verb>> {
        if self.dialect != Dialect::N3 {
            let shown = if sign == "=>" { "=" } else { sign };
            return self.lexer.fail(&format!("Found '{shown}' in Turtle mode"));
        }
        self.lexer.advance(sign.len());
        let predicate = match sign {
            "=" => owl::SAME_AS,
            ":=" => self.graph.iri(&format!("{LOG}becomes")),
            _ => *self.implies.get_or_insert_with(|| self.graph.iri(&format!("{LOG}implies"))),
        };
        Ok(Some(Verb { predicate, reversed: sign == "<=" }))
    }

    /// What only N3 has: refused in Turtle in rdflib's words, and in N3 because nothing reads it here.
    fn n3_only<T>(&self, in_turtle: &str, unread: &str) -> Read<T> {
        self.lexer.fail(if self.dialect == Dialect::N3 { unread } else { in_turtle })
    }

    fn add(&mut self, subject: Node, predicate: Node, object: Node) {
        if self.dropped == 0 {
            self.graph.add(subject, predicate, object);
        }
    }
}

/// Nodes.
impl Reader<'_> {
    /// A node, a literal, or a path from one; none when nothing like that is here.
    fn object(&mut self) -> Read<Option<Node>> {
        let Some(mut node) = self.node_or_literal()? else { return Ok(None) };
        loop {
            let backwards = match self.lexer.expect_peek()? {
                b'!' => false,
                b'^' => true,
                _ => return Ok(Some(node)),
            };
            self.lexer.advance(1);
            let end = self.graph.blank(None);
            let Some(predicate) = self.node()? else {
                return self.lexer.fail("EOF found in middle of path syntax");
            };
            if backwards {
                self.add(end, predicate, node);
            } else {
                self.add(node, predicate, end);
            }
            node = end;
        }
    }

    fn node_or_literal(&mut self) -> Read<Option<Node>> {
        let lines = self.lexer.lines();
        if let Some(node) = self.node()? {
            return Ok(Some(node));
        }
        // rdflib skips the same space again.
        self.lexer.count_lines(self.lexer.lines() - lines);
        if !self.lexer.skip_space() {
            return Ok(None);
        }
        let datatype = match self.lexer.peek() {
            Some(b'0'..=b'9' | b'-' | b'+' | b'.') => {
                let Some((number, datatype)) = self.lexer.number() else { return Ok(None) };
                return Ok(Some(self.graph.literal(number, None, Some(datatype))));
            }
            Some(b'\'') if self.dialect == Dialect::N3 => return Ok(None),
            Some(b'"' | b'\'') => self.lexer.string()?,
            _ => return Ok(None),
        };
        self.literal(&datatype).map(Some)
    }

    /// The language or the datatype that follows a string.
    fn literal(&mut self, value: &str) -> Read<Node> {
        let mut tag = None;
        if self.lexer.expect_peek()? == b'@' {
            self.lexer.advance(1);
            tag = Some(self.lexer.language()?);
        }
        if self.lexer.skip("^^") {
            let Some(datatype) = self.reference()? else {
                return Err(Failure::raised("list index out of range"));
            };
            let datatype = self.graph.term(datatype).text().to_owned();
            if !datatype.is_empty() {
                return Ok(self.graph.literal(value, None, Some(&datatype)));
            }
        }
        match tag {
            Some(tag) if !language::is_valid(tag) => Err(Failure::raised(language::refusal(tag))),
            tag => Ok(self.graph.literal(value, tag, None)),
        }
    }

    /// A node: an IRI, a blank node, a list, a formula, or a boolean.
    fn node(&mut self) -> Read<Option<Node>> {
        if !self.lexer.skip_space() {
            return Ok(None);
        }
        match self.lexer.peek() {
            Some(b'[') => self.nested(BRACKET_FRAMES, Self::bracket).map(Some),
            Some(b'(') => self.nested(LIST_FRAMES, Self::list).map(Some),
            Some(b'{') if self.dialect == Dialect::N3 => self.nested(BRACKET_FRAMES, Self::formula).map(Some),
            _ if self.lexer.keyword("this")? => {
                self.lexer.fail("Keyword 'this' was ancient N3. Now use @forSome and @forAll keywords.")
            }
            _ if self.lexer.keyword("true")? => Ok(Some(self.boolean("true"))),
            _ if self.lexer.keyword("false")? => Ok(Some(self.boolean("false"))),
            _ => self.reference(),
        }
    }

    fn boolean(&mut self, value: &str) -> Node {
        self.graph.literal(value, None, Some(BOOLEAN))
    }

    /// Reads what may hold itself, to the depth that Python reads.
    fn nested(&mut self, frames: usize, read: fn(&mut Self) -> Read<Node>) -> Read<Node> {
        self.frames += frames;
        if self.frames > FRAMES {
            return Err(Failure::raised("maximum recursion depth exceeded"));
        }
        let node = read(self);
        self.frames -= frames;
        node
    }

    /// `[ verb objects; … ]`
    fn bracket(&mut self) -> Read<Node> {
        let start = self.lexer.at();
        self.lexer.advance(1);
        if !self.lexer.skip_space() {
            return self.lexer.fail("EOF after '['");
        }
        if self.lexer.sees("=") {
            return self.n3_only("Found '[=' or '[ =' when in turtle mode.", "'[ =' is not read");
        }
        let blank = self.graph.blank(None);
        self.properties(blank)?;
        if !self.lexer.skip_space() {
            return self.lexer.fail("EOF when ']' expected after [ <propertyList>");
        }
        if !self.lexer.skip("]") {
            return self.lexer.fail("']' expected");
        }
        if self.dropped == 0 {
            self.graph.describe(blank, start..self.lexer.at());
        }
        Ok(blank)
    }

    /// `( item item … )`
    fn list(&mut self) -> Read<Node> {
        self.lexer.advance(1);
        let mut items = Vec::new();
        loop {
            if !self.lexer.skip_space() {
                return self.lexer.fail("needed ')', found end.");
            }
            if self.lexer.skip(")") {
                break;
            }
            match self.object()? {
                Some(item) => items.push(item),
                None => return self.lexer.fail("expected item in list or ')'"),
            }
        }
        let Some((&last, before)) = items.split_last() else { return Ok(rdf::NIL) };
        let first = self.graph.blank(None);
        let mut cell = first;
        for &item in before {
            self.add(cell, rdf::FIRST, item);
            let next = self.graph.blank(None);
            self.add(cell, rdf::REST, next);
            cell = next;
        }
        self.add(cell, rdf::FIRST, last);
        self.add(cell, rdf::REST, rdf::NIL);
        Ok(first)
    }

    /// `{ statements }`: a node of its own; what it says is not seen by udata.
    fn formula(&mut self) -> Read<Node> {
        self.lexer.advance(1);
        let labels = std::mem::take(&mut self.labels);
        self.dropped += 1;
        loop {
            if !self.lexer.skip_space() {
                return self.lexer.fail("needed '}', found end.");
            }
            if self.lexer.skip("}") {
                break;
            }
            if !self.directive_or_statement()? {
                return self.lexer.fail("expected statement or '}'");
            }
        }
        self.dropped -= 1;
        self.labels = labels;
        Ok(self.graph.blank(None))
    }

    /// An IRI, a prefixed name, a labelled blank node or a variable.
    fn reference(&mut self) -> Read<Option<Node>> {
        let start = self.lexer.at();
        if let Some(name) = self.lexer.qualified_name()? {
            self.iri.clear();
            match self.prefixes.get(name.prefix) {
                Some(namespace) => self.iri += namespace,
                None if name.prefix == "_" => return Ok(Some(self.labelled(&name.local))),
                None if name.prefix.is_empty() && self.dialect == Dialect::N3 => {
                    self.iri += &iri::join(&self.base, "#").map_err(Failure::raised)?;
                }
                None => {
                    self.lexer.back_to(start);
                    return self.lexer.fail(&format!("Prefix \"{}:\" not bound", name.prefix));
                }
            }
            self.iri += &name.local;
            return Ok(Some(self.graph.iri(&self.iri)));
        }
        if !self.lexer.skip_space() {
            return Ok(None);
        }
        match self.lexer.peek() {
            Some(b'<') => {
                let written = self.lexer.iri()?;
                self.iri.clear();
                let expanded = strings::expanded(written)?;
                self.iri += &iri::join(&self.base, &expanded).map_err(Failure::raised)?;
                if written.ends_with('#') && !self.iri.ends_with('#') {
                    self.iri.push('#');
                }
                Ok(Some(self.graph.iri(&self.iri)))
            }
            Some(b'?') if self.dialect == Dialect::N3 => {
                Ok(Some(self.lexer.variable().map(|name| self.labelled(name))?))
            }
            Some(b'?') => Err(Failure::raised("'NoneType' object has no attribute 'newUniversal'")),
            _ => Ok(None),
        }
    }

    fn labelled(&mut self, label: &str) -> Node {
        if let Some(&known) = self.labels.get(label) {
            return known;
        }
        let blank = self.graph.blank(None);
        self.labels.insert(label.to_owned(), blank);
        blank
    }
}
