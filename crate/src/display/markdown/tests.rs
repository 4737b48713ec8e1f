use super::*;

fn inert(markdown: &str) -> String {
    render(markdown, 4).into_string()
}

fn site(markdown: &str) -> String {
    rendered(markdown, Headings::Kept).html
}

#[test]
fn what_data_gouv_fr_renders() {
    let table = [
        ("a\nb", "<p>a<br> b</p>"),
        ("# Un\n\n### Deux", "<h3>Un</h3> <h5>Deux</h5>"),
        ("~~non~~ **oui**", "<p><del>non</del> <strong>oui</strong></p>"),
        ("- [x] fait", "<ul> <li><input type=\"checkbox\" checked=\"\" disabled=\"\"> fait</li> </ul>"),
        ("- a\n- b\n\nc", "<ul> <li>a</li> <li>b</li> </ul> <p>c</p>"),
        ("- a\n\n- b", "<ul> <li> <p>a</p> </li> <li> <p>b</p> </li> </ul>"),
        (
            "|a|\n|-:|\n|1|",
            "<table> <thead> <tr> <th align=\"right\">a</th> </tr> </thead> <tbody> <tr> <td align=\"right\">1</td> </tr> </tbody> </table>",
        ),
        (
            "**a**| b\n-|-",
            "<table> <thead> <tr> <th><strong>a</strong></th> <th>b</th> </tr> </thead> </table>",
        ),
        ("a | b  \n-|-  \n", "<table> <thead> <tr> <th>a</th> <th>b</th> </tr> </thead> </table>"),
        ("```\nx\n```", "<pre><code>x </code></pre>"),
        ("[a](https://b.fr/é \"t\")", "<p><a href=\"https://b.fr/%C3%A9\" title=\"t\">a</a></p>"),
        ("[www.b.fr](https://b.fr)", "<p><a href=\"https://b.fr\">www.b.fr</a></p>"),
        (
            "site :https://b.fr/a__b__c",
            "<p>site :<a href=\"https://b.fr/a__b__c\">https://b.fr/a__b__c</a></p>",
        ),
        ("（www.b.fr )", "<p>（<a href=\"http://www.b.fr\">www.b.fr</a> )</p>"),
        ("à a.b@c.fr.", "<p>à <a href=\"mailto:a.b@c.fr\">a.b@c.fr</a>.</p>"),
        ("mailto:a@b.fr", "<p>mailto:<a href=\"mailto:a@b.fr\">a@b.fr</a></p>"),
        ("xmpp:a@b.fr.", "<p>xmpp:<a href=\"mailto:a@b.fr\">a@b.fr</a>.</p>"),
        ("a\r\nb\rc\nd", "<p>a<br> b<br> c<br> d</p>"),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>"),
        (
            "<![CDé&; <![C &amp; \\<![CD &lt; \\\\<![CDATAé&;",
            "<p>&lt;![CDé&amp;; &lt;![C &amp; &lt;![CD &lt; \\&lt;![CDATAé&amp;;</p>",
        ),
        ("<u>a</u> <b onclick=\"x\">b</b><script>c</script>", "<p>a <b>b</b></p>"),
    ];
    for (markdown, expected) in table {
        assert_eq!(site(markdown), expected, "{markdown}");
    }
}

#[test]
fn headings_of_a_page_are_bold_blocks() {
    let shown = rendered("# Un\n\ntexte", Headings::Bold);
    assert_eq!((shown.html.as_str(), shown.text.as_str()), ("<div>Un</div> <p>texte</p>", "Un\ntexte"));
}

#[test]
fn links_of_our_page_lead_to_the_web_or_to_a_mailbox() {
    const REL: &str = "rel=\"ugc nofollow noopener noreferrer\" target=\"_blank\"";
    let table = [
        ("[a](https://b.fr)", format!("<p><a href=\"https://b.fr\" {REL}>a</a></p>")),
        ("<a@b.fr>", format!("<p><a href=\"mailto:a@b.fr\" {REL}>a@b.fr</a></p>")),
        ("[a](javascript:alert(1))", "<p><a>a</a></p>".to_owned()),
        ("[a](data:text/html,x)", "<p><a>a</a></p>".to_owned()),
        ("[a](#/jeux)", "<p><a>a</a></p>".to_owned()),
        ("[a](//b.fr)", "<p><a>a</a></p>".to_owned()),
        (
            "![plan](https://b.fr/i.png)",
            format!("<p><a href=\"https://b.fr/i.png\" {REL}>Afficher l’image : plan</a></p>"),
        ),
        ("![x](data:image/png;base64,AA)", "<p>[Image : x]</p>".to_owned()),
        (
            "[![x](https://b.fr/i.png)](https://b.fr)",
            format!("<p><a href=\"https://b.fr\" {REL}>[Image : x]</a></p>"),
        ),
        ("###### Bas", "<h4>Bas</h4>".to_owned()),
    ];
    for (markdown, expected) in table {
        assert_eq!(inert(markdown), expected, "{markdown}");
    }
}

#[test]
fn hostile_text_is_inert() {
    let hostile = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick=alert(1)>b</b>",
        "<iframe src='https://b.fr'></iframe>",
        "<style>*{display:none}</style>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href='https://b.fr' style='x' onclick='alert(1)'>a</a>",
        "[a](https://b.fr \"x\\\" onclick=\\\"alert(1)\")",
        "[a](https://b.fr/\"onclick=\"alert(1))",
        "![\"><script>alert(1)</script>](https://b.fr)",
        "https://b.fr/\"><script>alert(1)</script>",
        "```\"><script>\n</code></pre><script>alert(1)</script>\n```",
        "<!-- --><script>alert(1)</script>",
        "<form action=x><input name=y><button>z</button></form>",
        "<details open ontoggle=alert(1)>x</details>",
        "<svg><script>alert(1)</script></svg>",
    ];
    for markdown in hostile {
        // Brackets inside attributes, which only our own page escapes, are no tags.
        for html in [inert(markdown), site(markdown).replace("<script>alert(1)</script>\">", "\">")] {
            for tag in html.split('<').skip(1) {
                let name = tag.split([' ', '>']).next().unwrap_or_default().trim_start_matches('/');
                let known = ["p", "a", "b", "pre", "code", "br", "img", "input", "details"];
                assert!(known.contains(&name), "<{name}> in {html}");
                let outside: String =
                    tag.split('>').next().unwrap_or_default().split('"').step_by(2).collect();
                assert!(!outside.contains(" on") && !outside.contains("style"), "{html}");
            }
            assert!(!html.contains("=\"javascript:"), "{html}");
        }
        assert!(!inert(markdown).contains("<img"), "{markdown}");
    }
}

#[test]
fn cards_show_text_that_is_no_markdown() {
    let table = [
        (
            "# Titre\n\nUn **mot** et [un lien](https://b.fr).\n- a\n- b",
            "Titre\n\nUn mot et un lien.\n\na\n\nb\n",
        ),
        ("|a|b|\n|-|-|\n|1|2|", ""),
        ("à 2 * 3 [x]", "à 2 \\* 3 \\[x]\n"),
        ("http://a.fr et a@b.fr, www.c.fr", "http\\://a.fr et a\\@b.fr, www\\.c.fr\n"),
        ("un_mot _seul", "un_mot \\_seul\n"),
        ("1\\. un\n\n\\- deux\n\n\\# trois", "1\\. un\n\n\\- deux\n\n\\# trois\n"),
        ("![plan](b.png)`code`", "plancode\n"),
        ("", ""),
    ];
    for (markdown, expected) in table {
        assert_eq!(plain(markdown), expected, "{markdown}");
    }
}

#[test]
fn a_text_that_is_too_long_is_shown_as_it_is() {
    for (size, is_laid_out) in [(200 << 10, true), (300 << 10, false)] {
        let shown = rendered(&format!("**gras** {}", "mot ".repeat(size / 4)), Headings::Bold);
        assert_eq!(shown.html.contains("<strong>"), is_laid_out, "{size}");
        assert!(shown.html.contains("gras"), "{size}");
    }
}

/// Sizes at which a reading that is not linear would never end.
#[test]
fn nested_and_long_texts_end() {
    let mut hostile = vec![
        "> ".repeat(25_000),
        ">".repeat(50_000),
        "[".repeat(50_000),
        "- ".repeat(25_000),
        "www.".repeat(20_000),
        format!("http://a.fr/{}", ")".repeat(60_000)),
        "http://a.fr ".repeat(5_000),
        "*a **b ".repeat(10_000),
        "<!--".repeat(20_000),
        "![](".repeat(20_000),
        "a@b.".repeat(20_000),
        "`".repeat(50_000),
        "&".repeat(50_000),
        "<b>".repeat(20_000),
        "<table><tr><td>".repeat(5_000),
        "|".repeat(50_000),
        "Une phrase ordinaire, avec un mot. ".repeat(20_000),
    ];
    hostile.push((0..200).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect());
    for text in hostile {
        let begun = std::time::Instant::now();
        let shown = rendered(&text, Headings::Bold);
        plain(&text);
        assert!(begun.elapsed().as_secs() < 60, "{} {:?}", &text[..12], begun.elapsed());
        assert!(!shown.html.is_empty() || text.starts_with("<!--"), "{}", &text[..12]);
    }
}
