import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.articles.normal import (
    canonical_url,
    content_hash,
    fold,
    plain,
    registrable_domain,
    same_site,
    text_hash,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://News.Example:443/A?b=2&a=1#top", "https://news.example/A?b=2&a=1"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/x", "http://news.example:8080/x"),
        ("https://news.example/x?utm_source=rss&id=7&fbclid=q", "https://news.example/x?id=7"),
        ("https://news.example/x?ref=4", "https://news.example/x?ref=4"),
        ("https://news.example./x", "https://news.example/x"),
        ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
        ("notes/monday.txt", "notes/monday.txt"),
        ("https://[broken/x", "https://[broken/x"),
        ("https://news.example:99999/x", "https://news.example:99999/x"),
        ("mailto:a@news.example", "mailto:a@news.example"),
    ],
)
def test_canonical_url(url, expected):
    """Only what does not name the page is dropped."""
    assert canonical_url(url) == expected


@given(
    st.from_regex(
        r"https?://[a-z]{1,5}\.com(:\d{1,4})?(/[a-z]{0,3})?(\?[a-z_=&]{0,9})?(#x)?", fullmatch=True
    )
)
def test_canonical_twice_is_once(url):
    """The canonical form of a canonical form is itself."""
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@pytest.mark.parametrize(
    ("place", "domain"),
    [
        ("https://en.yna.co.kr/view/1", "yna.co.kr"),
        ("www.Example.COM.", "example.com"),
        ("someone.github.io", "someone.github.io"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
        ("https://[2001:db8::1]/", "2001:db8::1"),
        ("co.kr", "co.kr"),
        ("localhost", "localhost"),
        ("", ""),
        ("https://[broken", ""),
    ],
)
def test_registrable_domain(place, domain):
    """The domain that somebody registered, by the public suffix list."""
    assert registrable_domain(place) == domain


def test_same_site():
    """Subdomains of one registered domain are one site; two customers of a registry are not."""
    assert same_site("https://en.yna.co.kr/a", "yna.co.kr")
    assert not same_site("https://a.co.kr", "https://b.co.kr")
    assert not same_site("", "")


def test_hashes_ignore_what_readers_ignore():
    """Case, width, blanks, and the shape of quotes and dashes make no other text."""
    a = content_hash("Talks “resume” – at last", "One.\n\nTwo  words.")
    assert a == content_hash('TALKS "resume" - at last', "one. two words.")
    assert a != content_hash("Talks resume", "One. Two words.")
    assert text_hash("One.\n\nTwo") == text_hash("one. ｔｗｏ")
    assert text_hash("One") != content_hash("", "One, two")


@given(st.text())
def test_folding_twice_is_once(text):
    """A folded text does not change any more."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>Hello <b>wor</b>ld &amp; co</p><p>Next", "Hello world & co\n\nNext"),
        ("one<br>two<br/>three", "one\n\ntwo\n\nthree"),
        ("a <!-- <p>no</p> --> b", "a b"),
        ("a<script>if (a<b) x('</p>')</script>b<style>p{}</style><STYLE >q", "ab"),
        ("a <!-- never closed <p>b</p>", "a"),
        ("a < b and b > c", "a < b and b > c"),
        ("x &lt;b&gt; y", "x <b> y"),
        ("&#8220;quoted&#x201D;", "“quoted”"),
        ("First line.\n\nSecond line.", "First line.\n\nSecond line."),
        ("  spaced \u00a0 out ", "spaced out"),
        ("<img src='x' alt='>'>", "'>"),
        ("", ""),
    ],
)
def test_plain(markup, expected):
    """A snippet's words, with paragraphs where blocks were."""
    assert plain(markup) == expected
