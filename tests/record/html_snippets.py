"""HTML snippets written for the tests: every element and manner that html2text or html.parser handles."""

PLAIN = r"""

  Texte seul.
Deux
lignes
 bords insécables 
a b c	d
  indenté
1. Premier
1.Premier
2026. Une année
12.5 mètres
 3. décalé
- tiret
-tiret
-- double
--- règle
+ plus
+plus
* étoile
*italique* et _souligné_ et **gras**
# titre
> citation
`code` et ~~barré~~
[lien](https://a.fr) et ![image](i.png)
| a | b |
a \ b
a \* b \_ c \\ d \e
snake_case_name et 2*3*4
a < b et c > d
a<b et c>d
a <b et c
x & y
x &y
R&D, AT&T, a&b;c
https://www.data.gouv.fr/
<https://www.data.gouv.fr/>
<contact@mairie.fr>
<<a>>
< b>gras< /b>
1 < 2 > 1
{{default.description}}
${description}
&
&;
&#
&#;
<
</
<>
</>
<!
<!>
<?
<a
<a href="
"""

PARAGRAPHS = r"""
<p>Un paragraphe.</p>
<p>Un</p><p>Deux</p>
<p>Un</p>

<p>Deux</p>
<p>Un<p>Deux<p>Trois
Avant<p>Un</p>Après
<p></p><p></p>Vide
<p> Espaces   au    milieu </p>
<P CLASS="x">Majuscules</P>
<p>Une<br>deux<br/>trois<br />quatre</p>
<p>Une<br><br>deux</p>
<br>Début
Fin<br>
<p>Une <br> deux</p>
<p>Une</br>deux</p>
<div>Un</div><div>Deux</div>
<div><div><p>Imbriqué</p></div></div>
<div>Un<p>Deux</p>Trois</div>
<span>Un</span><span>Deux</span>
<p>Un</p><hr><p>Deux</p>
<hr>
<hr/><hr/>
Un<hr>Deux
<section><article>Un</article><aside>Deux</aside></section>
<center>Un</center>Deux
<font color="red">Rouge</font>
<p>Un</p> Deux <p>Trois</p>
<p>&nbsp;</p><p>Un</p><p>&nbsp;</p>
Un&nbsp;<br>&nbsp;Deux
</p>Un</p>Deux
</div></div>Un
<p/>Un<p/>Deux
<body><p>Un</p></body>
<html><head><title>Titre</title></head><body>Corps</body></html>
<html><head><title>Titre</title><body>Corps</body></html>
<head>Caché</head>Montré
<head>Caché
</head>Caché aussi
</head><head>Montré</head>
<title>Titre</title>
"""

HEADINGS = r"""
<h1>Un</h1>
<h1>Un</h1><h2>Deux</h2><h3>Trois</h3><h4>Quatre</h4><h5>Cinq</h5><h6>Six</h6>
<h7>Sept</h7><h9>Neuf</h9><h0>Zéro</h0><h10>Dix</h10>
<H2>Majuscule</H2>texte
Avant<h2>Un</h2>Après
<h2>Un<br>deux</h2>
<h2><b>Gras</b> titre</h2>
<h2>Un</h3>Deux
<h2>Un
<h2></h2>Vide
</h2>Un
<h2><a href="https://a.fr">Lien</a></h2>
<a href="https://a.fr"><h2>Titre</h2></a>
<a href="https://a.fr"><h2>Titre</h2>texte</a>
<a href="https://a.fr">texte<h2>Titre</h2></a>
<a href="https://a.fr"><b><h2>Titre</h2></b></a>
<a name="x"><h2>Titre</h2></a>
<a href="https://a.fr"><p><h3>Titre</h3></p></a>
<h3>1. Un</h3>
<h3>- Un</h3>
<ul><li><h3>Un</h3>texte</li></ul>
<hr2>
<header>Un</header>
"""

EMPHASIS = r"""
<b>gras</b>
<strong>gras</strong>
<i>ital</i> <em>ital</em> <u>soul</u>
un <b>gras</b> deux
un<b>gras</b>deux
un<i>ital</i>deux
un <i> ital </i> deux
un<b> gras </b>deux
<b>gras</b>, <b>gras</b>. <b>gras</b>! <b>gras</b>? (<b>gras</b>)
<b>gras</b>: <b>gras</b>; «<b>gras</b>»
<b>gras</b>é
<i>ital</i>a <i>ital</i>1 <i>ital</i>-
a<i>b</i> .<i>b</i> (<i>b</i>) é<i>b</i> '<i>b</i>
<b><i>deux</i></b>
<i><b>deux</b></i>
<b>un <i>deux</i> trois</b>
<b>un</b><i>deux</i>
<b>un</b><b>deux</b>
*<b>un</b>
**<b>un</b>
<b></b>
<b> </b>un
<b></b>un<i></i>deux
<b>&nbsp;</b>un
<b>&nbsp;un</b>
<b>un&nbsp;</b>deux
<b>&eacute;tat</b>
<b>l&rsquo;&eacute;tat</b>civil
<b>un &amp; deux</b>
<b>un<br>deux</b>
<b><p>un</p></b>
<p><b>un</p></b>deux
<b>un
</b>un
<i>un<b>deux</i>trois</b>
<del>un</del> <s>deux</s> <strike>trois</strike>
un<del>deux</del>trois
~<del>un</del>
~~<s>un</s>
<del> un </del>deux
<q>un</q>
<q>un <q>deux</q></q>
<sup>un</sup><sub>deux</sub>
m<sup>2</sup> CO<sub>2</sub>
<small>un</small> <big>deux</big> <mark>trois</mark> <ins>quatre</ins> <cite>cinq</cite>
<b>un</b><a href="https://a.fr">deux</a>
<b>un</b><code>deux</code>trois
<b>un</b><h2>deux</h2>
<b>un</b><span>deux</span>
<b><a href="https://a.fr">un</a></b>deux
<b>1. un</b>
<i>- un</i>
<b>un</b>
deux
<b>un</b>[deux]
<b>un</b>]
<i>_un_</i>
<b>*</b><b>un</b>
un<u>deux</u>_<i>trois</i>
<STRONG>un</STRONG>
<stri&#x212a;e>un
<striKe>un</striKe>
<b>&lrm;un</b>
<b>&zwnj;</b>un
<b><!-- x -->un</b>deux
<b><span> un</span></b>deux
<em>&#8217;</em>un
<p>Un<em>&nbsp;deux&nbsp;</em>trois</p>
"""

LISTS = r"""
<ul><li>un</li><li>deux</li></ul>
<ol><li>un</li><li>deux</li></ol>
<ul>
  <li>un</li>
  <li>deux</li>
</ul>
<ul><li>un<li>deux</ul>
<p>Avant</p><ul><li>un</li></ul><p>Après</p>
Avant<ul><li>un</li></ul>Après
<ul><li>un<ul><li>deux<ul><li>trois</li></ul></li></ul></li><li>quatre</li></ul>
<ol><li>un<ol><li>deux</li></ol></li><li>trois</li></ol>
<ol><li>un<ul><li>deux</li></ul></li></ol>
<ul><li>un<ol><li>deux<ul><li>trois</li></ul></li></ol></li></ul>
<ul><ul><li>un</li></ul></ul>
<ul><li>un</li><ul><li>deux</li></ul></ul>
<ol start="3"><li>un</li><li>deux</li></ol>
<ol start="0"><li>un</li></ol>
<ol start="-2"><li>un</li><li>deux</li><li>trois</li></ol>
<ol start="x"><li>un</li></ol>
<ol start=""><li>un</li></ol>
<ol start=" 7 "><li>un</li></ol>
<ol start="1_0"><li>un</li></ol>
<ol start="٣"><li>un</li></ol>
<ol start="2.5"><li>un</li></ol>
<ol start="99999999999999999999"><li>un</li><li>deux</li></ol>
<ol start><li>un</li></ol>
<ul start><li>un</li></ul>
<ol reversed type="A"><li value="5">un</li></ol>
<ol><li>un</li><li>deux</li><li>3</li><li>4</li><li>5</li><li>6</li><li>7</li><li>8</li><li>9</li><li>dix</li><li>onze</li></ol>
<li>un</li><li>deux</li>
</ul><li>un</li>
<ul></ul>
<ul></ul><ul></ul>un
<ul><li></li><li>un</li></ul>
<ul><li><p>un</p></li><li><p>deux</p></li></ul>
<ul><li><p>un</p><p>deux</p></li></ul>
<ul><li>un<br>deux</li></ul>
<ul><li><div>un</div></li></ul>
<ul><li> un </li><li>
deux
</li></ul>
<ul><li>1. un</li><li>- deux</li></ul>
<ul><li><b>un</b> : deux</li></ul>
<ul><li><a href="https://a.fr">un</a></li></ul>
<ul><li>un</li></ul><ul><li>deux</li></ul>
<ul><li>un</li></ul><ol><li>deux</li></ol>
<ul><li>un</li></ul> texte <ul><li>deux</li></ul>
<ul>texte<li>un</li>texte</ul>
<ul><li>un</li></ul><h2>Titre</h2><ul><li>deux</li></ul>
<ul><li>un</ul><ul><li>deux</ul>
<ul></h2><ul>un
<menu><li>un</li></menu>
<dir><li>un</li></dir>
<dl><dt>Terme</dt><dd>Définition</dd></dl>
<dl><dt>Un</dt><dd>Deux</dd><dt>Trois</dt><dd>Quatre</dd></dl>
<dl><dt>Un<dd>Deux<dt>Trois<dd>Quatre</dl>
Avant<dl><dt>Un</dt><dd>Deux</dd><dd>Trois</dd></dl>Après
<dl><dd><p>Un</p></dd></dl>
<ul><li>un<blockquote>deux</blockquote></li></ul>
<ul><li>un<pre>deux
trois</pre></li></ul>
<ul><li><pre>  deux
    trois</pre></li></ul>
<ol><li><pre>un</pre><pre>deux</pre></li></ol>
<ul><pre>un</pre></ul>
<ul><li>un<pre></pre><br>deux</li></ul>
<ul><li>un<pre></pre><dd>deux</ul>
• un<br>• deux
· un<br>&middot; deux<br>&bull; trois
- un<br>- deux
<p>- un</p><p>- deux</p>
<p>1. un</p><p>2. deux</p>
<p>1&#46; un</p><p>&#45; deux</p>
"""

LINKS = r"""
<a href="https://a.fr/">Lien</a>
Un <a href="https://a.fr/">lien</a>, deux.
un<a href="https://a.fr/">lien</a>deux
<a href="https://a.fr/">https://a.fr/</a>
<a href="https://a.fr/"> https://a.fr/ </a>
<a href="https://a.fr/">https://a.fr</a>
<a href="http://a.fr/?a=1&amp;b=2">http://a.fr/?a=1&amp;b=2</a>
<a href="http://a.fr/?a=1&b=2">http://a.fr/?a=1&b=2</a>
<a href="www.a.fr">www.a.fr</a>
<a href="HTTP+x://a">HTTP+x://a</a>
<a href="://a">://a</a>
<a href="1://a">1://a</a>
<a href="https://a.fr/">https://a.fr/<b>deux</b></a>
<a href="https://a.fr/"><b>https://a.fr/</b></a>
<a href="https://a.fr/">https://a.fr/https://a.fr/</a>
<a href="https://a.fr/">https://a.fr/<!-- x -->https://a.fr/</a>
<a href="https://a.fr/">https://a.fr/<!-- x -->deux</a>
<b><a href="https://a.fr/">https://a.fr/</a></b>
<a href="https://a.fr/"><span>https://a.fr/</span></a>
<a href="https://a.fr/"><p>https://a.fr/</p></a>
<a href="mailto:a@b.fr">a@b.fr</a>
<a href="mailto:a@b.fr">mailto:a@b.fr</a>
<a href="/relatif">Lien</a> <a href="relatif.html">Lien</a> <a href="//a.fr">Lien</a> <a href="?q">Lien</a>
<a href="#ancre">Lien</a>
<a href="#">Lien</a>
<a href="">Lien</a>
<a href="">

</a>
<a href=" https://a.fr ">Lien</a>
<a href>Lien</a>
<a name="ancre">Lien</a>
<a id="ancre"></a>Un
<a>Lien</a>
<a href="https://a.fr"></a>
<a href="https://a.fr"> </a>
<a href="https://a.fr"/>Un
<a href="https://a.fr">Un
</a>Un
<a href="https://a.fr" title="Titre">Lien</a>
<a href="https://a.fr" title="">Lien</a>
<a href="https://a.fr" title=" ">Lien</a>
<a href="https://a.fr" title>Lien</a>
<a href="https://a.fr" title="Le &quot;titre&quot; (1) [2]">Lien</a>
<a href="https://a.fr" title="Deux
lignes">Lien</a>
<a href="https://a.fr/(x)_[y]\z">Lien (x) [y]</a>
<a href="https://a.fr/a b">Lien</a>
<a href="https://a.fr/é?q=&eacute;">Lien</a>
<a href="https://a.fr/&copy=1&notit=2">Lien</a>
<a href="javascript:alert(1)">Lien</a>
<a href='https://a.fr'>Lien</a> <a href=https://a.fr>Lien</a> <a href=https://a.fr/>Lien</a>
<a href = "https://a.fr">Lien</a>
<a href="https://a.fr" href="https://b.fr">Lien</a>
<a HREF="https://a.fr" TARGET=_blank>Lien</a>
<a href="https://a.fr"><a href="https://b.fr">Un</a>Deux</a>
<a href="https://a.fr">Un<a href="https://b.fr">Deux</a></a>
<a href="https://a.fr"><p>Un</p><p>Deux</p></a>
<a href="https://a.fr"><div>Un</div></a>
<a href="https://a.fr">Un<br>deux</a>
<a href="https://a.fr">Un</a><a href="https://b.fr">Deux</a>
<a href="https://a.fr">Un</a> <a href="https://b.fr">Deux</a>
<p><a href="https://a.fr">Un</p></a>Deux
<a href="https://a.fr"><img src="i.png"></a>
<a href="https://a.fr"><img src="i.png" alt="x">Un</a>
<a href="https://a.fr"><img>Un</a>
<a href="https://a.fr"><style>x</style>Un</a>
<a href="https://a.fr">&eacute;cole</a>
<a href="https://a.fr">&nbsp;</a>
<a href="https://a.fr">1. Un</a>
<a href="https://a.fr"><ul><li>Un</li></ul></a>
<a href="https://a.fr"><table><tr><td>Un</td></tr></table></a>
<a href="https://a.fr"><blockquote>Un</blockquote></a>
<a href="https://a.fr"><code>x</code></a>
<a href="https://a.fr"><dl><dt>Un</dt></dl></a>
<a href="https://a.fr"><dl>https://a.fr</dl></a> <a href="https://a.fr"><dt>https://a.fr</dt></a>
<a href="https://a.fr"><div>https://a.fr</div></a> <a href="https://a.fr"><style>x</style>https://a.fr</a>
<a href="https://a.fr"><dd>https://a.fr</dd></a> <a href="https://a.fr"><td>https://a.fr</td></a>
<pre><a href="https://a.fr"><h2>Un</h2></a></pre>
<a href="x"><a href="y"></li><a href="z"><head><h1><h2><h3></head>Un
<p>Voir</p><a href="https://a.fr">Un</a><p>Fin</p>
"""

IMAGES = r"""
<img src="i.png">
<img src="i.png" alt="Texte">
<img src="i.png" alt="">
<img src="i.png" alt>
<img src="i.png" alt="[x] (y) \z">
<img src="i (1).png" alt="x" title="Titre" width="10" height="20">
<img src="" alt="x">
<img src alt="x">
<img alt="x">
<img>
Un<img src="i.png"/>deux
<p><img src="i.png"></p>
<img src="data:image/png;base64,AAAA" alt="x">
<IMG SRC="i.png">
<img src='i.png' alt='deux
lignes'>
<img href="https://a.fr" src="i.png">
<pre><img src="i.png" alt="deux
lignes"></pre>
<picture><source srcset="a.webp"><img src="i.png"></picture>
<svg><path d="M0 0"/></svg>Un
<iframe src="https://a.fr"></iframe>Un
<iframe src="https://a.fr"/>Un
<video controls><source src="a.mp4">Texte</video>
"""

TABLES = r"""
<table><tr><th>Un</th><th>Deux</th></tr><tr><td>1</td><td>2</td></tr></table>
<table><tr><td>Un</td><td>Deux</td></tr></table>
<table><thead><tr><th>Un</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>
<table>
  <tr>
    <td>Un</td>
    <td>Deux</td>
  </tr>
  <tr>
    <td>1</td>
    <td>2</td>
  </tr>
</table>
<table><tr><td>Un<td>Deux<tr><td>1<td>2</table>
<table><tr></tr></table>Un
<table></table>Un
<table><tr><td></td><td></td></tr></table>
<table><tr><td><p>Un</p><p>Deux</p></td><td>Trois</td></tr></table>
<table><tr><td>Un<br>deux</td><td>Trois</td></tr></table>
<table><tr><td><ul><li>Un</li></ul></td><td>Deux</td></tr></table>
<table><tr><td><b>Un</b></td><td><a href="https://a.fr">Deux</a></td></tr></table>
<table><tr><td>a | b</td></tr></table>
<table><caption>Légende</caption><tr><td>Un</td></tr></table>
<table><tr><td colspan="2">Un</td></tr><tr><td>1</td><td>2</td></tr></table>
<table><tr><td><table><tr><td>Un</td></tr></table></td></tr></table>
Avant<table><tr><td>Un</td></tr></table>Après
<p>Avant</p><table><tr><td>Un</td></tr></table><p>Après</p>
<tr><td>Un</td></tr>
<td>Un</td><td>Deux</td>
<td>Un</td><p>Deux</p>
</tr>Un
<table></tr>Un
<table><tr><td>Un</td></tr></table><table><tr><td>Deux</td></tr></table>
<blockquote><table><tr><td>Un</td><td>Deux</td></tr></table></blockquote>
"""

CODE = r"""
<code>x</code>
un<code>x</code>deux
<code> x </code>
<code>a_b *c* \* 1. d</code>
<code>1. x</code>
<code></code>
<code>x
<kbd>Ctrl</kbd> <tt>x</tt> <samp>x</samp> <var>x</var>
<code>a<code>b</code>c</code>
<code>&lt;b&gt;</code>
<code>`x`</code>
<pre>x</pre>
<pre>un
deux</pre>
<pre>
un
  deux
</pre>
<pre>un</pre><pre>deux</pre>
Avant<pre>un</pre>Après
<p>Avant</p><pre>un</pre><p>Après</p>
<pre><code>un
deux</code></pre>
<code><pre>un</pre></code>
<pre><b>un</b> <a href="https://a.fr">deux</a></pre>
<pre>un<br>deux</pre>
<pre>1. un
- deux \* x</pre>
<pre>&lt;b&gt; &amp; &eacute;&nbsp;x</pre>
<pre></pre>
<pre></pre>un
<pre> </pre>un
<pre>
</pre>un
<pre>un
</pre>un</pre>deux
<pre>un<pre>deux</pre>trois</pre>
<pre>un<p>deux</p>trois</pre>
<pre>un<ul><li>deux
trois</li></ul></pre>
<pre><ul><li>un</li></ul></pre>
<blockquote><pre>un
deux</pre></blockquote>
<pre><blockquote>un
deux</blockquote></pre>
<blockquote><ul><li><pre>> un
> deux</pre></li></ul></blockquote>
<pre>	tabulé  double   triple</pre>
<listing>x</listing><xmp>x</xmp><plaintext>x
<textarea>x</textarea><button>y</button><input value="z"><select><option>a<option>b</select>
"""

QUOTES = r"""
<blockquote>Un</blockquote>
<blockquote>Un</blockquote>Deux
Avant<blockquote>Un</blockquote>Après
<blockquote><p>Un</p><p>Deux</p></blockquote>
<blockquote>Un<br>deux</blockquote>
<blockquote>Un<blockquote>Deux</blockquote>Trois</blockquote>
<blockquote><blockquote>Un</blockquote></blockquote>
<blockquote><ul><li>Un</li><li>Deux</li></ul></blockquote>
<blockquote><h2>Un</h2></blockquote>
<blockquote>Un
<blockquote></blockquote>Un
</blockquote>Un
</blockquote><p>Un</p><p>Deux</p>
</blockquote><blockquote>Un<p>Deux</p></blockquote>
<blockquote>Un</blockquote><blockquote>Deux</blockquote>
<blockquote>- Un</blockquote>
<blockquote>&gt; Un</blockquote>
<blockquote cite="https://a.fr">Un<cite>Deux</cite></blockquote>
<blockquote><hr></blockquote>
"""

ABBREVIATIONS = r"""
<abbr title="Établissement public">EP</abbr>
Un <abbr title="a">A</abbr> et <abbr title="b">B</abbr>.
<abbr title="a">A</abbr> <abbr title="b">B</abbr> <abbr title="c">A</abbr>
<abbr>A</abbr>
<abbr title>A</abbr>
<abbr title="">A</abbr>
<abbr title="a"></abbr>
<abbr title="a">A
</abbr>A
<abbr title="a"><b>A</b> x</abbr>
<abbr title="a">A<abbr title="b">B</abbr></abbr>
<abbr title="a">A<abbr>B</abbr></abbr>
<abbr title="a  b&eacute;">&eacute;&nbsp;A</abbr>
<head><abbr title="a">A</abbr></head>Un
<abbr title="a">A</abbr><head>Un
<abbr title="a">A<head>B</abbr></head>
<acronym title="a">A</acronym>
<p><abbr title="a">A</abbr></p><p>Un</p>
<ul><li><abbr title="a">A</abbr>
"""

RAW = r"""
<script>alert("<b>x</b>")</script>Un
<script>Un
<script src="x"/>Un
<script>a</script >Un
<script>a</ script>Un
<script>a</SCRIPT>Un
<script>a</style></script>Un
<script>a</scriptx>b</script>Un
<script>a</ſcript>b</script>Un
</script><script>a</ſcript>- b</script>Un
</style><style>a</STİLE>- b</ıstyle>- c</style>Un
</script></script><script>a</b>b</script>Un
<SCRIPT>a</SCRIPT>Un
<script><!-- a --></script>Un
<script>document.write("<script>a</' + 'script>")</script>Un
<style>p { color: red }</style>Un
<style>p { color: red }
<style/>Un
<style type="text/css">@font-face {}</style>Un
</style>Un
</style><style>Un</style>
<p>Un<style>x</style>deux</p>
<noscript>Un</noscript>
<b><style>x</style>Un</b>deux
<head><style>x</style></head>Un
<body></script>Un
</script><body>Un
<!-- commentaire -->Un
Un<!-- commentaire -->deux
Un <!-- commentaire --> deux
<!-- un
deux -->Un
<!-- un -- deux -->Un
<!-- un -- >Un
<!--un-->Un
<!---->Un
<!--->Un
<!-->Un-->Deux
<!-- un
<!-- un <b>deux</b>
<!-- un > deux
<!- un ->Deux
<!-- un --!>Deux
<!un>Deux
<!ELEMENT un>Deux
<!DOCTYPE html><p>Un</p>
<!doctype html PUBLIC "-//W3C//DTD" "x">Un
<!DOCTYPE html
<!DOCTYPE
<?xml version="1.0" encoding="UTF-8"?>Un
<?php echo "a>b" ?>Un
<?xml
<?xml:namespace prefix = o ns = "urn:x" />Un
<![CDATA[Un <b>deux</b>]]>Trois
<![CDATA[Un ] ] >Trois
<![CDATA[Un]>Deux
<![CDATA[Un
<![cdata[Un]]>Deux
<![IGNORE[Un]]>Deux
<![if !supportLists]>Un<![endif]>Deux
<!--[if gte mso 9]><xml>Un</xml><![endif]-->Deux
<![endif]-->Un
<![endif
<![else]>Un
<![foo[Un]]>Deux
<![foo]>
<![FOO bar]>
<![temporaire]>
<![ if]>
<![]>
<![é]>
<!['"]>
<!["]>
<![1
]>	x
<![
<![i
<b>Un</b><![x]>
a<b <![x]>
&#; <![x]> ;
&# <![x]> ;
"""

ENTITIES = r"""
&eacute;&egrave;&ecirc;&euml;&agrave;&acirc;&auml;&aacute;&atilde;&aring;&ccedil;&icirc;&iuml;&igrave;&iacute;
&ocirc;&ouml;&ograve;&oacute;&otilde;&ugrave;&ucirc;&uuml;&uacute;&yuml;&yacute;&ntilde;&oelig;&aelig;&szlig;&oslash;
&Eacute;&Egrave;&Ecirc;&Agrave;&Ccedil;&OElig;&AElig;
&rsquo;&lsquo;&rdquo;&ldquo;&laquo;&raquo;&ndash;&mdash;&hellip;&bull;&middot;&copy;&reg;&trade;&deg;&euro;
&rarr;&larr;&uarr;&rArr;&times;&divide;&plusmn;&frac12;&sup2;&sup3;&micro;&permil;
&lt;&gt;&amp;&quot;&apos;
&nbsp;&ensp;&emsp;&thinsp;&shy;&zwj;&zwnj;&lrm;&rlm;
a&nbsp;b &nbsp; c&nbsp;&nbsp;d
 &nbsp;a&nbsp;
l&rsquo;&eacute;cole
l&#8217;&#233;cole
l&#x2019;&#xE9;cole
l&#X2019;&#Xe9;cole
l&#146;&#xe9cole
&#150;&#151;&#128;&#129;&#133;&#156;&#159;
&#0;&#1;&#9;&#10;&#13;&#32;&#160;&#173;
&#x110000;&#x10ffff;&#xd800;&#xfffe;&#99999999999999999999;
&#8206;&#8207;a
&#38;eacute;
&amp;eacute;
&amp;nbsp;
&amp;lt;b&amp;gt;
&lt;b&gt;gras&lt;/b&gt;
&lt;p>un</p&gt;
&eacute
&eacute &egrave,
&eacutes
&notit;
&not
&copy 2026 &copy;
&Eacute &NBSP; &AMP; &LT;
&foo; &foo &foo, &foo.bar; &foo-bar;
&foo-bar
&foo.
&f
&é
a &amp b
a && b
a &b; c &d
?a=1&b=2&copy=3
&#a;
&#x;
&#xg; et <b>un</b>
&#12a; et <b>un</b>
&#; &#; &#; <b>un</b>
&# et ;
&# et
&#12
&#12 a
&#x1F600; &#128512;
&NotEqualTilde; &nvlt; &fjlig;
&NewLine;&Tab;a
&ThisIsNotAnEntity;
&amp;nbsp_place_holder;
&nbsp_place_holder;
<a href="?a=1&b=2&copy=3&eacute;&#233;&#0;&#1;&#x80;">x</a>
<a href="&lt;&gt;&quot;&nbsp;&notit;&notin&foo;&#xD800;&#x1F600;">x</a>
<a href="x" title="&amp;amp; &rsquo; &lrm;">x</a>
<img src="&NewLine;" alt="&bne;&#11;&#x1ffff;&#13;">
1.&nbsp;un
1.&#32;un
-&nbsp;un
&ndash; un
&#43; un
"""

MALFORMED = r"""
<p<b>un</b>
<p <b>un</b>
<p><b>un</p>
<b>un</i>deux</b>
</b></i></p>un
<p>un</P>deux
<P/>un
<br/ >un
<br / >un
<br//>un
<br/x>un
<br x/>un
<br /x/ y / z>un
< p>un</ p>
</ p>un
</p x="y>z">un
</p/>un
</1>un
</>un
<1>un
<é>un
<_>un
<a-b>un</a-b>
<a:b>un</a:b>
<o:p>&nbsp;</o:p>un
<a.b>un</a.b>
<b=c>un
<b"c>un
<b'>un
<p class=>un
<p class= >un
<p class="a"id="b">un
<p class="a"">un
<p class='a"b'>un
<p class="a>b">un
<p class=a>b>un
<p class=a/b/>un
<p class=a"b>un
<p =a>un
<p = a>un
<p ==a>un
<p a==b>un
<p a=='b>un
<p a= 'b>un
<p a ='b>un
<p a='b>un
<p a='b>un</p><p c="d">deux</p>
<p a="b>un</p>
<p a="b>un</p><p c='d>deux</p>
<p a="b" c='d>un
<a href="https://a.fr>un</a> deux
<a href="https://a.fr>un</a> <a href="https://b.fr">deux</a>
<a href='https://a.fr">un</a>
<a href=https://a.fr title=deux mots>un</a>
<a href="https://a.fr"class="x">un</a>
<p	class="a"
id="b">un
<p class="a"/>un
<p / class>un
<p a b c>un
<p
>un
<p
un
un <p
un <
un </
un </p
un <!
un <b deux
un <b deux <i>trois</i>
un <b> deux <i
<b>un <i
a<b&&c>d
if (a<b && c>d) { x }
x<y, y<z
<<p>>un<</p>>
<p>un</p
<p>un</p <p>deux</p>
<img src="i.png" alt="un "deux" trois">
<p style="font-family:"Arial"">un</p>
<p\u0000>un
"""

OFFICE = r"""
<p class="MsoNormal" style="margin-bottom:0cm"><span style="font-size:10.0pt;mso-fareast-language:FR">Un texte<o:p></o:p></span></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span><![endif]>Un point</p>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><p>Un</p>
<p><!--[if !supportLists]-->-<span>      </span><!--[endif]-->Un point</p>
<div><font face="Calibri" size="2"><span style="font-size:11pt;">Un<br>&nbsp;</span></font></div>
<div dir="ltr"><div>Bonjour,</div><div><br></div><div>Un</div></div>
<p style="text-align:justify"><strong>Description&nbsp;:</strong>&nbsp;les arbres de la ville&nbsp;<em>(2025)</em>.</p>
<p><span style="font-weight:bold">Un</span> <span style="font-style:italic">deux</span></p>
<p><b style="font-weight:normal;" id="docs-internal-guid-1"><span>Un</span></b></p>
<div style='text-align:Left;'><div><div><p><span>Ce jeu de données recense les </span><span style='font-weight:bold;'>zones</span><span> du PLU.</span></p></div></div></div>
<DIV STYLE="text-align:Left;"><P><SPAN>Résumé</SPAN></P><UL><LI><P><SPAN>un</SPAN></P></LI></UL></DIV>
<p>Mise à jour&nbsp;: annuelle<br />
Producteur&nbsp;: Mairie<br />
Contact&nbsp;: <a href="mailto:sig@mairie.fr">sig@mairie.fr</a></p>
<p>Champs :</p>
<ul>
	<li><strong>ID</strong> : identifiant</li>
	<li><strong>NOM</strong> : nom de l'arbre</li>
</ul>

<p>Licence : <a href="https://www.etalab.gouv.fr/licence-ouverte-open-licence" target="_blank" rel="noopener">Licence Ouverte</a></p>
<p>Données issues d&rsquo;OpenStreetMap &copy; les contributeurs &mdash; ODbL</p><p>&#9888; Attention&#160;!</p>
<h2 class="ql-align-center"><span class="ql-size-large">Titre</span></h2><p class="ql-align-justify">Un <u>deux</u></p><p><br></p>
<p>Surface en m<sup>2</sup>, émissions de CO<sub>2</sub>, n<sup>o</sup> 5</p>
<table border="1" cellpadding="0"><tbody><tr><td><p><strong>Champ</strong></p></td><td><p><strong>Type</strong></p></td></tr><tr><td><p>id</p></td><td><p>entier</p></td></tr></tbody></table>
<dcat:Dataset rdf:about="x">Un</dcat:Dataset>
Voir <https://www.a.fr/page> et <www.b.fr>
Codes <NA> et <null>, type List<String>
Température < 0 °C et > -10 °C
Un\nDeux &lt;br&gt; trois
"""

GROUPS = [PLAIN, PARAGRAPHS, HEADINGS, EMPHASIS, LISTS, LINKS, IMAGES, TABLES, CODE, QUOTES, ABBREVIATIONS, RAW, ENTITIES]
GROUPS += [MALFORMED, OFFICE]
SNIPPETS = [""]
for group in GROUPS:
    lines = group.strip("\n").replace("\\u0000", "\0").split("\n")
    # Each line alone, then each with the next one, then the whole group: line breaks matter everywhere.
    SNIPPETS += lines
    SNIPPETS += ["\n".join(pair) for pair in zip(lines, lines[1:])]
    SNIPPETS += ["\n".join(lines), " ".join(reversed(lines))]
SNIPPETS += ["<ol start=3>" + f"<li>{n}" for n in (1, 2)]
SNIPPETS += ["&#" + "0" * digits + "65;" for digits in (10, 4298, 4299)]
SNIPPETS += ["<a href='&#" + "0" * 4299 + "65;'>x</a>", "&#x" + "0" * 5000 + "41;", "<b>x</b> &#" + "1" * 4301]
SNIPPETS += ["<ul><li>" * 30 + "x", "<blockquote>" * 30 + "x<p>y", "<b>" * 30 + "x" + "</b>" * 30, "<div>" * 30 + "x"]
SNIPPETS += ["<a href=x>" * 9 + "y" + "</a>" * 9]
