// The canonical form of a request, as docs/signature.md has it. Its twin is CanonicalRequest in
// lambda/signing; test/vectors.json holds both to it.

const SPACE = 0x20;
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const PLUS = 0x2b;
const EQUALS = 0x3d;
// In place of a name's equals sign while pairs are sorted: before all that is written, so that names come first.
const BEFORE_ALL = 0;
// What is encoded already; most is.
const PLAIN = /^[A-Za-z0-9._~-]*$/;
const PLAIN_PATH = /^[A-Za-z0-9._~/-]*$/;
// What of a path is not written as it came: escapes, and characters that have to be.
const SENT = /%[0-9A-Fa-f]{2}|[^A-Za-z0-9._~/-]/gu;
// Each byte in its one form: an escaped slash stays one.
const BYTES = Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  return byte < 0x80 && PLAIN.test(char) ? char : '%' + byte.toString(16).toUpperCase().padStart(2, '0');
});

// A query in which no bytes that are no UTF-8 need be found, nor half a surrogate pair.
const NOT_ASCII = /%[89A-Fa-f]|[^\x00-\x7F]/;
const KEPT = Uint8Array.from({ length: 128 }, (_, byte) => Number(BYTES[byte].length === 1));
const DIGITS = Buffer.from('0123456789ABCDEF', 'latin1');

/**
 * What a signature is made over.
 *
 * @param {{time: number, keyId: string, form: 'q' | 'p', method: string, path: string, query: string}} request
 *     time in seconds; path and query as they travel, percent-encoded
 * @returns {string} ASCII lines
 */
export function canonical({ time, keyId, form, method, path, query }) {
  return [
    'origin-lock-1',
    String(time),
    keyId,
    form,
    method,
    canonicalPath(path),
    form === 'q' ? canonicalQuery(query) : '',
  ].join('\n');
}

/** Each escape decoded once and written by its byte, and slashes at the start as one, as API Gateway shows it. */
function canonicalPath(sent) {
  const path = sent.startsWith('//') ? sent.replace(/^\/+/, '/') : sent;
  return PLAIN_PATH.test(path) ? path : path.replace(SENT, bytes);
}

/** An escape, or a character. */
function bytes(sent) {
  return sent.length === 3 && sent[0] === '%'
    ? BYTES[Number.parseInt(sent.slice(1), 16)]
    : Array.from(Buffer.from(sent, 'utf8'), (byte) => BYTES[byte]).join('');
}

/** Its pairs, decoded and encoded, sorted by name and then by value. */
function canonicalQuery(query) {
  return NOT_ASCII.test(query) ? sorted(pairs(query)) : sortedBytes(query);
}

/** The same of ASCII, which most queries are, in a third of the time: no text is made of a part. */
function sortedBytes(query) {
  const bytes = Buffer.allocUnsafe(3 * query.length + 1);
  const all = [];
  let end = 0;
  for (let from = 0; from <= query.length; ) {
    const ampersand = query.indexOf('&', from);
    const to = ampersand < 0 ? query.length : ampersand;
    if (to > from) {
      const start = end;
      end = writePair(query, from, to, bytes, start);
      all.push({ start, end });
    }
    from = to + 1;
  }
  all.sort((one, other) => compareBytes(one, other, bytes));
  return joined(all, bytes, end);
}

/** Returns where it ends. */
function writePair(query, from, to, bytes, start) {
  let end = start;
  let named = false;
  for (let i = from; i < to; i++) {
    const code = query.charCodeAt(i);
    if (code === EQUALS && !named) {
      named = true;
      bytes[end++] = BEFORE_ALL;
    } else if (KEPT[code] === 1) {
      bytes[end++] = code;
    } else if (code === PERCENT && i + 2 < to) {
      const octet = escaped(query.charCodeAt(i + 1), query.charCodeAt(i + 2));
      end = writeByte(octet < 0 ? PERCENT : octet, bytes, end);
      i += octet < 0 ? 0 : 2;
    } else {
      end = writeByte(code === PLUS ? SPACE : code, bytes, end);
    }
  }
  if (!named) {
    bytes[end++] = BEFORE_ALL;
  }
  return end;
}

/** The byte of an escape; -1 if these are not its digits. */
function escaped(first, second) {
  const high = digit(first);
  const low = digit(second);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

function writeByte(byte, bytes, end) {
  if (KEPT[byte] === 1) {
    bytes[end] = byte;
    return end + 1;
  }
  bytes[end] = PERCENT;
  bytes[end + 1] = DIGITS[byte >> 4];
  bytes[end + 2] = DIGITS[byte & 15];
  return end + 3;
}

function compareBytes(one, other, bytes) {
  const size = Math.min(one.end - one.start, other.end - other.start);
  for (let i = 0; i < size; i++) {
    const difference = bytes[one.start + i] - bytes[other.start + i];
    if (difference !== 0) {
      return difference;
    }
  }
  return one.end - one.start - (other.end - other.start);
}

function joined(all, bytes, length) {
  const text = Buffer.allocUnsafe(length + all.length);
  let end = 0;
  for (const pair of all) {
    if (end > 0) {
      text[end++] = AMPERSAND;
    }
    for (let i = pair.start; i < pair.end; i++) {
      text[end++] = bytes[i] === BEFORE_ALL ? EQUALS : bytes[i];
    }
  }
  return text.latin1Slice(0, end);
}

/** The decoded pairs of a query. */
function pairs(query) {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [decodeQuery(name), decodeQuery(value)];
    });
}

function sorted(all) {
  return all
    .map(([name, value]) => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a, b) {
  return a < b ? -1 : Number(a > b);
}

function decodeQuery(text) {
  return decode(text.replaceAll('+', ' '));
}

/** Percent-decoded once, as UTF-8; what is no escape stays, what is no UTF-8 becomes U+FFFD. */
function decode(text) {
  if (!text.includes('%')) {
    return text;
  }
  try {
    // The same, and several times as fast, but it throws at both.
    return decodeURIComponent(text);
  } catch {
    return decodeBytes(text);
  }
}

function decodeBytes(text) {
  const raw = Buffer.from(text, 'utf8');
  const bytes = Buffer.alloc(raw.length);
  let length = 0;
  for (let i = 0; i < raw.length; i++) {
    const octet = raw[i] === PERCENT ? escaped(raw[i + 1], raw[i + 2]) : -1;
    bytes[length++] = octet < 0 ? raw[i] : octet;
    i += octet < 0 ? 0 : 2;
  }
  return bytes.toString('utf8', 0, length);
}

/** A hexadecimal digit's value; -1 for anything else, the end of the text included. */
function digit(byte) {
  if (byte >= 0x30 && byte <= 0x39) {
    return byte - 0x30;
  }
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Percent-encoded as UTF-8 in capital digits: all but unreserved characters. */
function encode(text) {
  if (PLAIN.test(text)) {
    return text;
  }
  // encodeURIComponent leaves !'()* alone.
  return encodeWellFormed(text).replace(
    /[!'()*]/g,
    (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase(),
  );
}

function encodeWellFormed(text) {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair: to UTF-8 it is U+FFFD.
    return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
  }
}
