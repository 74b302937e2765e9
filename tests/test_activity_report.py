"""The report of an activity as data: what is known, and what a person is to fill in."""

from dataclasses import replace
from datetime import date

import groups
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample_codes import chat, codes, version
from sample_results import report

from toolkit.project import Project
from toolkit.results.group import groups_of_codes, groups_of_counts
from toolkit.results.intake import Chosen, Handed, take, told_of
from toolkit.results.report import Report, writable, written_days


def test_what_no_phone_knows_is_a_blank():
    facts = {fact.label: fact for fact in report().facts}
    for label in ("Waktu", "Tempat", "Fasilitator", "Peserta hadir"):
        assert not facts[label].known
        assert facts[label].blank.startswith("isi: ")
    assert facts["Penyelenggara"].known == "Perpustakaan Kota, Blitar"
    assert facts["Peserta yang mengirim kode selesai"].known == 24
    assert facts["Kelas"].known == "7A, 7B"


@pytest.mark.parametrize(
    ("those", "language", "written"),
    [
        ((), "id", ""),
        ((date(2026, 11, 18),), "id", "Rabu, 18 November 2026"),
        ((date(2026, 11, 18),), "en", "Wednesday, 18 November 2026"),
        (
            (date(2026, 8, 31), date(2026, 11, 18)),
            "id",
            "31 Agustus 2026 sampai 18 November 2026 (2 hari)",
        ),
    ],
)
def test_days_are_written_as_people_write_them(those, language, written):
    assert written_days(those, language) == written


def test_the_name_of_a_file_is_safe_everywhere():
    assert report("id").file_name == ("laporan-kegiatan-kenali-hoaks-sebelum-membagikan-2026-11-20")


@pytest.mark.lessons("misinformation")
def test_what_was_taught_comes_from_the_lesson(project):
    project = Project(project)
    text = chat(codes(version(project.home), 12))
    groups = take([Handed("", text)], project).groups(Chosen(), "id")
    made = Report.of(told_of(groups, project, "id"), project, "id")
    lesson = project.lesson("misinformation", "id")
    taught = made.taught[0]
    assert (taught.title, taught.summary, taught.minutes) == (
        lesson.title,
        lesson.summary,
        lesson.minutes,
    )
    assert taught.frameworks == lesson.frameworks
    assert [part.title for part in taught.parts] == [part.title for part in lesson.parts]
    assert [step for part in taught.parts for step in part.steps] == [
        step.title for step in lesson.steps
    ]
    assert made.participants == 12
    assert made.days == (date(2026, 11, 18),)
    assert made.classes == ("7A",)


@pytest.mark.lessons("misinformation")
def test_a_lesson_that_is_gone_is_told_of_by_its_version(project):
    project = Project(project)
    text = chat(codes(version(project.home), 6))
    groups = take([Handed("", text)], project).groups(Chosen(), "id")
    told = told_of(groups, project, "id")
    project.lesson_file("misinformation", "id").write_text("rusak", encoding="utf-8")
    taught = Report.of(told, project, "id").taught[0]
    assert taught.title == "Kenali hoaks sebelum membagikan"
    assert not taught.summary
    assert taught.parts[0].steps[0] == "Sebelum mulai"


@given(st.text(st.characters()))
def test_any_text_can_be_written_into_an_office_file(text):
    element = etree.Element("text")
    element.text = writable(text)
    assert etree.fromstring(etree.tostring(element, encoding="utf-8")).text in {
        writable(text),
        writable(text) or None,
    }


def test_visits_to_several_lessons_are_added_up_and_senders_are_not(project):
    project = Project(project)
    first, second = groups.version(), groups.version("online-safety")
    many = groups.Many()
    many.visit(first, n=30)
    many.visit(second, n=20)
    by_records = told_of(groups_of_counts(many.counts()), project, "id")
    codes = [groups.code(random=at) for at in range(3)]
    codes += [replace(groups.code(), version=second)]
    by_code = told_of(groups_of_codes(groups.found(*codes)), project, "id")
    counted = {
        fact.label: fact.known
        for groups_told in (by_records, by_code)
        for fact in Report.of(groups_told, project, "id").facts
    }
    assert counted["Kunjungan yang tercatat"] == 50
    assert counted["Peserta yang mengirim kode selesai, sedikitnya"] == 3
