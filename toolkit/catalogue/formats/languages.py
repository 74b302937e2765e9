"""The languages of books: the codes and words that records have for them."""

from __future__ import annotations

_NONE = frozenset({"und", "zxx", "mul", "mis"})
"""Codes that say that there is no one language."""

# Library codes (ISO 639-2, both kinds where there are two) and the words cataloguers type.
_TWO_LETTERS = {
    name: code
    for code, names in {
        "af": "afr", "ar": "ara arab arabic", "bg": "bul", "bn": "ben", "ca": "cat",
        "cs": "cze ces", "da": "dan", "de": "ger deu jerman german", "el": "gre ell",
        "en": "eng inggris english", "es": "spa spanyol spanish", "fa": "per fas", "fi": "fin",
        "fr": "fre fra prancis perancis french", "he": "heb", "hi": "hin", "hr": "hrv",
        "hu": "hun", "id": "ind indonesia indonesian", "it": "ita italia italian",
        "ja": "jpn jepang japanese", "jv": "jav jawa javanese", "km": "khm", "ko": "kor korea",
        "la": "lat latin", "lo": "lao", "ml": "mal", "mr": "mar",
        "ms": "may msa melayu malaysia malay", "my": "bur mya", "ne": "nep",
        "nl": "dut nld belanda dutch", "no": "nor", "pa": "pan", "pl": "pol",
        "pt": "por portugis portuguese", "ro": "rum ron", "ru": "rus rusia russian",
        "sa": "san", "si": "sin", "sk": "slo slk", "sl": "slv", "sq": "alb sqi", "sr": "srp",
        "su": "sun sunda sundanese", "sv": "swe", "sw": "swa", "ta": "tam tamil", "te": "tel",
        "th": "tha thai", "tl": "tgl", "tr": "tur turki", "uk": "ukr", "ur": "urd", "vi": "vie",
        "zh": "chi zho mandarin tionghoa cina chinese",
    }.items()
    for name in names.split()
}  # fmt: skip

_CODE_LENGTH = 3


def two_letters(text: str) -> str:
    """Return a language's code of two letters ("id") for a library's code or a word for it.

    One that has no such code keeps its own ("min", Minangkabau); "" for what names no language.
    Several codes written in one ("indeng") count as the first; other words are none ("Banjar").
    """
    name = text.strip().casefold().removeprefix("bahasa ")
    if name in _TWO_LETTERS:
        return _TWO_LETTERS[name]
    if not (name.isascii() and name.isalpha()) or name in _NONE:
        return ""
    codes = [name[at : at + _CODE_LENGTH] for at in range(0, len(name), _CODE_LENGTH)]
    if all(code in _TWO_LETTERS for code in codes):
        return _TWO_LETTERS[codes[0]]
    return name if len(name) in {2, _CODE_LENGTH} else ""
