//! The graphs of TriG: udata sees the default one only.

use super::{TurtleReader, failure::TurtleResult};

impl<'t> TurtleReader<'t> {
    /// What follows a brace, with the brace that closes it.
    pub(super) fn statements_in_braces(&mut self) -> TurtleResult<()> {
        loop {
            if !self.lexer.skip_space() {
                return self.lexer.fail_before_start("needed '}', found end.");
            }
            if self.lexer.skip("}") {
                return Ok(());
            }
            self.expect_statement("expected statement or '}'")?;
        }
    }

    /// `GRAPH name { … }`, `name { … }` or `{ … }`: whether there was one. A named graph is not seen by udata.
    pub(super) fn graph_block(&mut self) -> TurtleResult<bool> {
        let start = self.lexer.at();
        let keyword = self.lexer.sparql_keyword("graph")?;
        let after = self.lexer.at();
        let named = self.graph_name()?;
        if keyword && !named {
            return self.lexer.fail_at(after, "GRAPH keyword must be followed by graph name");
        }
        let after = self.lexer.at();
        if !self.lexer.skip_space() {
            return self.lexer.fail_at(after, "EOF found when expected graph");
        }
        if self.lexer.skip("=") && !self.lexer.skip_space() {
            return self.lexer.fail_before_start("EOF found when expecting '{'");
        }
        if !self.lexer.sees("{") {
            self.lexer.back_to(start);
            return Ok(false);
        }
        if self.inside_graph {
            return self.lexer.fail("Nested graphs are not allowed");
        }
        self.lexer.advance(1);
        self.inside_graph = true;
        self.dropped += usize::from(named);
        self.statements_in_braces()?;
        self.dropped -= usize::from(named);
        self.inside_graph = false;
        Ok(true)
    }

    fn graph_name(&mut self) -> TurtleResult<bool> {
        if !self.lexer.skip_space() {
            return Ok(false);
        }
        if self.reference()?.is_some() {
            return Ok(true);
        }
        let start = self.lexer.at();
        if self.lexer.skip("[") {
            if !self.lexer.skip_space() {
                return self.lexer.fail_at(start, "Expected ] got EOF");
            }
            if self.lexer.skip("]") {
                return Ok(true);
            }
            self.lexer.back_to(start);
        }
        Ok(false)
    }
}
