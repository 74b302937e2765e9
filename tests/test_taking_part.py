"""Who took part, how far they came, when, and from where."""

from dataclasses import replace
from datetime import timedelta

from groups import DAY, Many, code, found, version

from toolkit.results.codes import channel_number
from toolkit.results.group import CHANNELS, groups_of_codes
from toolkit.results.sections import sections
from toolkit.results.taking_part import NAMES

NOW = version()


def section(group, key, language="id"):
    (one,) = [each for each in sections(group, language) if each.key == key]
    return one


def keys(group):
    return {each.key for each in sections(group, "id")}


def test_the_top_tells_how_many_and_when():
    many = Many()
    many.visit(NOW, n=70)
    many.visit(NOW, reached=2, n=30, day=DAY + timedelta(1))
    words = section(many.group(), "overview").words
    assert words[:3] == (
        f"Pelajaran “{NOW.title}” dibuka 100 orang; 70 di antaranya sampai selesai.",
        "Waktunya dari 3 November 2026 sampai 4 November 2026.",
        "Dari 10 orang yang mulai, sekitar 7 sampai selesai.",
    )
    assert section(many.group(), "overview").table.rows == (("Mulai", 100), ("Selesai", 70))


def test_codes_are_said_to_be_self_reported():
    codes = [code(random=at) for at in range(3)] + [code(1, random=at) for at in range(3, 6)]
    (group,) = groups_of_codes(found(*codes))
    words = section(group, "overview").words
    assert any("hanya datang dari peserta yang mau" in each for each in words)
    assert any("tidak terhitung" in each for each in words)
    table = section(group, "funnel").table
    assert [row[1] for row in table.rows] == [6, 3, 3]
    assert len(table.rows) == len(NOW.parts)
    assert section(group, "funnel").words[0].startswith("Kode hanya mencatat bagian yang selesai")


def test_the_funnel_tells_where_people_stop():
    many = Many()
    many.visit(NOW, n=40)
    many.visit(NOW, reached=7, n=50)
    many.visit(NOW, reached=-1, n=10)
    told = section(many.group(), "funnel")
    assert told.words[0] == (
        f"Paling banyak yang berhenti sesudah “{NOW.steps[7].title}”: 50 dari 100 orang."
    )
    assert [row[1] for row in told.table.rows] == [90] * 8 + [40] * (len(NOW.steps) - 7)
    assert told.table.rows[0][2] == 0.9
    assert told.table.rows[-1][0] == "Selesai"


def test_few_people_have_no_shares():
    many = Many()
    many.visit(NOW, class_name="7A", n=4)
    many.visit(NOW, class_name="10B", n=40)
    many.answer(NOW, NOW.judged[0].id, 0, class_name="7A", n=40)
    many.answer(NOW, NOW.judged[0].id, 0, class_name="10B", n=40)
    told = section(many.group(), "classes")
    assert [row[0] for row in told.table.rows] == ["7A", "10B"]
    assert told.table.rows[0] == ("7A", 4, 4, None, None, None)
    assert told.table.rows[1][3] == 1.0
    assert not any(words.startswith("Kelas 7A:") for words in told.words)
    assert any("bukan peringkat" in words for words in told.words)


def test_days_are_added_up_where_there_are_many():
    titles = {}
    for days in (2, 60, 400):
        many = Many()
        many.visit(NOW)
        many.visit(NOW, day=DAY + timedelta(days - 1), n=5)
        told = section(many.group(), "days")
        titles[told.table.columns[0]] = told.words[0]
    assert titles == {
        "Hari": "Paling ramai pada 4 November 2026: 5 orang.",
        "Minggu mulai": "Paling ramai pada minggu yang mulai 28 Desember 2026: 5 orang.",
        "Bulan": "Paling ramai pada Desember 2027: 5 orang.",
    }


def test_one_day_and_no_channel_need_no_section():
    many = Many()
    many.visit(NOW, n=9)
    assert not keys(many.group()) & {"days", "channels", "classes"}


def test_channels_have_the_names_people_know():
    many = Many()
    for channel, n in (("wa", 1), ("whatsapp", 4), ("l.instagram.com", 2), ("", 9), ("radio", 1)):
        many.visit(NOW, channel=channel, n=n)
    told = section(many.group(), "channels")
    assert told.table.rows == (
        ("WhatsApp", 5, 5),
        ("Instagram", 2, 2),
        ("radio", 1, 1),
        ("Tidak diketahui", 9, 9),
    )
    assert "WhatsApp: 5 dari 8 orang" in told.words[0]


def test_codes_of_classes_do_not_tell_where_people_came_from():
    by_link = {"class_name": "", "channel": channel_number("l.instagram.com")}
    codes = [code(random=at) for at in range(3)] + [code(random=at, **by_link) for at in (3, 4)]
    (group,) = groups_of_codes(found(*codes))
    told = section(group, "channels")
    assert told.table.rows == (("Instagram", 2, 2),)
    assert any("tidak terhitung di sini: 3." in words for words in told.words)


def test_what_people_know_a_code_can_tell():
    assert set(NAMES) <= set(CHANNELS)


def test_classes_are_not_told_what_the_lesson_does_not_ask():
    plain = [
        replace(part, steps=tuple(step for step in part.steps if not step.is_judged))
        for part in NOW.parts
    ]
    many = Many()
    many.visit(replace(NOW, version="e" * 16, parts=tuple(plain)), class_name="7A", n=40)
    told = section(many.group(), "classes")
    assert told.table.rows == (("7A", 40, 40),)
    assert not any("terlalu sedikit" in words for words in told.words)


def test_a_flood_of_invented_channels_and_classes_is_added_up():
    many = Many()
    for at in range(100):
        many.visit(NOW, channel=f"asal{at}", class_name=f"K{at}", n=2)
    many.visit(NOW, channel="poster", class_name="7A", n=50)
    many.visit(NOW, n=3)
    rows = section(many.group(), "channels").table.rows
    assert rows[0][:2] == ("poster", 50)
    assert [row[1] for row in rows[-2:]] == [142, 3]
    assert sum(row[1] for row in rows) == 253
    classes = section(many.group(), "classes")
    assert len(classes.table.rows) == 30
    assert "7A" in {row[0] for row in classes.table.rows}
    assert any("71" in words for words in classes.words)
