// What CloudFront hands to the function, and what it gets back.
// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html#example-origin-request
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { handler, sign } from '../index.mjs';

const KEY = 'x-origin-lock-key';
const SIGNATURE = 'x-origin-lock-signature';
const SECRET = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd';
const NOW = 1_767_225_600_999;

/** An origin-request event's request. */
function request({ key = `g3.${SECRET}`, headers = {}, customHeaders = {}, ...other } = {}) {
  return {
    body: { action: 'read-only', data: 'eyJpZCI6MX0=', encoding: 'base64', inputTruncated: false },
    clientIp: '203.0.113.178',
    headers: {
      host: [{ key: 'Host', value: 'abcdef1234.execute-api.eu-west-1.amazonaws.com' }],
      'user-agent': [{ key: 'User-Agent', value: 'Amazon CloudFront' }],
      via: [{ key: 'Via', value: '1.1 d111111abcdef8.cloudfront.net (CloudFront)' }],
      ...headers,
    },
    method: 'POST',
    origin: {
      custom: {
        customHeaders: {
          'x-mine': [{ key: 'X-Mine', value: 'stays' }],
          ...(key === undefined || key === null ? {} : { [KEY]: [{ key: 'X-Origin-Lock-Key', value: key }] }),
          ...customHeaders,
        },
        domainName: 'abcdef1234.execute-api.eu-west-1.amazonaws.com',
        keepaliveTimeout: 5,
        path: '/prod',
        port: 443,
        protocol: 'https',
        readTimeout: 30,
        sslProtocols: ['TLSv1.2'],
      },
    },
    querystring: 'type=dog&page=2',
    uri: '/pets',
    ...other,
  };
}

const header = (name, value) => ({ [name]: [{ key: name.toUpperCase(), value }] });

/** Everything of a request but the two headers, in both places. */
function others(of) {
  const rest = structuredClone(of);
  for (const headers of [rest.headers, rest.origin?.custom?.customHeaders ?? {}]) {
    delete headers[KEY];
    delete headers[SIGNATURE];
  }
  return rest;
}

// Whatever the function writes anywhere.
let lines;
beforeEach(() => {
  lines = [];
  for (const level of ['debug', 'error', 'info', 'log', 'warn']) {
    mock.method(console, level, (...all) => lines.push(`${level} ${all.join(' ')}`));
  }
});
afterEach(() => mock.restoreAll());

describe('a request with a key', () => {
  test('has the signature of its key, and not the key', () => {
    const signed = sign(request(), NOW);
    const mac = createHmac('sha256', SECRET)
      .update('origin-lock-1\n1767225600\ng3\nq\nPOST\n/pets\npage=2&type=dog')
      .digest('base64url');
    assert.deepEqual(signed.headers[SIGNATURE], [{ key: SIGNATURE, value: `g3.1767225600.q.${mac}` }]);
    assert.ok(!JSON.stringify(signed).includes(SECRET));
    assert.ok(!(KEY in signed.headers) && !(KEY in signed.origin.custom.customHeaders));
    assert.deepEqual(lines, []);
  });

  test('has the path alone signed where its key says so', () => {
    const signed = sign(request({ key: `g3.${SECRET}~` }), NOW);
    const mac = createHmac('sha256', SECRET)
      .update('origin-lock-1\n1767225600\ng3\np\nPOST\n/pets\n')
      .digest('base64url');
    assert.equal(signed.headers[SIGNATURE][0].value, `g3.1767225600.p.${mac}`);
  });

  test('is otherwise what it was', () => {
    const before = request();
    const signed = sign(structuredClone(before), NOW);
    assert.deepEqual(others(signed), others(before));
  });

  test('is the same without a body, and the body is not signed', () => {
    const whole = sign(request(), NOW);
    const without = sign(request({ body: undefined }), NOW);
    assert.deepEqual(whole.headers[SIGNATURE], without.headers[SIGNATURE]);
  });

  for (const [where, planted] of [
    ['the headers', { headers: { ...header(KEY, `g9.${'x'.repeat(40)}`), ...header(SIGNATURE, 'g3.1.q.forged') } }],
    ['the custom headers', { customHeaders: header(SIGNATURE, 'g3.1.q.forged') }],
    [
      'both',
      { headers: header(SIGNATURE, 'g3.1.q.forged'), customHeaders: header(SIGNATURE, 'g3.1.q.forged too') },
    ],
  ]) {
    test(`loses what somebody else put into ${where}`, () => {
      const signed = sign(request(planted), NOW);
      const honest = sign(request(), NOW);
      assert.deepEqual(signed, honest);
    });
  }

  test('loses every copy of a header that came more than once', () => {
    const twice = { [SIGNATURE]: [{ key: SIGNATURE, value: 'a' }, { key: SIGNATURE, value: 'b' }] };
    assert.deepEqual(sign(request({ headers: twice }), NOW), sign(request(), NOW));
  });

  test('cannot give itself a key: the origin has one, or nobody', () => {
    const answer = sign(request({ key: null, headers: header(KEY, `g3.${SECRET}`) }), NOW);
    assert.equal(answer.status, '502');
  });

  test("is signed with the clock's time, in seconds", async () => {
    const earliest = Math.floor(Date.now() / 1000);
    const signed = await handler({ Records: [{ cf: { config: { eventType: 'origin-request' }, request: request() } }] });
    const time = Number(signed.headers[SIGNATURE][0].value.split('.')[1]);
    assert.ok(time >= earliest && time <= Date.now() / 1000);
  });
});

describe('a request that cannot be signed', () => {
  const s3 = { s3: { authMethod: 'none', customHeaders: header(KEY, `g3.${SECRET}`), domainName: 'mine.s3.amazonaws.com', path: '' } };
  const cases = {
    'whose origin has no key': request({ key: null }),
    'with an empty key': request({ key: '' }),
    'with a key without an id': request({ key: SECRET }),
    'with another id': request({ key: `h3.${SECRET}` }),
    'with the id g0': request({ key: `g0.${SECRET}` }),
    'with an id that is too long': request({ key: `g1234567890.${SECRET}` }),
    'with a secret that is too short': request({ key: `g3.${SECRET.slice(0, 19)}` }),
    'with a secret that is too long': request({ key: `g3.${'x'.repeat(129)}` }),
    'with another character in the secret': request({ key: `g3.${SECRET}-` }),
    'with two tildes': request({ key: `g3.${SECRET}~~` }),
    'with a line feed behind the key': request({ key: `g3.${SECRET}\n` }),
    'with a blank before the key': request({ key: ` g3.${SECRET}` }),
    'with a key header that has no value': request({ key: null, customHeaders: { [KEY]: [] } }),
    'with a key header of another form': request({ key: null, customHeaders: { [KEY]: `g3.${SECRET}` } }),
    'whose origin has no custom headers': request({ origin: { custom: { domainName: 'api.example.com' } } }),
    'to an origin in S3': request({ origin: s3 }),
    'without an origin': request({ origin: undefined }),
  };
  for (const [name, unsignable] of Object.entries(cases)) {
    test(`is answered, and not sent: ${name}`, () => {
      const answer = sign(unsignable, NOW);

      // An answer is known by its status; no part of the request is in it.
      assert.deepEqual(Object.keys(answer).sort(), ['body', 'headers', 'status', 'statusDescription']);
      assert.equal(answer.status, '502');
      assert.equal(answer.headers['cache-control'][0].value, 'no-store');
      assert.equal(answer.headers['content-type'][0].value, 'application/json');
      assert.deepEqual(JSON.parse(answer.body), { message: 'This request could not be signed for its origin.' });

      assert.equal(lines.length, 1);
      assert.match(lines[0], /^error origin-lock: .* has no signing key/);
      for (const text of [JSON.stringify(answer), ...lines]) {
        assert.ok(!text.includes(SECRET.slice(0, 19)), 'no secret is told');
        assert.ok(!text.includes('x'.repeat(20)), 'no secret is told');
      }
    });
  }

  test('names its origin in the log, for the owner', () => {
    sign(request({ key: null }), NOW);
    assert.match(lines[0], /abcdef1234\.execute-api\.eu-west-1\.amazonaws\.com/);
  });

  test('is not sent when the function fails: an event of another form is no request', async () => {
    await assert.rejects(handler({ Records: [] }), TypeError);
    assert.throws(() => sign(request({ uri: undefined }), NOW), TypeError);
  });
});
