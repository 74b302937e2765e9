"""What runs in a thread of its own: Playwright keeps a loop running in the tests' own."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Return what a coroutine gives."""
    return call(asyncio.run, coroutine)


def call(do: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a call gives where no loop runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(do, *arguments).result()
