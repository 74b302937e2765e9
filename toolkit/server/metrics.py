"""Counters in Prometheus' format, on a port of their own that only this computer reaches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, ProcessCollector, start_http_server
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from toolkit.server.counts import BUCKETS, Counts

if TYPE_CHECKING:
    from toolkit.server.front import Front
    from toolkit.server.rooms.doors import LiveRooms
    from toolkit.service import Service

HOST = "127.0.0.1"


class Metrics:
    """The counters of a server, for as long as they are open."""

    def __init__(
        self, port: int, front: Front, service: Service, counts: Counts, live: LiveRooms
    ) -> None:
        """Open the port, 0 for any. Raises `OSError` where it is taken."""
        registry = CollectorRegistry()
        registry.register(_Counted(front, service, counts, live))
        ProcessCollector(registry=registry)
        self._server, self._thread = start_http_server(port, HOST, registry)
        self.port = self._server.server_port

    def close(self) -> None:
        """Close the port."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Counted(Collector):
    """What is told to who asks. Nothing of it names a visitor."""

    def __init__(self, front: Front, service: Service, counts: Counts, live: LiveRooms) -> None:
        self._front = front
        self._service = service
        self._counts = counts
        self._live = live

    def collect(self) -> Iterator[Metric]:
        counts = self._counts
        messages = CounterMetricFamily(
            "suluh_messages", "Messages of what patrons answered, by status.", labels=["status"]
        )
        for status, number in sorted(dict(counts.messages).items()):
            messages.add_metric([str(status)], number)
        yield messages
        events = CounterMetricFamily(
            "suluh_events", "Responses and feedback, by what became of them.", labels=["outcome"]
        )
        for outcome in ("stored", "refused"):
            events.add_metric([outcome], counts.events[outcome])
        yield events
        searches = CounterMetricFamily(
            "suluh_searches", "Searches of the catalogue, by what came of them.", labels=["outcome"]
        )
        for outcome, number in sorted(dict(counts.searches).items()):
            searches.add_metric([outcome], number)
        yield searches
        yield HistogramMetricFamily(
            "suluh_acknowledgement_seconds",
            "How long a page waited until its message was written.",
            buckets=list(_buckets(counts)),
            sum_value=counts.seconds,
        )
        yield CounterMetricFamily("suluh_requests", "All requests.", value=self._front.requests)
        yield _gauge("connections", "Open connections.", self._front.connections)
        yield _gauge("rooms_open", "Live rooms that have not ended.", self._live.ticker.open)
        yield _gauge("streams", "Phones and screens that follow one.", self._live.streams.open)
        pages = self._front.answers.site.pages.values()
        good = sum(page.good for page in pages)
        yield _gauge("pages", "Pages that open.", good)
        yield _gauge("pages_mending", "Pages that are not made yet, or broken.", len(pages) - good)
        records = self._service.opened
        yield _gauge(
            "records_up", "Whether answers can be written.", bool(records and not records.trouble)
        )
        yield _gauge(
            "records_waiting", "Messages not written yet.", records.waiting if records else 0
        )


def _buckets(counts: Counts) -> Iterator[tuple[str, float]]:
    total = 0
    for most in (*BUCKETS, float("inf")):
        total += counts.took[most]
        yield ("+Inf" if most == float("inf") else str(most)), total


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"suluh_{name}", words, value=value)
