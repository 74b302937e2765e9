"""What the trainer's console says: the same words on the staff's page and in a notebook.

The console itself is one front end (frontend/src/console) with two doors.

The staff's page of a room, drawn by `toolkit.server.staff.console`, has its state as JSON in
`<script type="application/json" id="console-state">`, beside an empty `<div id="console">`:

    {"language": "id", "words": {key: text},
     "facts": {"room", "code", "link", "short", "qr", "present", "results", "sign_in",
               "local": bool, "languages": {code: name}},
     "addresses": {"stream", "command", "lesson", "rooms"}}

Addresses are relative to the page; `lesson` takes `?lang=`. `link` is absolute, `short` is for
people to type, `qr` a picture, `present` the shared screen, and `local` whether the link is only
right on this very computer. `results` are those of the room alone.

In a notebook (`toolkit.remote.panel`) the widget has the traits `language`, `words`, `facts` (the
same, but no `sign_in`; `qr` is a data: address, and `accent` has the library's colours), `view` (a
dict with its `number`, {} before the first) and `trouble` ("lost", "signed_out" or a sentence, ""
while all is well). Its custom messages are those of `byComm` in frontend/src/ways.js:
`{"type": "command", "number", "message": command}` is answered by
`{"type": "done", "number", "status": 200, "reply": {"ok": true, "number"} or {"why"}}`, and
`{"type": "lesson", "number", "message": language}` by `{"type": "told", "number", "status",
"reply": the lesson or {"why"}}`.

What the lesson's JSON holds is said in `toolkit.server.staff.lessons`.
"""

from __future__ import annotations

from toolkit.words import phrases, spoken


def console_words(language: str) -> dict[str, str]:
    """Return all that the console says in a language; {facts} stay in braces for its script."""
    return spoken(phrases("toolkit.console"), language)
