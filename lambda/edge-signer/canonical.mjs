// The canonical form of a request, as docs/signature.md has it. Its twin is CanonicalRequest in
// lambda/signing; test/vectors.json holds both to it.

const PERCENT = 0x25;
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
    form === 'q' ? sorted(pairs(query)) : '',
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
    const high = raw[i] === PERCENT ? digit(raw[i + 1]) : -1;
    const low = high < 0 ? -1 : digit(raw[i + 2]);
    if (low < 0) {
      bytes[length++] = raw[i];
    } else {
      bytes[length++] = high * 16 + low;
      i += 2;
    }
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
