// What it costs to sign, beside one HMAC over the same bytes. Prints a JSON document; scripts/bench.sh runs it.
import { createHmac } from 'node:crypto';
import { canonical } from '../canonical.mjs';
import { sign } from '../index.mjs';

const SECRET = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd';
const NOW = Date.now();
// So short that on a busy machine some of them are not interrupted.
const BATCH = 50;
const ROUNDS = 4_000;

// The same requests as in VerificationBenchmark.
const SHAPES = {
  PLAIN: { uri: '/pets/4711', querystring: '' },
  QUERY: {
    uri: '/pets',
    querystring:
      'type=dog&type=cat&page=2&size=50&sort=price%2Cdesc&name=Rex+the+dog&from=2026-01-01T00%3A00%3A00Z' +
      '&fields=id%2Ctype%2Cprice&filter%5Bage%5D=3&cursor=eyJpZCI6NDcxMX0%3D',
  },
  UNICODE: { uri: '/%E7%8C%AB/%E7%8A%AC/%C3%A4%C3%B6%C3%BC/%F0%9F%90%B6', querystring: '' },
};

const request = ({ uri, querystring }) => ({
  method: 'GET',
  uri,
  querystring,
  headers: { host: [{ key: 'Host', value: 'abcdef1234.execute-api.eu-west-1.amazonaws.com' }] },
  origin: {
    custom: { customHeaders: { 'x-origin-lock-key': [{ key: 'X-Origin-Lock-Key', value: `g3.${SECRET}` }] } },
  },
});

/** Nanoseconds for each of a batch. */
function timed(batch, work) {
  const from = process.hrtime.bigint();
  for (const each of batch) {
    work(each);
  }
  return Number(process.hrtime.bigint() - from) / batch.length;
}

function measured(shape) {
  const asked = { time: Math.floor(NOW / 1000), keyId: 'g3', form: 'q', method: 'GET', path: shape.uri, query: shape.querystring };
  const text = canonical(asked);
  const plain = Array.from({ length: BATCH });
  let hmac = Infinity;
  let form = Infinity;
  let signed = Infinity;
  // In turns, so that all have the same luck; what else the machine does only adds, so the least is what it takes.
  for (let round = 0; round < ROUNDS; round++) {
    hmac = Math.min(hmac, timed(plain, () => createHmac('sha256', SECRET).update(text).digest('base64url')));
    form = Math.min(form, timed(plain, () => canonical(asked)));
    const requests = Array.from({ length: BATCH }, () => request(shape));
    signed = Math.min(signed, timed(requests, (each) => sign(each, NOW)));
  }
  return { bytes: text.length, hmac, canonical: form, sign: signed };
}

const shapes = Object.fromEntries(Object.entries(SHAPES).map(([name, shape]) => [name, measured(shape)]));
console.log(JSON.stringify({ node: process.version, shapes }));
