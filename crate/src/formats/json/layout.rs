//! JSON laid out on several lines, each value as its document writes it.

use super::JsonReader;

/// Deeper values would be more margin than text.
const DEEPEST: usize = 100;

/// An object or a list with a member a line; nothing of any other text. Digits, escapes and members that come twice stay:
/// a value read and written again would lose them.
pub fn laid_out(text: &str) -> Option<String> {
    let mut reader = JsonReader::new(text);
    reader.peek().filter(|byte| b"{[".contains(byte))?;
    reader.skip().and_then(|_| reader.end()).ok()?;

    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0;
    let mut tokens = Tokens(text.trim()).peekable();
    while let Some(token) = tokens.next() {
        out.push_str(token);
        match token {
            "{" | "[" if tokens.next_if(|next| matches!(*next, "}" | "]")).is_some() => {
                out.push_str(if token == "{" { "}" } else { "]" });
            }
            "{" | "[" => {
                depth += 1;
                if depth > DEEPEST {
                    return None;
                }
                new_line(&mut out, depth);
            }
            "," => new_line(&mut out, depth),
            ":" => out.push(' '),
            _ => {}
        }
        if tokens.peek().is_some_and(|next| matches!(*next, "}" | "]")) {
            depth -= 1;
            new_line(&mut out, depth);
        }
    }
    Some(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

/// What a text that is JSON is made of, without the spaces between.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start();
        let length = match text.bytes().next()? {
            b'"' => {
                let mut escaped = false;
                let end = text.bytes().skip(1).position(|byte| {
                    let is_end = byte == b'"' && !escaped;
                    escaped = byte == b'\\' && !escaped;
                    is_end
                });
                end.map_or(text.len(), |at| at + 2)
            }
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            _ => text.find(|c: char| "{}[],:".contains(c) || c.is_whitespace()).unwrap_or(text.len()),
        };
        let (token, rest) = text.split_at(length);
        self.0 = rest;
        Some(token)
    }
}

#[cfg(test)]
mod tests {
    use super::laid_out;

    #[test]
    fn each_value_stays_as_it_is_written() {
        let text =
            r#" {"a":1.10,"a":"\u00e9 \"{,\\","b":[1e400,[],{ } ,{"c":null}],"d":12345678901234567890} "#;
        let expected = r#"{
  "a": 1.10,
  "a": "\u00e9 \"{,\\",
  "b": [
    1e400,
    [],
    {},
    {
      "c": null
    }
  ],
  "d": 12345678901234567890
}"#;
        assert_eq!(laid_out(text).as_deref(), Some(expected));
        assert_eq!(laid_out(expected).as_deref(), Some(expected));
    }

    #[test]
    fn only_objects_and_lists_are_laid_out() {
        for text in
            ["", "1", "\"a\"", "{\"a\":1", "[] a dcat:Dataset .", "{\"a\":1}}", &"[".repeat(1_000_000)]
        {
            assert_eq!(laid_out(text), None, "{}", &text[..text.len().min(40)]);
        }
        assert_eq!(laid_out(&format!("{}1{}", "[".repeat(101), "]".repeat(101))), None);
    }
}
