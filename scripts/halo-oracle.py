"""Lets the public halo-engine answer questions about span files, to compare our answers with.

    python scripts/halo-oracle.py < request.json > answers.json

The request is {"files": [path, ...], "index_dir": path or null, "questions": [{"ask": name, ...}, ...]}.
The reply is {"sidecars": [{"index": text, "meta": text}, ...], "answers": [{"ok": value} or {"error": kind}, ...]},
or {"index_error": kind} when the engine does not accept a file. Only the engine's public classes are used.
"""

import asyncio
import json
import math
import sys
import time
from pathlib import Path

from engine.traces.models.trace_dataset_source import TraceDatasetSource
from engine.traces.models.trace_index_config import TraceIndexConfig
from engine.traces.models.trace_query_models import TraceFilters
from engine.traces.trace_index_builder import TraceIndexBuilder
from engine.traces.trace_store import TraceStore


def answer(store, question):
    """One question as one call of the engine's store."""
    ask = question["ask"]
    if ask in ("overview", "query", "count"):
        filters = TraceFilters(**question.get("filters", {}))
        if ask == "overview":
            return store.get_overview(filters).model_dump()
        if ask == "count":
            return store.count_traces(filters).model_dump()
        page = {key: question[key] for key in ("limit", "offset") if key in question}
        return store.query_traces(filters, **page).model_dump()
    if ask == "view_trace":
        return store.view_trace(question["trace_id"]).model_dump()
    if ask == "view_spans":
        return store.view_spans(question["trace_id"], question["span_ids"]).model_dump()
    bounds = {key: question[key] for key in ("context_buffer_chars", "max_matches") if key in question}
    if ask == "search_trace":
        return store.search_trace(question["trace_id"], question["regex_pattern"], **bounds).model_dump()
    if ask == "search_span":
        return store.search_span(
            question["trace_id"], question["span_id"], question["regex_pattern"], **bounds
        ).model_dump()
    raise SystemExit(f"unknown question: {ask}")


def portable(value):
    """The value with null for NaN and the infinities, which JSON does not have."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: portable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [portable(item) for item in value]
    return value


def attempt(store, question):
    """The answer, or the kind of error; with the seconds it took when the question asks for them."""
    started = time.perf_counter()
    try:
        reply = {"ok": portable(answer(store, question))}
    except Exception as error:
        reply = {"error": type(error).__name__}
    if question.get("timed"):
        reply["seconds"] = time.perf_counter() - started
    return reply


def main():
    request = json.load(sys.stdin)
    folder = Path(request["index_dir"]) if request.get("index_dir") else None
    files = [Path(file) for file in request["files"]]
    started = time.perf_counter()
    try:
        config = TraceIndexConfig(index_dir=folder)
        indexes = [asyncio.run(TraceIndexBuilder.ensure_index_exists(file, config)) for file in files]
        built = time.perf_counter() - started
        sources = [TraceDatasetSource(trace_path=f, index_path=i) for f, i in zip(files, indexes)]
        store = TraceStore.load_many(sources)
    except Exception as error:
        json.dump({"index_error": type(error).__name__}, sys.stdout)
        return
    reply = {"answers": [attempt(store, question) for question in request["questions"]]}
    if request.get("timed"):
        reply["seconds"] = {"build": built, "all": time.perf_counter() - started}
    else:
        reply["sidecars"] = [
            {
                "index": index.read_bytes().decode("utf-8"),
                "meta": index.with_name(index.name.removesuffix(".jsonl") + ".meta.json").read_text("utf-8"),
            }
            for index in indexes
        ]
    json.dump(reply, sys.stdout)


if __name__ == "__main__":
    main()
