"""The processes that answer the staff's questions: few at once, shared, and ended in time."""

import asyncio

import apart
import pytest
from conftest import ROOT
from staff_house import LESSON

from toolkit.server.staff.answers import AT_ONCE, MOST_WAITING, AnswerError, Answers


def choices(**more):
    return {"job": "choices", "language": "id", **more}


async def most_running(answers, asked):
    """Return the answers, and how many processes ran at most while they were made."""
    most = 0
    waiting = asyncio.gather(*asked, return_exceptions=True)
    while not waiting.done():
        most = max(most, len(answers._running))
        await asyncio.sleep(0.01)
    return await waiting, most


def test_two_run_at_once_and_who_asks_the_same_shares_one(tmp_path):
    async def ask():
        answers = Answers(ROOT, tmp_path)
        asked = [answers.ask(choices(channel=name)) for name in "aabbccaa"]
        found, most = await most_running(answers, asked)
        kept = len(answers._kept)
        answers.close()
        return found, most, kept

    found, most, kept = apart.run(ask())
    assert len({id(each) for each in found}) == kept == 3
    assert most == AT_ONCE


def test_too_many_questions_are_turned_away(tmp_path):
    async def ask():
        answers = Answers(ROOT, tmp_path)
        asked = [answers.ask(choices(channel=str(at))) for at in range(MOST_WAITING + 3)]
        tasks = [asyncio.create_task(each) for each in asked]
        await asyncio.sleep(0)
        turned_away = [task for task in tasks if task.done()]
        await asyncio.to_thread(answers.close)
        await asyncio.gather(*tasks, return_exceptions=True)
        return [task.exception().key for task in turned_away]

    assert apart.run(ask()) == ["results_busy"] * 3


def test_what_is_under_way_ends_with_the_server(tmp_path):
    async def ask():
        answers = Answers(ROOT, tmp_path)
        asked = asyncio.create_task(answers.ask({**choices(), "job": "page", "lesson": LESSON}))
        while not answers._running:  # noqa: ASYNC110 - nobody tells when it begins
            await asyncio.sleep(0.01)
        await asyncio.to_thread(answers.close)
        with pytest.raises(AnswerError):
            await asked
        return answers._running

    assert not apart.run(ask())


def test_an_answer_is_old_once_something_is_recorded(tmp_path):
    async def ask():
        answers = Answers(ROOT, tmp_path)
        first = await answers.ask(choices())
        again = await answers.ask(choices())
        (tmp_path / "records.sqlite-wal").write_bytes(b"sesuatu")
        newer = await answers.ask(choices())
        answers.close()
        return first is again, first is newer

    assert apart.run(ask()) == (True, False)
