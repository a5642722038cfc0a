import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
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
