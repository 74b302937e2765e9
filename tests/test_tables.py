"""Rows as tables."""

from toolkit.results.tables import table


def test_columns_have_their_types_also_where_there_is_no_row():
    columns = ("day", "reached", "finished", "right", "before", "n")
    some = table([("x", 1, True, None, None, 2)], columns)
    none = table([], columns)
    assert list(some.columns) == list(none.columns) == list(columns)
    for name in ("reached", "finished", "right", "n"):
        assert some[name].dtype == none[name].dtype
    assert some["right"].isna().all()
    assert some["before"].tolist() == [""]
    assert none.groupby("day", observed=True)["n"].sum().empty


def test_some_of_what_the_rows_hold():
    found = table([("a", 1, "x"), ("b", 2, "y")], ("step", "n"), ("step", "n", "more"))
    assert found["step"].tolist() == ["a", "b"]
    assert found["n"].sum() == 3
