// The canonical form of a request, as docs/signature.md has it. Its twin is CanonicalRequest in
// lambda/signing; test/vectors.json holds both to it.

const PERCENT = 0x25;
// What is encoded already, with the slashes that a path keeps; most is.
const PLAIN = { '': /^[A-Za-z0-9._~-]*$/, '/': /^[A-Za-z0-9._~/-]*$/ };

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
    encode(decode(path), '/'),
    form === 'q' ? sorted(pairs(query)) : '',
  ].join('\n');
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
    .map(([name, value]) => [encode(name, ''), encode(value, '')])
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

/** Percent-encoded as UTF-8 in capital digits: all but unreserved characters and the one to keep. */
function encode(text, kept) {
  if (PLAIN[kept].test(text)) {
    return text;
  }
  // encodeURIComponent leaves !'()* alone.
  const encoded = encodeWellFormed(text).replace(
    /[!'()*]/g,
    (char) => '%' + char.charCodeAt(0).toString(16).toUpperCase(),
  );
  return kept === '' ? encoded : encoded.replaceAll(encodeURIComponent(kept), kept);
}

function encodeWellFormed(text) {
  try {
    return encodeURIComponent(text);
  } catch {
    // Half a surrogate pair: to UTF-8 it is U+FFFD.
    return encodeURIComponent(Buffer.from(text, 'utf8').toString('utf8'));
  }
}
