//! Subjects, predicates and objects.

use super::{
    BOOLEAN, BRACKET_FRAMES, FRAMES, LIST_FRAMES, THIS, TurtleReader, TurtleSyntax,
    failure::{TOO_DEEP, TurtleFailure, TurtleResult},
    iri, strings,
};
use crate::source::rdf::{Node, language, vocabulary::rdf};

impl TurtleReader<'_> {
    /// A node, a literal, or a path from one; none when nothing like that is here.
    pub(super) fn object(&mut self) -> TurtleResult<Option<Node>> {
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
                return self.lexer.fail_before_start("EOF found in middle of path syntax");
            };
            if backwards {
                self.add(end, predicate, node);
            } else {
                self.add(node, predicate, end);
            }
            node = end;
        }
    }

    fn node_or_literal(&mut self) -> TurtleResult<Option<Node>> {
        let lines = self.lexer.lines();
        if let Some(node) = self.node()? {
            return Ok(Some(node));
        }
        let lines_met = self.lexer.lines();
        // rdflib skips the same space again.
        self.lexer.count_lines(lines_met - lines);
        if !self.lexer.skip_space() {
            return Ok(None);
        }
        match self.lexer.peek() {
            Some(b'0'..=b'9' | b'-' | b'+' | b'.') => {
                let Some((number, datatype)) = self.lexer.number() else { return Ok(None) };
                Ok(Some(self.graph.literal(number, None, Some(datatype))))
            }
            Some(b'\'') if self.dialect == TurtleSyntax::N3 => Ok(None),
            Some(b'"' | b'\'') => self.literal(lines_met).map(Some),
            _ => Ok(None),
        }
    }

    /// A string with its language or its datatype; rdflib counted this many `lines` before it.
    fn literal(&mut self, lines: usize) -> TurtleResult<Node> {
        let (start, value) = self.lexer.string()?;
        let mut tag = None;
        if self.lexer.expect_peek()? == b'@' {
            self.lexer.advance(1);
            tag = Some(self.lexer.language(start, lines)?);
        }
        if self.lexer.skip("^^") {
            let Some(datatype) = self.reference()? else {
                return Err(TurtleFailure::raised("list index out of range"));
            };
            let datatype = self.graph.term(datatype).text().to_owned();
            if !datatype.is_empty() {
                return Ok(self.graph.literal(&value, None, Some(&datatype)));
            }
        }
        match tag {
            Some(tag) if !language::is_valid(tag) => Err(TurtleFailure::raised(language::refusal(tag))),
            tag => Ok(self.graph.literal(&value, tag, None)),
        }
    }

    /// A node: an IRI, a blank node, a list, a formula, or a boolean.
    fn node(&mut self) -> TurtleResult<Option<Node>> {
        if !self.lexer.skip_space() {
            return Ok(None);
        }
        let start = self.lexer.at();
        match self.lexer.peek() {
            Some(b'[') => self.nested(BRACKET_FRAMES, Self::bracket).map(Some),
            Some(b'(') => self.nested(LIST_FRAMES, Self::list).map(Some),
            Some(b'{') if self.dialect == TurtleSyntax::N3 => {
                self.nested(BRACKET_FRAMES, Self::formula).map(Some)
            }
            _ if self.lexer.keyword("this")? => self.lexer.fail_at(start, THIS),

            _ if self.lexer.keyword("true")? => Ok(Some(self.boolean("true"))),
            _ if self.lexer.keyword("false")? => Ok(Some(self.boolean("false"))),
            _ => self.reference(),
        }
    }

    fn boolean(&mut self, value: &str) -> Node {
        self.graph.literal(value, None, Some(BOOLEAN))
    }

    /// Reads what may hold itself, to the depth that Python reads.
    fn nested(&mut self, frames: usize, read: fn(&mut Self) -> TurtleResult<Node>) -> TurtleResult<Node> {
        self.frames += frames;
        if self.frames > FRAMES {
            return Err(TurtleFailure::raised_at(self.lexer.at(), TOO_DEEP.to_owned()));
        }
        let node = read(self);
        self.frames -= frames;
        node
    }

    /// `[ verb objects; … ]`
    fn bracket(&mut self) -> TurtleResult<Node> {
        let start = self.lexer.at();
        self.lexer.advance(1);
        if !self.lexer.skip_space() {
            return self.lexer.fail_at(start, "EOF after '['");
        }
        if self.lexer.sees("=") {
            return self.n3_only("Found '[=' or '[ =' when in turtle mode.", "'[ =' is not read");
        }
        let blank = self.graph.blank(None);
        self.properties(blank)?;
        let end = self.lexer.at();
        if !self.lexer.skip_space() {
            return self.lexer.fail_at(end, "EOF when ']' expected after [ <propertyList>");
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
    fn list(&mut self) -> TurtleResult<Node> {
        // `($` starts a set, which rdflib reads but cannot store.
        let set = self.lexer.sees("($");
        self.lexer.advance(1);
        self.lexer.expect_peek()?;
        self.lexer.advance(usize::from(set));
        let mut items = Vec::new();
        loop {
            if !self.lexer.skip_space() {
                return self.lexer.fail_before_start("needed ')', found end.");
            }
            if self.lexer.skip(")") {
                break;
            }
            match self.object()? {
                Some(item) => items.push(item),
                None => return self.lexer.fail("expected item in list or ')'"),
            }
        }
        if set {
            return Err(TurtleFailure::raised("a set is no rdflib term"));
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
    fn formula(&mut self) -> TurtleResult<Node> {
        self.lexer.advance(1);
        let labels = std::mem::take(&mut self.labels);
        self.dropped += 1;
        self.statements_in_braces()?;
        self.dropped -= 1;
        self.labels = labels;
        Ok(self.graph.blank(None))
    }

    /// An IRI, a prefixed name, a labelled blank node or a variable.
    pub(super) fn reference(&mut self) -> TurtleResult<Option<Node>> {
        let (start, lines) = (self.lexer.at(), self.lexer.lines());
        if let Some(name) = self.lexer.qualified_name()? {
            self.iri.clear();
            match self.prefixes.get(name.prefix) {
                Some(namespace) => self.iri += namespace,
                None if name.prefix == "_" => return Ok(Some(self.labelled(&name.local))),
                None if name.prefix.is_empty() && self.dialect == TurtleSyntax::N3 => {
                    self.iri += &iri::join(&self.base, "#").map_err(TurtleFailure::raised)?;
                }
                None => {
                    self.lexer.back_to(start);
                    return self.lexer.fail(&format!("Prefix \"{}:\" not bound", name.prefix));
                }
            }
            self.iri += &name.local;
            return Ok(Some(self.graph.iri(&self.iri)));
        }
        // rdflib skips the same space again.
        self.lexer.count_lines(self.lexer.lines() - lines);
        if !self.lexer.skip_space() {
            return Ok(None);
        }
        match self.lexer.peek() {
            Some(b'<') => {
                let reference = self.lexer.iri()?;
                self.iri.clear();
                let expanded = strings::expanded(reference)?;
                self.iri += &iri::join(&self.base, &expanded).map_err(TurtleFailure::raised)?;
                if reference.ends_with('#') && !self.iri.ends_with('#') {
                    self.iri.push('#');
                }
                Ok(Some(self.graph.iri(&self.iri)))
            }
            Some(b'?') if self.dialect == TurtleSyntax::N3 => {
                Ok(Some(self.lexer.variable().map(|name| self.labelled(name))?))
            }
            Some(b'?') => {
                let context = if self.inside_graph { "Graph" } else { "NoneType" };
                Err(TurtleFailure::raised(format!("'{context}' object has no attribute 'newUniversal'")))
            }
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
