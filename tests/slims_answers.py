"""Answers of SLiMS as they might come: with something put in, left out or broken off."""

from hypothesis import strategies as st
from peers.slims import SlimsPeer


def samples():
    peer = SlimsPeer("9.4.2")
    newer = SlimsPeer("9.7.0")
    search = [("search", "search"), ("resultXML", "true"), ("title", "laskar")]
    detail = [("p", "show_detail"), ("id", "1")]
    return [
        each.answer("index.php", values)[2]
        for each in (peer, newer)
        for values in (search, detail, [*detail, ("inXML", "true")])
    ]


SAMPLES = samples()


@st.composite
def mutated(draw):
    """An answer as it might come, with something put in, left out or broken off."""
    body = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.sampled_from([0, 0, 1, 7, 80, 10_000])))
        piece = st.sampled_from(
            [
                b"",
                b"<",
                b">",
                b"&",
                b"</mods>",
                b"&#0;",
                b"9" * 400,
                b"\xff",
                b"<div>",
                b"]]>",
                b"<!--",
            ]
        )
        body = body[:start] + draw(piece | st.binary(max_size=6)) + body[end:]
    return body
