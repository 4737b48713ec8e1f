//! Turtle, N3 and TriG with rdflib's manners (`plugins/parsers/notation3.py`, `trig.py`), which are one reader.
//!
//! It forgives much: IRIs may hold spaces, subjects may be literals and predicates anything, paths work in
//! Turtle too. The order of triples is its own: what brackets describe comes before what refers to them.

mod failure;
mod graphs;
mod iri;
mod lexer;
mod nodes;
mod strings;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use self::{
    failure::{TurtleFailure, TurtleResult},
    lexer::TurtleLexer,
};
use super::{
    DEFAULT_BASE, Graph, Node, SyntaxError,
    vocabulary::{owl, rdf},
};

/// Which of the three languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TurtleSyntax {
    Turtle,
    N3,
    Trig,
}

/// Reads a document.
pub(super) fn parse(text: &str, dialect: TurtleSyntax, base: Option<&str>) -> Result<Graph, SyntaxError> {
    let mut reader = TurtleReader {
        lexer: TurtleLexer::new(text),
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
const THIS: &str = "Keyword 'this' was ancient N3. Now use @forSome and @forAll keywords.";
const LOG: &str = "http://www.w3.org/2000/10/swap/log#";

struct TurtleReader<'t> {
    lexer: TurtleLexer<'t>,
    dialect: TurtleSyntax,
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
impl TurtleReader<'_> {
    fn document(&mut self) -> TurtleResult<()> {
        while self.lexer.skip_space() {
            self.expect_statement("expected directive or statement")?;
        }
        Ok(())
    }

    /// A directive or a statement; without one, or without its end, rdflib says `why` where it starts.
    fn expect_statement(&mut self, why: &str) -> TurtleResult<()> {
        let start = self.lexer.at();
        if self.directive_or_statement()? { Ok(()) } else { self.lexer.fail_at(start, why) }
    }

    /// Whether there was one.
    fn directive_or_statement(&mut self) -> TurtleResult<bool> {
        let start = self.lexer.at();
        if self.dialect == TurtleSyntax::Trig && self.graph_block()? {
            return Ok(true);
        }
        if self.dialect != TurtleSyntax::N3 && self.sparql_directive()? {
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

    fn end_of_statement(&mut self) -> TurtleResult<bool> {
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
    fn sparql_directive(&mut self) -> TurtleResult<bool> {
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
    fn directive(&mut self) -> TurtleResult<bool> {
        let start = self.lexer.at();
        if self.lexer.keyword("bind")? {
            return self.lexer.fail_at(start, "keyword bind is obsolete: use @prefix");
        }
        if self.lexer.peek() != Some(b'@') {
            return Ok(false);
        }
        if self.lexer.keyword("prefix")? {
            self.prefix()?;
        } else if self.lexer.keyword("base")? {
            self.set_base()?;
        } else {
            let mut words = ["keywords", "forAll", "forSome"].into_iter();
            let found = words
                .find_map(|word| self.lexer.keyword(word).map(|found| found.then_some(word)).transpose());
            let Some(word) = found.transpose()? else { return Ok(false) };
            if self.dialect != TurtleSyntax::N3 || word == "keywords" {
                return self.lexer.fail_at(start, &format!("Found '{word}' when in Turtle mode."));
            }
            while self.reference()?.is_some() && self.lexer.skip_space() && self.lexer.skip(",") {}
        }
        Ok(true)
    }

    fn prefix(&mut self) -> TurtleResult<()> {
        let start = self.lexer.at();
        let Some(name) = self.lexer.qualified_name()? else {
            return self.lexer.fail_at(start, "expected qname after @prefix");
        };
        let after = self.lexer.at();
        let Some(namespace) = self.reference()? else {
            return self.lexer.fail_at(after, "expected <uriref> after @prefix _qname_");
        };
        let namespace = self.joined(namespace)?;
        self.prefixes.insert(name.prefix.to_owned(), namespace);
        Ok(())
    }

    fn set_base(&mut self) -> TurtleResult<()> {
        let start = self.lexer.at();
        let Some(base) = self.reference()? else {
            return self.lexer.fail_at(start, "expected <uri> after @base ");
        };
        self.base = self.joined(base)?;
        Ok(())
    }

    /// The IRI of a node, joined to the base once more.
    fn joined(&self, node: Node) -> TurtleResult<String> {
        let joined = iri::join(&self.base, self.graph.term(node).text());
        joined.map(Cow::into_owned).map_err(TurtleFailure::raised)
    }
}

/// Properties.
impl TurtleReader<'_> {
    /// `verb objects; verb objects…`
    fn properties(&mut self, subject: Node) -> TurtleResult<()> {
        loop {
            loop {
                let before = self.lexer.at();
                if !self.lexer.skip_space() {
                    return self.lexer.fail_at(before, "EOF found when expected verb in property list");
                }
                if !self.lexer.skip(";") {
                    break;
                }
            }
            if self.lexer.sees(":-") {
                return self.n3_only("Found in ':-' in Turtle mode", "':-' is not read");
            }
            let Some(verb) = self.verb()? else { return Ok(()) };
            let after = self.lexer.at();
            let mut objects = Vec::new();
            if !self.objects(&mut objects)? {
                return self.lexer.fail_at(after, "objectList expected");
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
    fn objects(&mut self, objects: &mut Vec<Node>) -> TurtleResult<bool> {
        loop {
            let lines = self.lexer.lines();
            let Some(object) = self.object()? else {
                // rdflib skips the same space a third time, to look for a string.
                self.lexer.count_lines((self.lexer.lines() - lines) / 2);
                return Ok(false);
            };
            objects.push(object);
            if !self.lexer.skip_space() {
                return self.lexer.fail_before_start("EOF found after object");
            }
            if !self.lexer.skip(",") {
                return Ok(true);
            }
        }
    }

    fn verb(&mut self) -> TurtleResult<Option<Verb>> {
        let n3 = self.dialect == TurtleSyntax::N3;
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

    fn n3_operator(&mut self, sign: &str) -> TurtleResult<Option<Verb>> {
        if self.dialect != TurtleSyntax::N3 {
            return self.lexer.fail(match sign {
                "<=" => "Found '<=' in Turtle mode. ",
                ":=" => "Found ':=' in Turtle mode",
                _ => "Found '=' in Turtle mode",
            });
        }
        self.lexer.advance(sign.len());
        let predicate = match sign {
            "=" => owl::SAME_AS,
            // rdflib forgets to make it a term.
            ":=" => return Err(TurtleFailure::raised(format!("Term {LOG}becomes must be an rdflib term"))),
            _ => *self.implies.get_or_insert_with(|| self.graph.iri(&format!("{LOG}implies"))),
        };
        Ok(Some(Verb { predicate, reversed: sign == "<=" }))
    }

    /// What only N3 has: refused in Turtle in rdflib's words, and in N3 because nothing reads it here.
    fn n3_only<T>(&self, in_turtle: &str, unread: &str) -> TurtleResult<T> {
        self.lexer.fail(if self.dialect == TurtleSyntax::N3 { unread } else { in_turtle })
    }

    fn add(&mut self, subject: Node, predicate: Node, object: Node) {
        if self.dropped == 0 {
            self.graph.add(subject, predicate, object);
        }
    }
}
