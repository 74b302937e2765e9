"""The keys of versions that were served or published, and the responses that wait for one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, func, select

from toolkit.records.nouns import Response
from toolkit.records.schema import answers, responses, versions, visits


def version_data(connection: Connection, version: str) -> dict[str, Any] | None:
    """Return the data of one version, None where it was never kept."""
    kept = connection.scalar(select(versions.c.data).where(versions.c.version == version))
    return None if kept is None else json.loads(kept)


def version_ids(connection: Connection) -> list[str]:
    """Return the versions that were kept."""
    return list(connection.scalars(select(versions.c.version)))


def versions_data(connection: Connection, lesson: str) -> list[dict[str, Any]]:
    """Return the data of all versions of a lesson (of all lessons for ""), in the order kept."""
    kept = select(versions.c.data).order_by(versions.c.kept, versions.c.version)
    if lesson:
        kept = kept.where(versions.c.lesson == lesson)
    return [json.loads(data) for data in connection.scalars(kept)]


def unjudged_versions(connection: Connection) -> list[str]:
    """Return the versions that have responses which nobody could judge yet."""
    waiting = select(answers.c.version).where(answers.c.judged.is_(False)).distinct()
    return list(connection.scalars(waiting.order_by(answers.c.version)))


def unjudged(connection: Connection, version: str) -> Iterator[Response]:
    """Yield one response for each different answer to a version that nobody could judge yet."""
    one = (
        select(func.min(responses.c.id).label("id"))
        .join(answers, answers.c.number == responses.c.answer)
        .where(answers.c.version == version, answers.c.judged.is_(False))
        .group_by(answers.c.number)
        .subquery()
    )
    source = (
        one.join(responses, responses.c.id == one.c.id)
        .join(answers, answers.c.number == responses.c.answer)
        .join(visits, visits.c.number == responses.c.visit)
    )
    found = select(responses, answers, visits.c.id.label("visit_id")).select_from(source)
    for row in connection.execute(found).mappings():
        yield Response(
            id=row[responses.c.id],
            visit=row["visit_id"],
            version=row[answers.c.version],
            step=row[answers.c.step],
            kind=row[answers.c.kind],
            attempt=row[responses.c.attempt],
            answer=row[answers.c.answer],
            right=row[answers.c.right],
            judged=row[answers.c.judged],
            before=row[answers.c.before],
            checked=row[answers.c.checked],
            ms=row[responses.c.ms],
            at=row[responses.c.at],
            given=row[answers.c.given],
        )
