"""One answer for a crowd."""

import asyncio

import pytest

from service.web.recent import Recent


class Oracle:
    """Counts how often it is asked; answers when it is told to."""

    def __init__(self) -> None:
        self.asked = 0
        self.may_answer = asyncio.Event()

    async def answer(self) -> int:
        self.asked += 1
        await self.may_answer.wait()
        if self.asked == 2:
            raise ValueError("the second question is one too many")
        return self.asked


async def test_a_crowd_asks_once():
    """Whoever comes while the answer is on its way, or new, gets the same."""
    oracle = Oracle()
    recent = Recent(oracle.answer, 10)
    crowd = [asyncio.create_task(recent.get()) for _ in range(20)]
    await asyncio.sleep(0)
    oracle.may_answer.set()
    assert await asyncio.gather(*crowd) == [1] * 20
    assert await recent.get() == 1


async def test_an_old_answer_is_asked_for_again():
    """A failure is an answer too: it is raised for all, and then forgotten."""
    oracle = Oracle()
    oracle.may_answer.set()
    recent = Recent(oracle.answer, 0)
    assert await recent.get() == 1
    with pytest.raises(ValueError, match="one too many"):
        await recent.get()
    assert await recent.get() == 3


async def test_who_gives_up_takes_the_answer_from_nobody():
    """A client that leaves, and patience that ends, do not stop the question."""
    oracle = Oracle()
    recent = Recent(oracle.answer, 10)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(recent.get(), 0.01)
    oracle.may_answer.set()
    assert await recent.get() == 1
    assert oracle.asked == 1


async def test_a_slow_question_is_not_asked_twice():
    """However old it is: a database that hangs is not given more to do."""
    oracle = Oracle()
    recent = Recent(oracle.answer, 0)
    waiting = [asyncio.create_task(recent.get()) for _ in range(2)]
    await asyncio.sleep(0.01)
    assert oracle.asked == 1
    oracle.may_answer.set()
    await asyncio.gather(*waiting)


async def test_a_question_that_is_called_off_is_called_off_for_all():
    """The service ends: whoever still waits is told so."""
    oracle = Oracle()
    recent = Recent(oracle.answer, 10)
    waiting = asyncio.create_task(recent.get())
    await asyncio.sleep(0)
    for task in asyncio.all_tasks() - {asyncio.current_task(), waiting}:
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
