// Lambda@Edge, origin-request: signs what goes to the API, so that its secret never does.
import { createHmac } from 'node:crypto';
import { canonical } from './canonical.mjs';

const KEY_HEADER = 'x-origin-lock-key';
const SIGNATURE_HEADER = 'x-origin-lock-signature';
// <key id>.<secret>, and a tilde where queries are not signed.
const KEY = /^(g[1-9][0-9]{0,8})\.([A-Za-z0-9]{20,128})(~?)$/;

export const handler = async (event) => sign(event.Records[0].cf.request, Date.now());

/**
 * The request with its signature, or an answer in its place: nothing goes to the API unsigned.
 *
 * @param request of an origin-request event; it is changed
 * @param {number} now in milliseconds since 1970
 */
export function sign(request, now) {
  const custom = request.origin?.custom?.customHeaders ?? {};
  const [, keyId, secret, pathAlone] = KEY.exec(custom[KEY_HEADER]?.[0]?.value ?? '') ?? [];
  // Viewers' copies as well: CloudFront answers 502 to a header that is in both places.
  for (const headers of [request.headers, custom]) {
    delete headers[KEY_HEADER];
    delete headers[SIGNATURE_HEADER];
  }
  if (keyId === undefined) {
    console.error(
      `origin-lock: the origin ${request.origin?.custom?.domainName ?? '(not a custom one)'} has no signing key, so a request was not sent to it.`,
    );
    return unsigned();
  }
  const time = Math.floor(now / 1000);
  const form = pathAlone === '' ? 'q' : 'p';
  const text = canonical({
    time,
    keyId,
    form,
    method: request.method,
    path: request.uri,
    query: request.querystring,
  });
  const mac = createHmac('sha256', secret).update(text).digest('base64url');
  request.headers[SIGNATURE_HEADER] = [
    { key: SIGNATURE_HEADER, value: `${keyId}.${time}.${form}.${mac}` },
  ];
  return request;
}

function unsigned() {
  return {
    status: '502',
    statusDescription: 'Bad Gateway',
    headers: {
      'cache-control': [{ key: 'Cache-Control', value: 'no-store' }],
      'content-type': [{ key: 'Content-Type', value: 'application/json' }],
    },
    body: '{"message":"This request could not be signed for its origin."}',
  };
}
