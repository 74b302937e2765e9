"""What `search` says: to patrons (`WORDS`), and to staff who write a task (`PROBLEMS`)."""

from __future__ import annotations

WORDS = {
    "hint": {"id": "Beri petunjuk", "en": "Give me a hint"},
    "next_hint": {"id": "Petunjuk berikutnya", "en": "Next hint"},
    "hints": {"id": "Petunjuk", "en": "Hints"},
    "practice": {
        "id": "Ini katalog latihan. Bukunya nyata, eksemplarnya rekaan.",
        "en": "This is a practice catalogue. The books are real, the copies are made up.",
    },
    "on_paper": {
        "id": "Tulis kata-kata yang akan Anda ketik, dan di ruas mana.",
        "en": "Write down the words you would type, and the field.",
    },
    "on_paper_box": {"id": "Di kotak pencarian: {words}", "en": "In the search box: {words}"},
    "on_paper_in_field": {"id": "Ruas: {field}", "en": "Field: {field}"},
    "on_paper_text": {"id": "Semua", "en": "All"},
    "on_paper_title": {"id": "Judul", "en": "Title"},
    "on_paper_author": {"id": "Pengarang", "en": "Author"},
    "on_paper_subject": {"id": "Subjek", "en": "Subject"},
    "on_paper_isbn": {"id": "ISBN", "en": "ISBN"},
    "on_paper_there": {"id": "tersedia", "en": "available"},
    "on_paper_not_there": {"id": "sedang tidak tersedia", "en": "not available now"},
    "on_paper_more": {
        "id": "Ada {count} buku lain yang juga tepat.",
        "en": "{count} others fit too.",
    },
    "words": {"id": "Kata yang dicari", "en": "Words to search for"},
    "in": {"id": "Cari di ruas", "en": "Search in"},
    "practice_box": {"id": "Cari di katalog latihan", "en": "Search the practice catalogue"},
    "this_one": {"id": "Ini bukunya", "en": "This is the book"},
    "open_first": {
        "id": "Cari dulu bukunya, lalu buka judulnya. Di sana Anda bisa menjawab.",
        "en": "Search for the book first, then open its title. There you can answer.",
    },
    "found": {"id": "{count} judul cocok dengan “{words}”", "en": "{count} titles match “{words}”"},
    "found_one": {"id": "Satu judul cocok dengan “{words}”", "en": "One title matches “{words}”"},
    "found_some": {"id": "Judul yang cocok dengan “{words}”", "en": "Titles that match “{words}”"},
    "narrow": {"id": "Persempit hasil", "en": "Narrow the results"},
    "more": {"id": "Tampilkan {count} judul lagi", "en": "Show {count} more titles"},
    "back": {"id": "Kembali ke hasil", "en": "Back to the results"},
    "try_words": {"id": "Cari “{words}”", "en": "Search for “{words}”"},
    "slip_empty": {
        "id": "Kotaknya masih kosong. Ketik satu atau dua kata dari judul, atau nama pengarangnya.",
        "en": "The box is still empty. Type one or two words of the title, or the author's name.",
    },
    "slip_isbn": {
        "id": (
            "Nomor ISBN dicari di ruas ISBN, angkanya saja, tanpa tanda hubung. Buku latihan "
            "di sini tidak punya ISBN: cari dengan kata dari judulnya."
        ),
        "en": (
            "An ISBN belongs in the ISBN field, digits alone, without hyphens. The practice "
            "books have none: search by words of the title."
        ),
    },
    "slip_typo": {
        "id": "Mungkin ada huruf yang tertukar atau kurang. Apakah maksud Anda “{words}”?",
        "en": "A letter may be missing or out of place. Did you mean “{words}”?",
    },
    "slip_apart": {
        "id": "Katanya mungkin ditulis serangkai, atau justru terpisah: “{words}”.",
        "en": "It may be written as one word, or as two: “{words}”.",
    },
    "slip_field": {
        "id": (
            "Kata ini tidak ada di ruas yang Anda pilih, tetapi ada di ruas {field} ({count} "
            "judul). Ganti ruasnya, lalu cari lagi."
        ),
        "en": (
            "These words are not in the field you chose, but they are in {field} "
            "(titles: {count}). Change the field and search again."
        ),
    },
    "slip_filler": {
        "id": (
            "Katalog mencari semua kata yang Anda ketik, termasuk “{filler}”. Kata seperti "
            "itu jarang menjadi bagian judul. Coba tanpa kata itu: “{words}”."
        ),
        "en": (
            "The catalogue looks for every word that you type, “{filler}” too. Words like "
            "these are seldom in a title. Try without them: “{words}”."
        ),
    },
    "slip_too_many": {
        "id": (
            "Anda mengetik {count} kata, dan semuanya harus cocok dengan satu buku. Coba "
            "lebih sedikit: “{words}”."
        ),
        "en": "You typed {count} words, and a book must match them all. Try fewer: “{words}”.",
    },
    "slip_unknown": {
        "id": (
            "Kata itu tidak ada di katalog latihan. Periksa ejaannya, atau coba kata lain dari "
            "judulnya, atau nama belakang pengarangnya."
        ),
        "en": (
            "That word is not in the practice catalogue. Check its spelling, or try another word "
            "of the title, or the author's last name."
        ),
    },
    "slip_nothing": {
        "id": (
            "Coba satu kata saja yang paling khas dari judulnya, atau nama belakang "
            "pengarangnya. Periksa juga ejaannya."
        ),
        "en": (
            "Try just the most unusual word of the title, or the author's last name. Check the "
            "spelling too."
        ),
    },
    "why_title": {
        "id": "Judulnya lain. Yang dicari: {wanted}. Yang Anda pilih: {found}.",
        "en": "This is a different title. Look for: {wanted}. You chose: {found}.",
    },
    "why_author": {
        "id": "Pengarangnya lain. Yang dicari: {wanted}. Buku ini karya {found}.",
        "en": "This is a different author. Look for: {wanted}. This book is by {found}.",
    },
    "why_subject": {
        "id": "Subjeknya lain. Yang dicari: {wanted}. Subjek buku ini: {found}.",
        "en": "This is a different subject. Look for: {wanted}. This book is about: {found}.",
    },
    "why_on_loan": {
        "id": (
            "Bukunya cocok, tetapi tidak ada eksemplar yang bisa dipinjam sekarang. Lihat "
            "ketersediaannya di bawah ini."
        ),
        "en": "The book is right, but no copy can be borrowed now. Its availability is below.",
    },
    "why_not_for_loan": {
        "id": "Bukunya cocok, tetapi hanya untuk dibaca di perpustakaan.",
        "en": "The book is right, but it can only be read in the library.",
    },
    "live": {"id": "Coba di katalog perpustakaan Anda", "en": "Try it in your library's catalogue"},
    "live_box": {"id": "Cari di katalog perpustakaan", "en": "Search the library's catalogue"},
    "live_private": {
        "id": "Silakan cari apa saja. Yang Anda ketik tidak disimpan dan tidak dinilai.",
        "en": "Search for anything you like. What you type is not stored and does not count.",
    },
    "live_linked": {
        "id": "Pencarian ini terbuka di halaman katalog perpustakaan.",
        "en": "This search opens on the catalogue's own page.",
    },
    "live_by_hand": {
        "id": "Katalog perpustakaan ada di halamannya sendiri. Ketik lagi kata-katanya di sana.",
        "en": "The library's catalogue has a page of its own. Type your words again there.",
    },
    "live_open": {"id": "Buka di katalog perpustakaan", "en": "Open in the library's catalogue"},
    "live_none": {
        "id": (
            "Katalog perpustakaan belum tersambung ke pelajaran ini. Tanyakan alamat katalognya "
            "kepada pustakawan."
        ),
        "en": (
            "The library's catalogue is not connected to this lesson yet. Ask a librarian for "
            "its address."
        ),
    },
    "live_asking": {"id": "Sedang mencari…", "en": "Searching…"},
    "live_more": {"id": "Tampilkan lebih banyak", "en": "Show more"},
    "live_nothing": {
        "id": (
            "Coba lebih sedikit kata, periksa ejaannya, atau pilih ruas lain. Belum ketemu "
            "juga? Tanyakan kepada pustakawan."
        ),
        "en": (
            "Try fewer words, check the spelling, or choose another field. Still nothing? Ask "
            "a librarian."
        ),
    },
    "live_stale": {
        "id": "Katalog sedang tidak bisa dihubungi. Ini salinan dari {date}.",
        "en": "The catalogue cannot be reached just now. This is a copy from {date}.",
    },
    "live_no_copies": {
        "id": "Katalog tidak menyebutkan ketersediaannya. Tanyakan kepada pustakawan.",
        "en": "The catalogue does not say whether the book is available. Ask a librarian.",
    },
    "live_offline": {
        "id": "Katalog belum bisa dihubungi. Pelajarannya bisa dilanjutkan. Coba lagi nanti.",
        "en": "The catalogue cannot be reached just now. Go on with the lesson, and try later.",
    },
    "live_timeout": {
        "id": "Katalog terlalu lama menjawab. Tunggu sebentar, lalu coba lagi.",
        "en": "The catalogue took too long to answer. Try again in a moment.",
    },
    "live_busy": {
        "id": "Katalog sedang ramai. Tunggu sebentar, lalu cari lagi.",
        "en": "The catalogue is busy. Wait a moment and search again.",
    },
    "live_refused": {
        "id": (
            "Katalog ini tidak mengizinkan pencarian dari sini. Anda bisa mencari di "
            "halamannya sendiri."
        ),
        "en": "This catalogue does not allow searching from here. You can search on its own page.",
    },
    "live_disabled": {
        "id": (
            "Katalog ini belum bisa dicari dari dalam pelajaran. Anda bisa mencari di halamannya "
            "sendiri."
        ),
        "en": (
            "This catalogue cannot be searched from inside a lesson yet. You can search on its "
            "own page."
        ),
    },
    "live_bad-query": {
        "id": "Katalog tidak memahami kata-kata ini. Coba dua atau tiga kata biasa.",
        "en": "The catalogue does not understand these words. Try two or three plain ones.",
    },
    "live_bad-response": {
        "id": (
            "Jawaban katalog tidak bisa dibaca dari sini. Coba lagi nanti, atau cari di "
            "halamannya sendiri."
        ),
        "en": (
            "The catalogue's answer could not be read. Try again later, or search on its own page."
        ),
    },
}

PROBLEMS = {
    "option-without-feedback": {
        "id": "Pencarian ini belum punya umpan balik.",
        "en": "This search has no feedback.",
    },
    "option-without-feedback-how": {
        "id": 'Di bawah pertanyaan, tambahkan baris yang diawali ">": mengapa bukunya kini ketemu.',
        "en": 'Add a line under the question that starts with ">": why the book is found now.',
    },
    "no-place-for-words": {
        "id": 'Tulisan "{text}" tidak punya tempat di dalam kegiatan ini.',
        "en": 'The words "{text}" have no place in this activity.',
    },
    "no-place-for-words-how": {
        "id": 'Pindahkan ke atas umpan balik, atau ke bawah ":::" yang menutup.',
        "en": 'Move them above the feedback, or below the closing ":::".',
    },
    "no-goal": {
        "id": "Belum jelas buku mana yang harus ditemukan.",
        "en": "It is not clear which book is to be found.",
    },
    "no-goal-how": {
        "id": 'Tulis di bawah baris pembuka, misalnya ":title: Laskar Pelangi".',
        "en": 'Say so below the opening line, as in ":title: Laskar Pelangi".',
    },
    "nothing-fits": {
        "id": 'Di katalog latihan tidak ada buku dengan :{entry}: "{text}".',
        "en": 'No book in the practice catalogue has :{entry}: "{text}".',
    },
    "nothing-fits-how": {
        "id": "Periksa ejaannya, atau pilih buku lain yang ada di sana.",
        "en": "Check the spelling, or choose another book that is in it.",
    },
    "nothing-fits-all": {
        "id": "Di katalog latihan tidak ada satu buku pun yang cocok dengan semua keterangan ini.",
        "en": "No single book in the practice catalogue fits all of these entries.",
    },
    "nothing-fits-all-how": {
        "id": "Hapus salah satunya: setiap buku yang dicari harus cocok dengan semuanya.",
        "en": "Remove one of them: a book that counts must fit them all.",
    },
    "none-available": {
        "id": "Buku yang cocok ada, tetapi semuanya sedang dipinjam atau tidak dipinjamkan.",
        "en": "There are books that fit, but all of them are on loan or not for loan.",
    },
    "none-available-how": {
        "id": 'Hapus ":available:", atau pilih buku lain.',
        "en": 'Remove ":available:", or choose another book.',
    },
    "too-many-fit": {
        "id": "Hampir semua buku cocok ({count} dari {all}), jadi tidak ada yang perlu dicari.",
        "en": "Nearly all practice books fit ({count} of {all}), so there is nothing to look for.",
    },
    "too-many-fit-how": {
        "id": 'Persempit dengan ":title:", ":author:" atau ":subject:".',
        "en": 'Narrow it down with ":title:", ":author:" or ":subject:".',
    },
    "already-shown": {
        "id": 'Pencarian awal "{text}" sudah langsung menampilkan bukunya.',
        "en": 'The search at the start, "{text}", shows the book already.',
    },
    "already-shown-how": {
        "id": 'Isi ":search:" dengan kekeliruan yang harus diperbaiki, atau hapus baris itu.',
        "en": 'Write a slip to put right behind ":search:", or remove that line.',
    },
    "unknown-field": {
        "id": 'Ruas "{text}" tidak dikenal.',
        "en": 'The field "{text}" is not known.',
    },
    "unknown-field-how": {
        "id": "Yang ada: {known}.",
        "en": "There are: {known}.",
    },
    "yes-or-no": {
        "id": 'Keterangan ":{entry}: {text}" belum jelas.',
        "en": '":{entry}: {text}" is not clear.',
    },
    "yes-or-no-how": {
        "id": 'Tulis ":{entry}: ya", atau hapus baris ini.',
        "en": 'Write ":{entry}: yes", or remove this line.',
    },
}
