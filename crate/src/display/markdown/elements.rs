//! Elements and attributes of HTML, by what is made of them.

/// Elements that are kept; of the others, only what they hold.
#[rustfmt::skip]
pub const KEPT: [&str; 53] = [
    "a", "b", "blockquote", "br", "code", "dd", "del", "details", "div", "dl", "dt", "em", "h1", "h2",
    "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "ol", "p", "picture", "pre",
    "q", "rp", "rt", "ruby", "s", "samp", "section", "source", "span", "strike", "strong", "sub",
    "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var",
];

/// Attributes that are kept on any element.
#[rustfmt::skip]
pub const KEPT_ATTRIBUTES: [&str; 62] = [
    "abbr", "accept", "accept-charset", "accesskey", "action", "align", "alt", "axis", "border",
    "cellpadding", "cellspacing", "char", "charoff", "charset", "checked", "clear", "colspan", "color",
    "cols", "compact", "coords", "datetime", "dir", "enctype", "frame", "hspace", "headers", "height",
    "hreflang", "for", "ismap", "itemprop", "label", "lang", "maxlength", "media", "method", "multiple",
    "name", "nohref", "noshade", "nowrap", "open", "prompt", "readonly", "rev", "rowspan", "rows",
    "rules", "scope", "selected", "shape", "size", "span", "start", "summary", "tabindex", "title",
    "usemap", "valign", "value", "width",
];

/// Elements on lines of their own.
#[rustfmt::skip]
pub const ON_LINES: [&str; 26] = [
    "address", "article", "blockquote", "br", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "summary", "table", "tr", "ul",
];

/// Elements that close a paragraph.
#[rustfmt::skip]
pub const CLOSING_PARAGRAPHS: [&str; 40] = [
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "li", "dd", "dt", "listing", "main", "menu", "nav", "ol", "p", "plaintext", "pre",
    "search", "section", "summary", "table", "ul",
];

/// Elements that hold nothing.
#[rustfmt::skip]
pub const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements that go on in the next paragraph.
#[rustfmt::skip]
pub const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];

/// What a browser never closes from inside.
#[rustfmt::skip]
pub const BOUNDARIES: [&str; 11] = [
    "applet", "caption", "html", "table", "td", "th", "marquee", "object", "template", "body", "button",
];

/// The parts of a table.
#[rustfmt::skip]
pub const TABLE_PARTS: [&str; 8] = [
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption",
];
