import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { canonical } from '../canonical.mjs';
import { sign } from '../index.mjs';

const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));

test('there are the vectors', () => assert.ok(vectors.length >= 60));

for (const { name, edge, signature } of vectors) {
  test(`signs ${name}`, () => {
    const request = {
      method: edge.method,
      uri: edge.uri,
      querystring: edge.querystring,
      headers: {},
      origin: { custom: { customHeaders: { 'x-origin-lock-key': [{ key: 'X-Origin-Lock-Key', value: edge.key }] } } },
    };
    const signed = sign(request, edge.time * 1000 + 999);
    assert.equal(signed.headers['x-origin-lock-signature'][0].value, signature);
  });
}

const PIECES = [
  ...['a', 'a-', 'a0', 'A', 'z', '~', '_', '.', '=', '==', '&', '&&', '+', '%20', '%2B', '%2b', '%26', '%3D', '%3d', '%', '%4', '%zz'],
  ...['%2', '%61', '%2D', '%00', '%0a', '!', '%21', "'", '(', '*', '/', '?', '[', '%25', '%2525', ',', 'b=1', 'b=2', 'b', 'a=', '=a'],
];

/** Numbers from 0 on, the same ones for each seed. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

test('writes a query of ASCII, by bytes, as it writes one with other characters, by texts', () => {
  const random = numbers(19);
  const pick = (less) => random.next().value % less;
  const pairs = (query) =>
    canonical({ time: 1, keyId: 'g1', form: 'q', method: 'GET', path: '/', query }).split('\n').at(-1);
  for (let i = 0; i < 5_000; i++) {
    const query = Array.from({ length: pick(9) }, () => PIECES[pick(PIECES.length)]).join('');
    const byTexts = pairs(`${query}&é`)
      .split('&')
      .filter((pair) => pair !== '%C3%A9=');
    assert.equal(pairs(query), byTexts.join('&'), JSON.stringify(query));
  }
});
