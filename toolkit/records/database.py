"""The database file: opening it, its revision, and what its errors mean."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, event, text
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError

from toolkit.records.errors import UnavailableError

REVISION = "0003"
"""The revision of `schema`: the last one in `migrations`."""

WAIT_SECONDS = 3
"""How long to wait for another process that writes."""

REASONS = {
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_FULL": "full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_PERM": "read-only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
}
"""What SQLite's errors (without what follows a second underscore) are called in our words."""


@dataclass(frozen=True)
class Database:
    """A database file, brought to today's tables by whoever opens it first."""

    path: Path

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment, whatever is written meanwhile."""
        with self.told():
            self.prepare()
            with self._engine("ro").connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection to begin transactions on, each alone in writing."""
        with self.told():
            self.prepare()
            self._permit()
            with self._engine("rwc").connect() as connection:
                yield connection

    def prepare(self) -> None:
        """Make the file, or bring it to today's tables, where it is not."""
        try:
            with self.told():
                if self.path.exists() and self._revision() == REVISION:
                    return
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # nobody else's
                if not self.path.exists():
                    self.path.touch(mode=0o600)  # also in a folder that others may look into
                with self._engine("rwc").connect() as connection, connection.begin():
                    self._migrate(connection)
        except OSError as error:
            reason = error.strerror or str(error)
            raise UnavailableError("unavailable", file=self.path, reason=reason) from error

    def copy(self, file: Path) -> None:
        """Write what is there at this moment into a new file, while others go on writing.

        Raises `OSError` where the file cannot be made.
        """
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        try:
            draft.unlink(missing_ok=True)
            draft.touch(mode=0o600)
            with self.told(file), self._engine("ro").connect() as connection:
                source = connection.connection.dbapi_connection
                source.execute("VACUUM INTO ?", (str(draft),))  # type: ignore[union-attr]
            with draft.open("rb+") as written:
                os.fsync(written.fileno())
            draft.replace(file)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)

    def connect(self, mode: str, *, check_same_thread: bool = True) -> sqlite3.Connection:
        """Open the file as it is, "ro" to read or "rwc" to write. Raises `sqlite3.Error`."""
        connection = sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=WAIT_SECONDS,
            isolation_level=None,
            check_same_thread=check_same_thread,
        )
        try:
            if mode == "ro":
                connection.execute("PRAGMA temp_store = MEMORY")
            else:
                _let_readers_in(connection)
                connection.execute("PRAGMA synchronous = FULL")  # done means on the disk
                connection.execute("PRAGMA secure_delete = ON")  # removed means gone
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    @property
    def beside(self) -> tuple[Path, ...]:
        """What SQLite lays beside the file while it is in use."""
        return tuple(self.path.with_name(self.path.name + end) for end in ("-wal", "-shm"))

    def copies(self) -> list[Path]:
        """Return the copies that were made before migrating."""
        return sorted(self.path.parent.glob(f"{self.path.stem}-before-*{self.path.suffix}"))

    @contextmanager
    def told(self, file: Path | None = None) -> Iterator[None]:
        """Raise `UnavailableError` for whatever SQLite or its disk complains of.

        Where a row is what is wrong, and not the file, that is an error of the program: it is left
        as it is.
        """
        try:
            yield
        except DatabaseError as error:
            if isinstance(error, DataError | IntegrityError | ProgrammingError):
                raise
            raise _unavailable(error.orig, file or self.path) from error
        except sqlite3.DatabaseError as error:
            raise _unavailable(error, file or self.path) from error

    def _permit(self) -> None:
        """See that the file may be written, and what SQLite lays beside it.

        That has the file's permissions of then: who allows writing again will not think of it.
        """
        if not _may_write(self.path):
            raise UnavailableError("read-only", file=self.path)
        for path in self.beside:
            with suppress(OSError):
                if path.exists() and not _may_write(path):
                    path.chmod(self.path.stat().st_mode)

    def _revision(self) -> str:
        """Return the revision of the file, "" for none."""
        with self._engine("ro").connect() as connection:
            return _revision(connection)

    def _migrate(self, connection: Connection) -> None:
        from alembic import command  # takes half a second, and is needed once
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", "toolkit.records:migrations")
        found = _revision(connection)  # another process may have been faster
        if found == REVISION:
            return
        known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
        if found and found not in known:
            raise UnavailableError("newer", file=self.path)
        if found:
            day = time.strftime("%Y%m%d-%H%M%S")
            name = f"{self.path.stem}-before-{REVISION}-{day}{self.path.suffix}"
            self.copy(self.path.with_name(name))
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)

    def _engine(self, mode: str) -> Engine:
        """Return an engine whose transactions begin as we say; it keeps no connection."""
        engine = create_engine("sqlite://", creator=lambda: self.connect(mode), poolclass=NullPool)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            # A transaction that reads first and writes later would find the file locked.
            connection.exec_driver_sql("BEGIN" if mode == "ro" else "BEGIN IMMEDIATE")

        return engine


def _let_readers_in(connection: sqlite3.Connection) -> None:
    """Turn on WAL: readers and a writer never wait for each other.

    SQLite does not wait itself here, where another process is just making the file.
    """
    end = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another one of the same name, None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _may_write(path: Path) -> bool:
    """Return whether this process may write a file.

    It is not opened for that: closing it would let go of the locks that SQLite has on it.
    """
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _unavailable(error: BaseException | None, file: Path) -> UnavailableError:
    name = str(getattr(error, "sqlite_errorname", ""))
    key = REASONS.get("_".join(name.split("_")[:2]), "unavailable")
    return UnavailableError(key, file=file, reason=str(error))


def _revision(connection: Connection) -> str:
    tables = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    if not connection.scalar(text(tables)):
        return ""
    return str(connection.scalar(text("SELECT version_num FROM alembic_version")) or "")
