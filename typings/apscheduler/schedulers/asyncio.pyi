from collections.abc import Awaitable, Callable
from datetime import datetime

class Job:
    def modify(self, *, next_run_time: datetime) -> Job: ...

class AsyncIOScheduler:
    def __init__(self) -> None: ...
    def add_job(
        self,
        func: Callable[[], Awaitable[None]],
        trigger: str,
        *,
        seconds: float,
        id: str,
        max_instances: int,
        coalesce: bool,
        misfire_grace_time: int | None,
        next_run_time: datetime,
    ) -> object: ...
    def get_jobs(self) -> list[Job]: ...
    def start(self) -> None: ...
    def pause(self) -> None: ...
    def shutdown(self, wait: bool = True) -> None: ...
