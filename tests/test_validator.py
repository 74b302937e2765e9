"""The validator finds what is wrong with HTML, and nothing in a page that is right."""

import pytest
import validator

RIGHT = """\
<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<title>Aman di internet</title>
</head>
<body>
<main>
<h1>Aman di internet</h1>
<form>
<fieldset>
<legend>Asli atau penipuan?</legend>
<label><input type="radio" name="nilai" value="asli"> Asli</label>
<button type="submit">Jawab</button>
</fieldset>
</form>
<script type="application/json">{"a": "<p>"}</script>
</main>
</body>
</html>
"""
WRONG = {
    "missing-doctype": ("<!doctype html>\n", ""),
    "heading-level": ("h1", "h2"),
    "input-missing-label": ("label>", "p>"),
    "close-order": ("</legend>", "</label>"),
    "no-dup-id": ("<form>", '<p id="a"></p><p id="a"></p><form>'),
    "element-permitted-content": ("<label>", "<label><div>A</div>"),
    "no-unknown-elements": ("<main>", "<main>\n<suluh></suluh>"),
    "no-missing-references": ("<form>", '<form aria-labelledby="tidak-ada">'),
    "no-unknown-attributes": ("<form>", "<form suluh>"),
    "attribute-allowed-values": ('type="radio"', 'type="radiohead"'),
    "element-required-attributes": ("<form>", "<form><img alt='A'>"),
    "wcag/h37": ("<form>", '<form><img src="a.png">'),
    "unique-landmark": ("<form>", "<nav></nav><nav></nav><form>"),
    "unrecognized-char-ref": ("Asli<", "&asli;<"),
    "parser-error": ("<form>", "<!-- <form>"),
}
"""A rule that does not hold where a piece of the page is replaced by another."""


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """What was found in each page, all of them looked at in one run."""
    folder = tmp_path_factory.mktemp("pages")
    pages = {"right": RIGHT} | {rule: RIGHT.replace(*piece) for rule, piece in WRONG.items()}
    paths = {rule: folder / f"{rule.replace('/', '-')} a.html" for rule in pages}
    for rule, path in paths.items():
        path.write_text(pages[rule], encoding="utf-8")
    told = validator.problems(paths.values())
    return {
        rule: [line for line in told if line.startswith(str(path))] for rule, path in paths.items()
    }


def test_a_page_that_is_right_has_no_problems(found):
    assert found["right"] == []


@pytest.mark.parametrize("rule", WRONG)
def test_a_broken_page_is_found_out(found, rule):
    assert any(line.endswith(f"[{rule}]") for line in found[rule]), found[rule]


def test_each_problem_says_where_it_is(found):
    assert any(" a.html:9:2: " in line for line in found["no-unknown-elements"])


def test_nothing_is_lost_of_a_long_list(tmp_path):
    page = tmp_path / "long.html"
    page.write_text(
        RIGHT.replace("<form>", "<suluh></suluh>\n" * 3000 + "<form>"), encoding="utf-8"
    )
    assert len(validator.problems([page])) >= 3000


def test_to_validate_nothing_is_a_mistake(tmp_path):
    with pytest.raises(AssertionError, match="nothing"):
        validator.problems([])
    with pytest.raises(AssertionError, match="not there"):
        validator.problems([tmp_path / "none.html"])
