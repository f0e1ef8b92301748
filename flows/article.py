"""One article as a tracked Prefect run; `bitexte translate` does the same without Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows import settings

LOG = settings.prepare()

from prefect import flow, task  # noqa: E402  (the environment has to be set before)
from prefect.artifacts import create_markdown_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402

from pipeline.article import article_json, translate_article  # noqa: E402
from pipeline.config import load_config  # noqa: E402
from pipeline.process import Processed  # noqa: E402
from pipeline.summary import article_markdown  # noqa: E402

settings.quiet(LOG)


@task(name="article", persist_result=False, cache_policy=NO_CACHE)
def work_on_article(path: str, config: str | None) -> Processed:
    """Every step for one article."""
    processed, _ = translate_article(path, load_config(Path(config) if config else None))
    return processed


@flow(name="bitexte-article", validate_parameters=False, persist_result=False)
def article(path: str, config: str | None = None) -> dict[str, Any]:
    """Translate the article in `path`; gives what `bitexte translate --json` prints."""
    processed = work_on_article(path, config)
    create_markdown_artifact(key="bitexte-article", markdown=article_markdown(processed), description=path)
    return article_json(processed)
