"""Results to make reports of: written by hand, with all that a section can hold."""

from datetime import date

from matplotlib.figure import Figure

from toolkit.results.nouns import Plot, Section, Table
from toolkit.results.report import Report, Taught, TaughtPart

FORMULA = '=HYPERLINK("https://contoh.example","klik")'
ALT = "Batang mendatar: 18 dari 24 orang menyelesaikan bagian terakhir."


def draw():
    figure = Figure(figsize=(6, 2))
    axes = figure.add_subplot()
    axes.barh(["Bagian 1", "Bagian 2"], [24, 18])
    return figure


SECTIONS = (
    Section(
        "overview",
        "Gambaran umum",
        ("Dari 24 orang, 18 menyelesaikan pelajaran.", "Angka ini dari peserta sendiri."),
    ),
    Section(
        "items",
        "Tiap pertanyaan: benar/keliru?",
        ("Yang paling sering keliru: kabar uang rusak.",),
        Table(
            ("Pertanyaan", "Jawaban", "Tepat", "Nilai"),
            (
                ("Kabar beasiswa yang diteruskan di grup RT", 24, 0.75, 1.25),
                (FORMULA, 23, None, -0.5),
                ("Pesan\x00 dengan \ud800 tanda \x1b[31maneh", 22, 0.125, 0.0),
            ),
            frozenset({"Tepat"}),
        ),
        Plot(ALT, draw),
    ),
    Section("items", "Tiap pertanyaan: benar/keliru?", ("Sekali lagi.",), None, Plot(ALT, draw)),
)


def report(language="id", lessons=1):
    taught = Taught(
        title="Kenali hoaks sebelum membagikan",
        summary="Lima belas menit berlatih satu kebiasaan.",
        minutes=15,
        frameworks=("DigComp 2.2: 1.2", "UNESCO: literasi media"),
        parts=(TaughtPart("Berhenti", ("Sebelum mulai", "Tiga alarm")), TaughtPart("", ("Akhir",))),
        sections=SECTIONS,
    )
    return Report(
        language=language,
        library="Perpustakaan Kota",
        city="Blitar",
        accent="#0f5c5c",
        source="codes",
        days=(date(2026, 11, 18), date(2026, 11, 20)),
        classes=("7A", "7B"),
        participants=24,
        taught=(taught,) * lessons,
    )
