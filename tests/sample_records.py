"""Records of a few visits, as a server would have them."""

import random
from datetime import datetime

from sample_codes import DAY

from toolkit.records.nouns import Response, Visit, compact
from toolkit.records.records import Records


def record(folder, version, count, class_name="7A"):
    """Record so many visits to a lesson, each with answers to all its judged items."""
    chance = random.Random(class_name)
    at = datetime(DAY.year, DAY.month, DAY.day, 10).astimezone().timestamp()
    with Records(folder) as records:
        records.keep_versions([version]).result()
        for _ in range(count):
            visit = Visit(
                id=f"{chance.getrandbits(128):032x}",
                lesson=version.name,
                language=version.language,
                version=version.version,
                place="server",
                item="",
                source="webinar",
                medium="",
                campaign="",
                referrer="",
                class_name=class_name,
                started=at,
                seen=at + 60,
                reached=len(version.steps) - 1,
                finished=True,
            )
            responses = [_response(chance, visit, step) for step in version.judged]
            records.add(visit, responses).result()


def _response(chance, visit, step):
    point = chance.randrange(4)
    return Response(
        id=f"{chance.getrandbits(128):032x}",
        visit=visit.id,
        version=visit.version,
        step=step.id,
        kind=step.activity.kind,
        attempt=1,
        answer=compact(point),
        right=(point >= 2) == step.activity.truthful(),
        judged=True,
        before=None,
        checked=False,
        ms=None,
        at=visit.started,
        given=compact({"point": point}),
    )
