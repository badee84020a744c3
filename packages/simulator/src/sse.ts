const encoder = new TextEncoder();

/** Server-sent events, one chunk an event, so that a reader sees them one by one. */
export function eventStream(events: Iterable<string>): Response {
  const iterator = events[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}

/** Text in the pieces in which a model would stream it: a few words at a time. */
export function piecesOf(text: string): string[] {
  return text.match(/(?:\s*\S+){1,6}\s*|\s+/gu) ?? [];
}
