"""Who may ask what."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.settings.shape import Web
from service.web.access import Access, Asked, Situation, Verdict


TOKEN = "correct-horse-battery"
HERE = {"host": "localhost:8080"}


def access(address: str = "127.0.0.1", **web: Any) -> Access:
    return Access(Web(**web), address, 8080)


def asked(
    headers: dict[str, str] | None = None, method: str = "GET", peer: str | None = "127.0.0.1"
) -> Asked:
    wanted = HERE | (headers or {})
    return Asked(
        method=method, peer=peer, headers={name: (value,) for name, value in wanted.items()}
    )


def decide(rule: Access, headers: dict[str, str] | None = None, **more: Any) -> Verdict:
    return rule.decide(asked(headers, **more))


@pytest.mark.parametrize(
    ("address", "web", "situation"),
    [
        ("127.0.0.1", {}, Situation.OPEN),
        ("::1", {}, Situation.OPEN),
        ("0.0.0.0", {}, Situation.CLOSED),
        ("::", {}, Situation.CLOSED),
        ("192.0.2.1", {"token": TOKEN}, Situation.GUARDED),
        ("127.0.0.1", {"token": TOKEN}, Situation.GUARDED),
        ("127.0.0.1", {"trusted_proxies": "127.0.0.1"}, Situation.GUARDED),
    ],
)
def test_the_situation_follows_from_port_and_settings(address, web, situation):
    """Loopback is open, other addresses closed, and a token or a proxy guards either."""
    assert access(address, **web).situation is situation


# --- open --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["localhost:8080", "LOCALHOST:8080", "127.0.0.1:8080", "[::1]:8080", "desk.example"]
)
def test_this_machine_may_read_and_write_under_our_names(host):
    """A tool that sends no `Origin` works with every name that is ours."""
    rule = access(hosts="desk.example")
    assert decide(rule, {"host": host}).granted
    assert decide(rule, {"host": host}, method="POST").granted


@pytest.mark.parametrize(
    "host", ["evil.example:8080", "localhost:80", "localhost", "localhost.evil.example:8080", ""]
)
def test_a_name_that_leads_here_is_refused(host):
    """DNS rebinding: the page's own name comes as `Host`, and is not ours."""
    assert decide(access(), {"host": host}).status == 403


def test_on_port_80_a_name_needs_no_port():
    """Browsers leave it out there."""
    rule = Access(Web(), "127.0.0.1", 80)
    assert decide(rule, {"host": "localhost"}).granted
    assert decide(rule, {"host": "localhost:80"}).granted


def test_a_request_without_a_host_is_refused():
    """HTTP/1.0 needs no `Host`; every browser sends one."""
    nameless = Asked(method="GET", peer="127.0.0.1", headers={})
    assert access().decide(nameless).status == 403


def test_a_host_that_comes_twice_is_none():
    """Two answers to one question are no answer."""
    twice = Asked(method="GET", peer="127.0.0.1", headers={"host": ("localhost:8080",) * 2})
    assert access().decide(twice).status == 403


@pytest.mark.parametrize("peer", ["192.0.2.7", "::ffff:192.0.2.7", None, "unix"])
def test_open_means_open_to_this_machine(peer):
    """Whoever is not on loopback is not let in, however he got here."""
    assert decide(access(), peer=peer).status == 403


def test_a_mapped_address_is_the_address():
    """A port for both families sees 127.0.0.1 as ::ffff:127.0.0.1."""
    assert decide(access("::1"), peer="::ffff:127.0.0.1").granted


@pytest.mark.parametrize("name", ["forwarded", "x-forwarded-for", "via", "x-real-ip"])
def test_a_proxy_in_front_does_not_open_the_port_to_the_world(name):
    """What came through a proxy is not from this machine, though the proxy is."""
    assert decide(access(), {name: "198.51.100.3"}).status == 403


# --- pages of other sites ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "http://localhost:3000",
        "https://localhost:80",
        "null",
        "",
        "http://[",
        "file://localhost:8080",
        "http://evil@localhost:8080",
    ],
)
def test_other_pages_cannot_write(origin):
    """A cross-site POST says whose page it is from."""
    assert decide(access(), {"origin": origin}, method="POST").status == 403


def test_our_own_pages_may_write():
    """Same origin: the page's host is the host that was asked."""
    ours = {"origin": "http://localhost:8080", "sec-fetch-site": "same-origin"}
    assert decide(access(), ours, method="POST").granted
    public = {"origin": "https://desk.example"}
    assert decide(access(hosts="desk.example"), public, method="POST").granted


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_a_browser_calls_foreign_is_foreign(site):
    """No write, and no read that is not a link somebody followed."""
    headers = {"sec-fetch-site": site}
    assert decide(access(), headers, method="POST").status == 403
    assert decide(access(), headers | {"sec-fetch-mode": "no-cors"}).status == 403
    framed = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
    assert decide(access(), headers | framed).status == 403


def test_a_link_in_a_mail_can_be_followed():
    """Navigation from elsewhere shows a page, but may not send a form."""
    link = {
        "sec-fetch-site": "cross-site",
        "sec-fetch-mode": "navigate",
        "sec-fetch-dest": "document",
    }
    assert decide(access(), link).granted
    assert decide(access(), link, method="POST").status == 403


# --- guarded -----------------------------------------------------------------------------------


@pytest.mark.parametrize("peer", ["127.0.0.1", "192.0.2.7"])
def test_the_token_opens(peer):
    """From anywhere, under any name: who has the token is no page of others."""
    headers = {"authorization": f"Bearer {TOKEN}", "host": "10.0.0.9:8080"}
    assert decide(access("0.0.0.0", token=TOKEN), headers, peer=peer, method="POST").granted


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer \xe4\xf6",
     f"Bearer {TOKEN[:-1]}"],
)  # fmt: skip
def test_anything_else_does_not(given):
    """No token, another, half of it, or under another scheme."""
    headers = {"authorization": given} if given else {}
    assert decide(access(token=TOKEN), headers).status == 401


def test_a_page_with_the_token_is_still_of_another_site():
    """Nobody is helped by a form that posts a token."""
    headers = {"authorization": f"Bearer {TOKEN}", "origin": "https://evil.example"}
    assert decide(access(token=TOKEN), headers, method="POST").status == 403


def proxied(**more: str) -> dict[str, str]:
    return {"host": "desk.example", "x-forwarded-user": "Ada", **more}


def test_a_trusted_proxy_says_who_asks():
    """Its word counts, the forwarding headers do not matter."""
    rule = access("0.0.0.0", trusted_proxies="10.1.0.0/16", hosts="desk.example")
    verdict = decide(rule, proxied(**{"x-forwarded-for": "198.51.100.3"}), peer="10.1.2.3")
    assert (verdict.granted, verdict.user) == (True, "Ada")


@pytest.mark.parametrize("peer", ["10.2.0.1", "127.0.0.1", "::1", None])
def test_others_are_not_believed(peer):
    """The header means nothing from an address that is not listed."""
    rule = access("0.0.0.0", trusted_proxies="10.1.0.0/16", hosts="desk.example")
    assert decide(rule, proxied(), peer=peer).status == 401


@pytest.mark.parametrize("name", ["", "  ", "Ada\x1b[0m"])
def test_a_proxy_has_to_say_a_name(name):
    """Without one nobody has been let in; control characters are no name."""
    rule = access("0.0.0.0", trusted_proxies="10.1.0.0/16", hosts="desk.example")
    assert decide(rule, proxied() | {"x-forwarded-user": name}, peer="10.1.2.3").status == 401


def test_the_header_can_have_another_name():
    """`Remote-User`, as some proxies have it; then the usual one means nothing."""
    rule = access(trusted_proxies="127.0.0.1", user_header="Remote-User", hosts="desk.example")
    assert decide(rule, {"host": "desk.example", "remote-user": "Ada"}).user == "Ada"
    assert decide(rule, proxied()).status == 401


def test_a_browser_beside_the_proxy_cannot_be_led_here():
    """DNS rebinding on the machine of a trusted proxy: the name that was asked is not ours."""
    rule = access(trusted_proxies="127.0.0.1")
    assert decide(rule, proxied(host="evil.example:8080")).status == 403


# --- closed ------------------------------------------------------------------------------------


@given(
    headers=st.dictionaries(
        st.sampled_from(["authorization", "x-forwarded-user", "origin", "host", "cookie"]),
        st.text(max_size=30),
    ),
    peer=st.sampled_from(["127.0.0.1", "10.0.0.1", "::1", None]),
    method=st.sampled_from(["GET", "POST", "DELETE"]),
)
def test_nothing_opens_a_closed_port(headers, peer, method):
    """Without token and proxy, no header and no neighbour gets an answer on an open network."""
    assert decide(access("0.0.0.0"), headers, peer=peer, method=method).status == 404


@given(name=st.text(max_size=20), peer=st.ip_addresses().map(str))
def test_a_name_is_never_taken_from_strangers(name, peer):
    """Where only a token is set, nobody is anybody."""
    verdict = decide(access("0.0.0.0", token=TOKEN), {"x-forwarded-user": name}, peer=peer)
    assert (verdict.status, verdict.user) == (401, None)
