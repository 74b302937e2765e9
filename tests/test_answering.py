"""What was judged true or false."""

from groups import Many, version

from toolkit.results.sections import sections

NOW = version()
FALSE = [step.id for step in NOW.judged if not step.activity.truth]
TRUE = [step.id for step in NOW.judged if step.activity.truth]


def section(many, key, language="id"):
    many.visit(NOW, n=100)
    found = {each.key: each for each in sections(many.group(), language)}
    return found.get(key)


def test_hits_and_false_alarms():
    many = Many()
    many.answer(NOW, FALSE[0], 0, n=70)
    many.answer(NOW, FALSE[1], 3, n=30)
    many.answer(NOW, TRUE[0], 2, n=160)
    many.answer(NOW, TRUE[0], 1, n=40)
    many.answer(NOW, TRUE[0], "unsure", n=7)
    told = section(many, "recognised")
    assert told.words[:3] == (
        "Dari 10 hoaks yang dinilai, sekitar 7 dikenali.",
        "Dari 10 kabar benar yang dinilai, sekitar 8 dikenali sebagai benar.",
        "Alarm palsu, yaitu kabar benar yang dikira hoaks: 40 dari 200.",
    )
    assert told.table.rows == (("Hoaks", 70, 30, 0, 0.7), ("Kabar benar", 160, 40, 7, 0.8))


def test_each_item_has_its_sentence():
    many = Many()
    many.answer(NOW, FALSE[0], 0, n=7)
    many.answer(NOW, FALSE[0], 2, n=3)
    many.answer(NOW, TRUE[0], 3, n=2)
    told = section(many, "items")
    assert told.words == (
        (
            f"“{NOW.step(FALSE[0]).title}”: dari 10 orang yang menilai, 7 mengenali hoaks ini. "
            "Sebenarnya mungkin antara 4 dan 9 dari 10."
        ),
        "Jawabannya terlalu sedikit untuk disimpulkan pada 1 soal.",
    )
    assert [row[1:] for row in told.table.rows] == [
        ("HOAKS", 7, 3, 0, 0.7),
        ("BENAR", 2, 0, 0, None),
    ]


def test_before_and_after_checking():
    many = Many()
    many.answer(NOW, FALSE[0], 0, before=3, checked=True, n=30)
    many.answer(NOW, FALSE[0], 0, before=1, checked=True, n=20)
    many.answer(NOW, FALSE[0], 3, before=0, checked=True, n=10)
    many.answer(NOW, FALSE[0], "unsure", before="unsure", checked=True, n=40)
    many.answer(NOW, FALSE[0], 0, checked=True, n=500)  # checked before choosing anything
    told = section(many, "checking")
    assert told.words == (
        "Dari 10 jawaban sebelum mengecek, sekitar 3 tepat.",
        "Dari 10 jawaban sesudah mengecek, sekitar 5 tepat.",
        "Sesudah mengecek, 30 jawaban menjadi tepat, dan 10 yang tadinya tepat berubah.",
    )
    assert told.table.rows == (
        ("Tepat", 30, 50),
        ("Belum tepat", 30, 10),
        ("Belum tahu", 40, 40),
    )


def test_too_few_who_checked_are_only_counted():
    many = Many()
    many.answer(NOW, FALSE[0], 0, before=3, checked=True, n=4)
    assert section(many, "checking").words == (
        "Yang menjawab sebelum dan sesudah mengecek baru 4. Itu terlalu sedikit untuk disimpulkan.",
    )


def test_the_habit_of_checking():
    many = Many()
    many.answer(NOW, FALSE[0], 0, checked=True, n=40)
    many.answer(NOW, FALSE[0], 0, n=60)
    many.answer(NOW, TRUE[0], 3, n=3)
    told = section(many, "habit")
    assert told.words == ("Dari 10 jawaban, sekitar 4 diberikan sesudah mengecek sumber lain.",)
    assert [row[1:] for row in told.table.rows] == [(40, 100, 0.4), (0, 3, None)]


def discernment(hits, false_alarms, n=100):
    many = Many()
    many.answer(NOW, FALSE[0], 0, n=hits)
    many.answer(NOW, FALSE[0], 3, n=n - hits)
    many.answer(NOW, TRUE[0], 0, n=false_alarms)
    many.answer(NOW, TRUE[0], 3, n=n - false_alarms)
    return section(many, "discernment")


def test_discernment_is_told_in_words_first():
    told = discernment(90, 10)
    assert told.words[:3] == (
        "Kelompok ini sangat tajam membedakan yang palsu dari yang benar.",
        "Ketajamannya 2,5; sebenarnya mungkin antara 2,0 dan 3,0.",
        "Kelompok ini tidak condong curiga, juga tidak condong percaya.",
    )
    assert [row[0] for row in told.table.rows] == [
        "Yang palsu dikenali (H)",
        "Alarm palsu (F)",
        "Ketajaman (d′)",
        "Kecondongan (c)",
    ]
    assert told.table.rows[0][1] == 90.5 / 101


def test_what_becomes_of_a_group_in_words():
    assert "cukup tajam" in discernment(70, 20).words[0]
    assert "mulai bisa" in discernment(70, 45).words[0]
    assert "daripada menebak" in discernment(52, 50).words[0]
    assert "lebih sering tertukar" in discernment(10, 80).words[0]
    assert "condong curiga: yang benar" in discernment(95, 60).words[2]
    assert "condong percaya: yang palsu" in discernment(40, 5).words[2]


def test_few_answers_have_no_discernment():
    many = Many()
    many.answer(NOW, FALSE[0], 0, n=100)
    many.answer(NOW, TRUE[0], 3, n=19)
    told = section(many, "discernment")
    assert (told.table, told.plot) == (None, None)
    assert "sedikitnya 20 jawaban" in told.words[0]


def test_two_people_are_too_few_however_much_they_answer():
    many = Many()
    for step in NOW.judged:
        many.answer(NOW, step.id, 0, before=3, checked=True, n=2)
    told = {each.key: each.words for each in sections(many.group(), "id")}
    for key in ("recognised", "checking", "habit"):
        assert "terlalu sedikit" in told[key][0]
