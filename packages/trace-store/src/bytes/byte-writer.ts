/** Collects bytes; `take` hands them over and starts anew. */
export interface ByteWriter {
  readonly length: number;
  /** Text of ASCII characters. */
  ascii(text: string): void;
  text(text: string): void;
  integer(value: number): void;
  /** A JSON string of UTF-8 bytes. */
  quoted(bytes: Uint8Array, start: number, end: number): void;
  take(): Uint8Array;
}

const quote = 0x22;

/** 1 for bytes that stand in a JSON string as they are. */
const plain = new Uint8Array(256).fill(1, 0x20);
plain[quote] = 0;
plain[0x5c] = 0;

export function createByteWriter(): ByteWriter {
  let buffer = Buffer.allocUnsafe(1 << 16);
  let length = 0;

  function reserve(count: number): void {
    if (length + count <= buffer.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + count));
    buffer.copy(bigger, 0, 0, length);
    buffer = bigger;
  }

  function ascii(text: string): void {
    reserve(text.length);
    for (let i = 0; i < text.length; i++) buffer[length + i] = text.charCodeAt(i);
    length += text.length;
  }

  function text(value: string): void {
    reserve(value.length * 3);
    length += buffer.write(value, length);
  }

  return {
    get length() {
      return length;
    },
    ascii,
    text,
    integer(value) {
      if (value < 0 || value > 0x7fffffff) return ascii(String(value));
      reserve(10);
      let digits = 1;
      for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++;
      let rest = value;
      for (let at = length + digits - 1; at >= length; at--) {
        const next = (rest / 10) | 0;
        buffer[at] = 0x30 + rest - next * 10;
        rest = next;
      }
      length += digits;
    },
    quoted(bytes, start, end) {
      for (let i = start; i < end; i++)
        if (plain[bytes[i]!] === 0)
          return text(
            JSON.stringify(
              Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString(),
            ),
          );
      reserve(end - start + 2);
      buffer[length] = quote;
      for (let i = start; i < end; i++) buffer[length + 1 + i - start] = bytes[i]!;
      length += end - start + 2;
      buffer[length - 1] = quote;
    },
    take() {
      const taken = buffer.subarray(0, length);
      buffer = Buffer.allocUnsafe(buffer.length);
      length = 0;
      return taken;
    },
  };
}
